import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { toGraphQLError } from '../../platform/errors/index.ts';
import type { CompiledCall, StepPart, Target } from '../planning/plan-nodes.ts';
import { findPlaces, type Place, pathOf } from './places.ts';
import type { Run } from './run.ts';
import { isSelected, toClientPath } from './selected-path.ts';
import { isPlainObject, own, type StoreObject } from './store.ts';

/** Errors taken from one call. The answer to a caller must not become as long as a subgraph likes. */
const MAX_ERRORS = 100;
const FURTHER = 'This part of the hub reported more errors than are listed.';
const MASKED = 'This part of the hub reported an error.';

type Path = readonly (string | number)[];

/** What one part of a request asked about: its objects, by position in `_entities` for an entity call. */
export interface CallScope {
  readonly part: Pick<StepPart, 'call' | 'key'> & { readonly targets: readonly Pick<Target, 'path'>[] };
  readonly owners: readonly (readonly StoreObject[])[];
}

/** A call that brought nothing: one clear error for each thing the client asked of it. */
export function addFailure(run: Run, scope: CallScope, thrown: unknown): void {
  const { message, extensions } = toGraphQLError(thrown, run.report);
  run.failures.push(() => {
    for (const path of affectedPaths(run, scope)) run.errors.push(new GraphQLError(message, { path, extensions }));
  });
}

/** Errors a subgraph gave, each at every place of the answer it speaks about. */
export function addSubgraphErrors(run: Run, scopes: readonly CallScope[], errors: readonly unknown[]): void {
  const further = errors.length - MAX_ERRORS;
  if (further > 0)
    run.errors.push(new GraphQLError(FURTHER, { extensions: { code: 'INTERNAL', details: { further } } }));
  for (const error of errors.slice(0, MAX_ERRORS)) {
    const { message, extensions, path } = readError(error);
    const named = scopes.filter(({ part }) => part.call.representation && part.key === path?.[0]);
    for (const place of (named.length > 0 ? named : scopes).flatMap((scope) => responsePaths(run, scope, path)))
      run.errors.push(new GraphQLError(message, { path: place.length > 0 ? place : undefined, extensions }));
  }
}

/**
 * Code, details and reference are contract; stack traces, service names and whatever else stay behind. An error without a
 * code is an accident, and its message may be anything, even a line of SQL.
 */
function readError(error: unknown) {
  const given: Partial<GraphQLFormattedError> = isPlainObject(error) || error instanceof Error ? error : {};
  const passed: Record<string, unknown> = { code: 'INTERNAL' };
  if (isPlainObject(given.extensions)) {
    for (const key of ['code', 'details', 'reference']) {
      const value = own(given.extensions, key);
      if (value !== undefined) passed[key] = value;
    }
  }
  const isMapped = passed.code !== 'INTERNAL' || passed.reference !== undefined;
  const message = isMapped && typeof given.message === 'string' ? given.message : MASKED;
  return { message, extensions: passed, path: Array.isArray(given.path) ? (given.path as Path) : undefined };
}

function responsePaths(run: Run, scope: CallScope, path: Path | undefined): Path[] {
  if (!path || path.length === 0) return affectedPaths(run, scope);
  const { call, key } = scope.part;
  const rename = (step: string | number) => (typeof step === 'string' ? (call.renamed.get(step) ?? step) : step);
  const isRoot = !call.representation;
  const owners = isRoot ? scope.owners.flat() : path[0] === key && typeof path[1] === 'number' && scope.owners[path[1]];
  if (!owners) return affectedPaths(run, scope);
  const rest = path.slice(isRoot ? 0 : 2).map(rename);
  return placesOf(run, scope, owners)
    .flatMap(({ places }) => places)
    .map((place) => toClientPath([...pathOf(place), ...rest], run.shape));
}

/** Where objects stand, by the plan's path to them. Looked for only when something went wrong. */
function placesOf(run: Run, { part }: CallScope, owners: readonly StoreObject[]) {
  const asked = new Set(owners);
  return part.targets
    .map(({ path }) => ({ path, places: findPlaces(run.store, path).filter(({ object }) => asked.has(object)) }))
    .filter(({ places }) => places.length > 0);
}

/** The fields a call was to deliver; below a list of several objects the path stops at the list with `@`. */
function affectedPaths(run: Run, scope: CallScope): Path[] {
  return placesOf(run, scope, scope.owners.flat()).flatMap(({ path, places }) =>
    affectedBelow(run, scope, path, places),
  );
}

function affectedBelow(run: Run, { part }: CallScope, path: Path, places: readonly Place[]): Path[] {
  const { call } = part;
  const base: Path = places.length === 1 && places[0] ? pathOf(places[0]) : path;
  const fields = call.outputs
    .flatMap((key) => missingBelow(run, call, key).map((rest) => [...base, call.renamed.get(key) ?? key, ...rest]))
    .filter((field) => isSelected(field, run.shape))
    .map((field) => toClientPath(field, run.shape));
  return fields.length > 0 ? unique(fields) : [toClientPath(base, run.shape)];
}

/**
 * A root field that several subgraphs share (`me`) stands although one of them failed: then its own fields are what is
 * missing. An error may only stand where the answer is null.
 */
function missingBelow(run: Run, call: CompiledCall, key: string): string[][] {
  const shared = call.representation ? undefined : own(run.store, key);
  if (!isPlainObject(shared)) return [[]];
  const keys = (call.below.get(key) ?? []).filter((each) => own(shared, each) === undefined);
  return keys.map((each) => [each]);
}

const unique = (paths: Path[]): Path[] => [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
