import type { Kind } from './kinds.ts';

/** A column: its names in the feed (newest spelling first), how it is read, and what stands for an empty cell. */
export interface Column<T> {
  names: readonly [string, ...string[]];
  kind: Kind<T & {}>;
  /** `required`: column and cell must be there; `optional`: an empty or missing cell reads as `fallback`. */
  presence: 'required' | 'optional';
  fallback: T;
}

export type Columns = Readonly<Record<string, Column<unknown>>>;

/** A file of the feed: its name, its columns, and which of them make a row unique. */
export interface Table<C extends Columns> {
  file: string;
  columns: C;
  /** Empty when rows need not be unique. */
  key: readonly (keyof C & string)[];
}

/** A typed row of a table, with the line it came from. */
export type RowOf<T> =
  T extends Table<infer C> ? { line: number } & { [K in keyof C]: C[K] extends Column<infer V> ? V : never } : never;

/** Declares a table; keeps the types of its columns. */
export const table = <C extends Columns>(
  file: string,
  columns: C,
  key: readonly (keyof C & string)[] = [],
): Table<C> => ({ file, columns, key });

type Names = readonly [string, ...string[]];

/** A column that must be there and filled. */
export const required = <T extends {}>(kind: Kind<T>, ...names: Names): Column<T> =>
  // The fallback is never used: a row without a required value is reported and left out.
  ({ names, kind, presence: 'required', fallback: undefined as unknown as T });

/** A column that may be empty or missing: then null. */
export const optional = <T extends {}>(kind: Kind<T>, ...names: Names): Column<T | null> => ({
  names,
  kind,
  presence: 'optional',
  fallback: null,
});

/** A column that may be empty or missing: then its default by the GTFS reference. */
export const defaulted = <T extends {}>(kind: Kind<T>, fallback: T, ...names: Names): Column<T> => ({
  names,
  kind,
  presence: 'optional',
  fallback,
});
