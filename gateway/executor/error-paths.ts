import type { GraphQLError } from 'graphql';

type Path = readonly (string | number)[];

interface Branch {
  ends: boolean;
  readonly next: Map<string | number, Branch>;
}

const newBranch = (): Branch => ({ ends: false, next: new Map() });

/** The places that have their error already, so that one cause gives one error. `@` stands for every list index. */
export class ErrorPaths {
  readonly #root = newBranch();

  constructor(errors: readonly GraphQLError[] = []) {
    for (const { path } of errors) if (path) this.add(path);
  }

  add(path: Path): void {
    let branch = this.#root;
    for (const key of path) {
      const next = branch.next.get(key) ?? newBranch();
      branch.next.set(key, next);
      branch = next;
    }
    branch.ends = true;
  }

  /** Whether an error stands at this path, above it or below it. */
  covers(path: Path): boolean {
    return covers(this.#root, path, 0);
  }
}

function covers(branch: Branch, path: Path, at: number): boolean {
  if (at > 0 && branch.ends) return true;
  const key = path[at];
  if (key === undefined) return branch.next.size > 0;
  const next = branch.next.get(key);
  if (next && covers(next, path, at + 1)) return true;
  const every = typeof key === 'number' ? branch.next.get('@') : undefined;
  return every !== undefined && covers(every, path, at + 1);
}
