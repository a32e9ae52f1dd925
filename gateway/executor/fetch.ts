import { UnavailableError } from '../../platform/errors/index.ts';
import type { CompiledCall, CompiledFetch } from '../planning/plan-nodes.ts';
import type { SubgraphResponse } from '../transports/transport.ts';
import { unusableAnswer } from './errors.ts';
import { addFailure, addSubgraphErrors, type CallScope } from './fetch-errors.ts';
import { findPlaces, type Place } from './places.ts';
import { buildRepresentation } from './representations.ts';
import { applyRewrites, readContext } from './rewrites.ts';
import type { Run } from './run.ts';
import { copyValue, isPlainObject, mergeInto, own, type StoreObject } from './store.ts';

/** Runs one fetch for all objects at a path. Never rejects: what goes wrong becomes errors of the answer. */
export async function runFetch(fetch: CompiledFetch, path: readonly string[], run: Run): Promise<void> {
  const places = findPlaces(run.store, path);
  if (places.length === 0) return;
  await Promise.all(
    fetch.calls.map((call) =>
      call.representation ? runEntityCall(fetch, call, path, places, run) : runRootCall(fetch, call, path, places, run),
    ),
  );
}

async function runRootCall(
  fetch: CompiledFetch,
  call: CompiledCall,
  path: readonly string[],
  places: readonly Place[],
  run: Run,
): Promise<void> {
  const scope = { call, path, owners: [places] };
  const response = await send(fetch, scope, pickVariables(call, run.variables), run);
  if (response) takeRootAnswer(response.answer, scope, run);
}

/** Merges the answer to a root call (or an event of a subscription) into its places. */
export function takeRootAnswer(response: SubgraphResponse, scope: CallScope, run: Run): void {
  const { data, hasErrors } = readAnswer(response, scope, run);
  if (!data && !hasErrors) addFailure(run, scope, unusableAnswer());
  if (!data) return;
  for (const { object } of scope.owners.flat()) mergeAnswer(object, data, scope.call, run);
}

/** Entities that share their contextual arguments travel in one call, each distinct representation once. */
interface Batch {
  readonly variables: StoreObject;
  readonly representations: StoreObject[];
  readonly owners: Place[][];
  readonly positions: Map<string, number>;
}

async function runEntityCall(
  fetch: CompiledFetch,
  call: CompiledCall,
  path: readonly string[],
  places: readonly Place[],
  run: Run,
): Promise<void> {
  await Promise.all(
    makeBatches(call, places).map(async ({ variables, representations, owners }) => {
      const scope = { call, path, owners };
      const all = Object.assign(pickVariables(call, run.variables), variables, { representations });
      const response = await send(fetch, scope, all, run);
      if (response) takeEntities(response.answer, scope, run);
    }),
  );
}

function makeBatches(call: CompiledCall, places: readonly Place[]): Batch[] {
  const batches = new Map<string, Batch>();
  for (const place of places) {
    const representation = call.representation && buildRepresentation(call.representation, place.object);
    if (!representation) continue;
    applyRewrites(call.inputRewrites, representation);
    const variables = readContext(call.contextRewrites, place);
    const key = call.contextRewrites.length > 0 ? JSON.stringify(variables) : '';
    const batch = batches.get(key) ?? { variables, representations: [], owners: [], positions: new Map() };
    batches.set(key, batch);
    addToBatch(batch, representation, place);
  }
  return [...batches.values()];
}

function addToBatch(batch: Batch, representation: StoreObject, place: Place): void {
  const text = JSON.stringify(representation);
  const position = batch.positions.get(text);
  if (position !== undefined) {
    batch.owners[position]?.push(place);
    return;
  }
  batch.positions.set(text, batch.representations.length);
  batch.representations.push(representation);
  batch.owners.push([place]);
}

function takeEntities(response: SubgraphResponse, scope: CallScope, run: Run): void {
  const { data, hasErrors } = readAnswer(response, scope, run);
  const entities = data && own(data, '_entities');
  if (!Array.isArray(entities) || entities.length !== scope.owners.length) {
    if (!hasErrors) addFailure(run, scope, unusableAnswer());
    return;
  }
  let isUsable = true;
  entities.forEach((entity, i) => {
    if (entity === null) return;
    if (isPlainObject(entity)) {
      for (const { object } of scope.owners[i] ?? []) mergeAnswer(object, entity, scope.call, run);
    } else isUsable = false;
  });
  if (!isUsable && !hasErrors) addFailure(run, scope, unusableAnswer());
}

function mergeAnswer(
  target: StoreObject,
  answer: Readonly<Record<string, unknown>>,
  call: CompiledCall,
  run: Run,
): void {
  if (call.outputRewrites.length === 0) {
    mergeInto(target, answer, run.isConcrete);
    return;
  }
  const copy = copyValue(answer) as StoreObject;
  applyRewrites(call.outputRewrites, copy, target.__typename);
  mergeInto(target, copy, run.isConcrete);
}

/** Undefined when the call failed, which is then in the errors already; what comes back may still be anything. */
async function send(
  fetch: CompiledFetch,
  scope: CallScope,
  variables: StoreObject,
  run: Run,
): Promise<{ readonly answer: SubgraphResponse } | undefined> {
  const { principal, requestId, signal, deadline, watch } = run;
  try {
    const transport = run.transports.get(fetch.subgraph);
    if (!transport) throw new UnavailableError();
    const { document } = scope.call;
    const endsAt = deadline.endFor(fetch);
    return { answer: await transport.execute({ document, variables, principal, requestId, signal, endsAt, watch }) };
  } catch (thrown) {
    addFailure(run, scope, thrown);
    return undefined;
  }
}

function readAnswer(response: SubgraphResponse, scope: CallScope, run: Run) {
  const answer: unknown = response;
  const data = isPlainObject(answer) ? own(answer, 'data') : undefined;
  const errors = isPlainObject(answer) ? own(answer, 'errors') : undefined;
  const hasErrors = Array.isArray(errors) && errors.length > 0;
  if (hasErrors) addSubgraphErrors(run, scope, errors);
  return { data: isPlainObject(data) ? data : undefined, hasErrors };
}

/** Only what the document reads; a variable the client left out stays out. */
export function pickVariables(call: CompiledCall, variables: Run['variables']): StoreObject {
  const picked: StoreObject = Object.create(null);
  for (const name of call.variables) {
    const value = own(variables, name);
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
