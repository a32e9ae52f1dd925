/** Limits (Grenzen) of an operation's shape, and of what is open at once. Callers learn that they are over one, never its number. */
export interface Limits {
  /** Bytes of a request's body. */
  readonly bodyBytes: number;
  /** Lexical tokens of the document. */
  readonly tokens: number;
  /** Fields nested in fields; a root field has depth 1. */
  readonly depth: number;
  /** The same inside `__schema` and `__type`. */
  readonly introspectionDepth: number;
  /** Aliased fields with fragments spread out; those inside introspection are counted apart. */
  readonly aliases: number;
  /** Fields with fragments spread out, so that doubling fragments ends somewhere. */
  readonly fields: number;
  readonly rootFields: number;
  /** Directives written in the document. */
  readonly directives: number;
  /** Selections nested in selections, fragments included. */
  readonly nesting: number;
  /** Objects that an answer may have at most, as far as pages and declared sizes tell (`@cost`, `@listSize`). */
  readonly cost: number;
  /** Objects and lists nested in each other in the variables. */
  readonly variablesDepth: number;
  /** The same in the document's own values; planning takes twice as long with every level. */
  readonly valueDepth: number;
  /** Values in the variables, all counted. */
  readonly variableValues: number;
  /** Bytes of a message on a socket. */
  readonly messageBytes: number;
  /** Operations under way on one socket. */
  readonly operationsPerSocket: number;
  readonly socketsPerAccount: number;
  readonly socketsPerAddress: number;
  /** Event streams of one account; a browser holds six at most, its tabs together a few dozen. */
  readonly streamsPerAccount: number;
  /** Event streams of all those at one address who are not signed in. */
  readonly streamsPerAddress: number;
}

/** What the portal, partner apps and GraphiQL need, and not much more. */
export const PUBLIC_LIMITS: Limits = Object.freeze({
  bodyBytes: 256 * 1024,
  tokens: 1_000,
  depth: 10,
  introspectionDepth: 20,
  aliases: 30,
  fields: 2_000,
  rootFields: 20,
  directives: 20,
  nesting: 30,
  cost: 10_000,
  variablesDepth: 10,
  valueDepth: 10,
  variableValues: 10_000,
  messageBytes: 64 * 1024,
  operationsPerSocket: 20,
  socketsPerAccount: 10,
  socketsPerAddress: 50,
  streamsPerAccount: 50,
  streamsPerAddress: 200,
});

/** Open mode serves whatever graph it is given; these only keep the process alive. */
export const GENEROUS_LIMITS: Limits = Object.freeze({
  bodyBytes: 4 * 1024 * 1024,
  tokens: 20_000,
  depth: 100,
  introspectionDepth: 100,
  aliases: 2_000,
  fields: 50_000,
  rootFields: 500,
  directives: 1_000,
  nesting: 300,
  cost: Number.POSITIVE_INFINITY,
  variablesDepth: 100,
  valueDepth: 14,
  variableValues: 200_000,
  messageBytes: 4 * 1024 * 1024,
  operationsPerSocket: 10_000,
  socketsPerAccount: 10_000,
  socketsPerAddress: 100_000,
  streamsPerAccount: 100_000,
  streamsPerAddress: 100_000,
});
