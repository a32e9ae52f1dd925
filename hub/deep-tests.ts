/** Which deep tests are meant (ausführliche Prüfungen): all, or those whose file or folder has one of the asked names. */
export interface DeepTests {
  readonly files: readonly string[];
  /** Every name one may ask for. */
  readonly names: readonly string[];
  /** Asked for, but nothing is called so. */
  readonly unknown: readonly string[];
}

const namesOf = (path: string): string[] =>
  path
    .replace(/\.deep\.test\.ts$/, '')
    .split('/')
    .filter((part) => part !== '__tests__');

export function deepTests(paths: readonly string[], asked: readonly string[]): DeepTests {
  const names = [...new Set(paths.flatMap(namesOf))].sort();
  const isMeant = (path: string) => asked.length === 0 || namesOf(path).some((name) => asked.includes(name));
  return { files: paths.filter(isMeant).sort(), names, unknown: asked.filter((name) => !names.includes(name)) };
}
