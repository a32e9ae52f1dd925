import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = join(import.meta.dirname, '..', '..');
const paths = globSync('{platform,gateway,subgraphs,hub}/**/*.ts', { cwd: ROOT }).filter(
  (path) => !/\.test\.ts$|__tests__|\/testing\//.test(path),
);

interface ErrorClass {
  readonly name: string;
  readonly parent: string;
  readonly path: string;
  /** Undefined when it keeps its parent's. */
  readonly code: string | undefined;
}

/** Looks for classes in another way than the generator does: every class, then all that descend from HubError. */
const classes: ErrorClass[] = paths.flatMap((path) => {
  const source = readFileSync(join(ROOT, path), 'utf8');
  return [...source.matchAll(/class (\w+) extends (\w+)[^{]*\{([\s\S]*?)^\}/gm)].map(
    ([, name = '', parent = '', body = '']) => ({
      name,
      parent,
      path,
      code: /\bcode\b[^=;(]*=\s*'(\w+)'/.exec(body)?.[1],
    }),
  );
});
const parentOf = (name: string) => classes.find((each) => each.name === name);
const isHubError = ({ parent }: ErrorClass): boolean => {
  const found = parentOf(parent);
  return parent === 'HubError' || (found !== undefined && isHubError(found));
};
const codeOf = ({ code, parent }: ErrorClass): string | undefined => {
  const above = parentOf(parent);
  return code ?? (above && codeOf(above));
};
const hubErrors = classes.filter(isHubError);

const rows = readFileSync(join(ROOT, 'docs', 'errors.md'), 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split(/(?<!\\)\|/).map((cell) => cell.trim()));
const listed = rows.map(([, code]) => String(code).replaceAll('`', ''));

describe('the list of error codes', () => {
  it('is about the whole tree', () => {
    expect(hubErrors.length).toBeGreaterThan(40);
  });

  it('has the code of every HubError', () => {
    const missing = hubErrors.filter((each) => !listed.includes(String(codeOf(each))));
    expect(missing.map(({ path, name }) => `${path}: ${name}`)).toEqual([]);
  });

  it('has every code once, in order, with a status and a meaning that names the German word', () => {
    expect(listed).toEqual([...new Set(listed)].sort());
    const poor = rows.filter(
      ([, , status, , meaning]) => !/^[45]\d\d$/.test(String(status)) || !/\(.+\)/.test(String(meaning)),
    );
    expect(poor.map(([, code]) => code)).toEqual([]);
  });
});
