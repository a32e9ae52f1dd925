import { join } from 'node:path';
import { type CatalogueReport, checkCatalogue } from './domain/load-catalogue.ts';
import type { CatalogueProblem } from './domain/problem.ts';
import { HOUSE_FILES } from './domain/read-yaml.ts';

/** `npm run -s catalogue -- check [FOLDER]`: one line per file, every problem below its file, exit code 1 if any. */

/** The committed catalogue, wherever the command is called from. */
export const CATALOGUE_FOLDER = join(import.meta.dirname, '../../../../catalogue');

/** The report as lines of a table. */
export function toLines({ files, problems }: CatalogueReport): string[] {
  const all = [...HOUSE_FILES, ...files];
  const width = Math.max(...all.map((file) => file.length));
  const lines = all.flatMap((file) =>
    fileLines(
      file.padEnd(width),
      problems.filter((p) => p.file === file),
    ),
  );
  return [...lines, `${files.length} services, ${countOf(problems)}`];
}

const fileLines = (file: string, problems: readonly CatalogueProblem[]): string[] => [
  `${file}  ${problems.length === 0 ? 'ok' : countOf(problems)}`,
  ...problems.map(({ path, rule, message }) => `  ${path || '/'}  [${rule}] ${message}`),
];

const countOf = ({ length }: readonly unknown[]): string => (length === 1 ? '1 problem' : `${length} problems`);

/** Runs the command and returns its exit code. */
export function main(args: readonly string[], print: (line: string) => void): number {
  const [command = 'check', folder = CATALOGUE_FOLDER] = args;
  if (command !== 'check') {
    print(`unknown command ${command}; usage: npm run -s catalogue -- check [FOLDER]`);
    return 2;
  }
  const report = checkCatalogue(folder);
  for (const line of toLines(report)) print(line);
  return report.problems.length > 0 ? 1 : 0;
}

if (import.meta.main) process.exitCode = main(process.argv.slice(2), console.log);
