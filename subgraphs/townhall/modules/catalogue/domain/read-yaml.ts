import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { CatalogueProblem } from './problem.ts';

export interface YamlFile {
  readonly file: string;
  readonly content: unknown;
  readonly problems: readonly CatalogueProblem[];
}

/** Files that describe the house; every other YAML file of the folder is a service. */
export const HOUSE_FILES = ['categories.yaml', 'offices.yaml', 'blocks.yaml'] as const;
export type HouseFile = (typeof HOUSE_FILES)[number];

/** Names of the service files, sorted. */
export const listServiceFiles = (folder: string): string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.yaml') && !HOUSE_FILES.some((house) => house === file))
    .sort();

/** Reads one YAML file; what is wrong with it becomes a problem, never an exception. */
export function readYaml(folder: string, file: string): YamlFile {
  try {
    // A repeated key would silently win over the first; few aliases are enough and stop a file that multiplies itself.
    const document = parseDocument(readFileSync(join(folder, file), 'utf8'), { uniqueKeys: true });
    const content: unknown = document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 });
    return { file, content, problems: document.errors.map(({ message }) => toProblem(file, message)) };
  } catch (error) {
    return { file, content: undefined, problems: [toProblem(file, readError(error))] };
  }
}

const toProblem = (file: string, message: string): CatalogueProblem => ({
  file,
  path: '',
  rule: 'yaml',
  message: message.split('\n')[0]?.replace(/:$/, '') ?? 'cannot be read',
});

/** The system's own text would name a path of this machine. */
const readError = (error: unknown): string => {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'the file is missing';
  return code ? `the file cannot be read (${code})` : String((error as Error).message);
};
