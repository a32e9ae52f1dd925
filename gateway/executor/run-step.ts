import type { CompiledCall, Step, StepPart } from '../planning/plan-nodes.ts';
import { stepFor } from '../planning/step-for.ts';
import type { SubgraphResponse } from '../transports/transport.ts';
import { Entities } from './entities.ts';
import { unusableAnswer } from './errors.ts';
import { addFailure, type CallScope } from './fetch-errors.ts';
import { findPlaces, type Place } from './places.ts';
import { readAnswer } from './read-answer.ts';
import { buildRepresentation } from './representations.ts';
import { applyRewrites, readContext } from './rewrites.ts';
import type { Run } from './run.ts';
import { pickVariables, send } from './send.ts';
import { copyValue, isComposite, mergeInto, own, type StoreObject } from './store.ts';

/** Runs one step for all objects it is about. Never rejects: what goes wrong becomes errors of the answer. */
export async function runStep(step: Step, run: Run): Promise<void> {
  if (run.signal?.aborted) return;
  const [first] = step.parts as [StepPart];
  if (!first.call.representation) return runRootCall(step, first, run);
  return first.call.contextRewrites.length > 0 ? runContextualCalls(step, first, run) : runEntityCall(step, run);
}

async function runRootCall(step: Step, part: StepPart, run: Run): Promise<void> {
  const objects: StoreObject[] = [];
  for (const { walk } of part.targets) {
    walk.through(run.store, (object) => {
      objects.push(object);
      return object;
    });
  }
  if (objects.length === 0) return;
  const scope = { part, owners: [objects] };
  const response = await send(step, [scope], pickVariables(part.call, run.variables), run);
  if (response) takeRootAnswer(response.answer, scope, run);
}

/** Merges the answer to a root call (or an event of a subscription) into its objects. */
export function takeRootAnswer(response: SubgraphResponse, scope: CallScope, run: Run): void {
  const { data, hasErrors } = readAnswer(response, [scope], run);
  if (!data && !hasErrors) addFailure(run, scope, unusableAnswer());
  if (!data) return;
  takeAnswer(data, scope.owners.flat(), scope.part.call, run, !Object.isFrozen(data));
}

/** One request for all parts that have something to ask. */
async function runEntityCall(step: Step, run: Run): Promise<void> {
  const parts: StepPart[] = [];
  const scopes: CallScope[] = [];
  const variables: StoreObject = Object.create(null);
  for (const part of step.parts) {
    const { representations, owners } = new Entities(part, run);
    if (owners.length === 0) continue;
    parts.push(part);
    scopes.push({ part, owners });
    Object.assign(variables, pickVariables(part.call, run.variables));
    variables[part.variable] = representations;
  }
  if (scopes.length === 0) return;
  const asked = parts.length === step.parts.length ? step : stepFor(step, parts);
  const response = await send(asked, scopes, variables, run);
  if (response) takeEntities(response.answer, scopes, run);
}

function takeEntities(response: SubgraphResponse, scopes: readonly CallScope[], run: Run): void {
  const { data, hasErrors } = readAnswer(response, scopes, run);
  for (const scope of scopes) {
    const entities = data && own(data, scope.part.key);
    const isList = Array.isArray(entities) && entities.length === scope.owners.length;
    const isUsable = isList && takeList(entities, scope, run);
    if (!isUsable && !hasErrors) addFailure(run, scope, unusableAnswer());
  }
}

/** False when something in the list is neither an object nor null. */
function takeList(entities: readonly unknown[], { part, owners }: CallScope, run: Run): boolean {
  const isOurs = !Object.isFrozen(entities);
  let isUsable = true;
  for (let i = 0; i < entities.length; i++) {
    const entity = entities[i];
    if (isComposite(entity)) takeAnswer(entity, owners[i] as StoreObject[], part.call, run, isOurs);
    else if (entity !== null) isUsable = false;
  }
  return isUsable;
}

/**
 * What is ours becomes part of the store, once; every other object gets a copy, for what comes later may differ. What is
 * frozen is shared with others.
 */
function takeAnswer(
  answer: Readonly<Record<string, unknown>>,
  targets: readonly StoreObject[],
  { outputRewrites }: CompiledCall,
  run: Run,
  isOurs: boolean,
): void {
  for (let i = 0; i < targets.length; i++) {
    const target = targets[i] as StoreObject;
    const isLast = i === targets.length - 1;
    const source = (isOurs && isLast) || outputRewrites.length === 0 ? answer : (copyValue(answer) as StoreObject);
    if (outputRewrites.length > 0) applyRewrites(outputRewrites, source as StoreObject, target.__typename);
    mergeInto(target, source, run.isConcrete, isOurs && isLast);
  }
}

/** Entities that share their contextual arguments travel in one call, each distinct representation once. */
interface Batch {
  readonly variables: StoreObject;
  readonly representations: StoreObject[];
  readonly owners: StoreObject[][];
  readonly positions: Map<string, number>;
}

async function runContextualCalls(step: Step, part: StepPart, run: Run): Promise<void> {
  const places = part.targets.flatMap(({ path }) => findPlaces(run.store, path));
  await Promise.all(
    makeBatches(part.call, places).map(async ({ variables, representations, owners }) => {
      const scope = { part, owners };
      const all = Object.assign(pickVariables(part.call, run.variables), variables, { representations });
      const response = await send(step, [scope], all, run);
      if (response) takeEntities(response.answer, [scope], run);
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
    if (!variables) continue;
    const key = JSON.stringify(variables);
    const batch = batches.get(key) ?? { variables, representations: [], owners: [], positions: new Map() };
    batches.set(key, batch);
    addToBatch(batch, representation, place.object);
  }
  return [...batches.values()];
}

function addToBatch(batch: Batch, representation: StoreObject, object: StoreObject): void {
  const text = JSON.stringify(representation);
  const position = batch.positions.get(text);
  if (position !== undefined) {
    batch.owners[position]?.push(object);
    return;
  }
  batch.positions.set(text, batch.representations.length);
  batch.representations.push(representation);
  batch.owners.push([object]);
}
