import { mergeDocuments } from './merge-documents.ts';
import type { CompiledCall, Step, StepPart } from './plan-nodes.ts';
import { isSharable } from './sharing.ts';
import { Walk } from './walk.ts';

/** A step as the planner thinks of it: one call for one path. */
export interface PlainStep {
  readonly subgraph: string;
  readonly call: CompiledCall;
  readonly path: readonly string[];
  readonly after: readonly number[];
}

interface Placed extends PlainStep {
  readonly level: number;
}

/**
 * Merges the calls to one subgraph that are ready together into one request. A call that nobody waits for is put off until
 * the last request its subgraph gets anyway; all others begin as early as they can, so that no chain waits for a merge.
 * Several mutations stay as they are, one after the other with what is read in between.
 */
export function mergeSteps(all: readonly PlainStep[], events: readonly CompiledCall[] = []): Step[] {
  const plain = withoutRepetition(all);
  const mutations = plain.filter(({ call }) => call.document.startsWith('mutation'));
  const groups = mutations.length > 1 ? plain.map((_, at) => [at]) : groupSteps(plain);
  const groupOf = new Map(groups.flatMap((members, group) => members.map((member) => [member, group] as const)));
  const producers = [...plain, ...events.map((call) => ({ call, path: [] }))];
  const steps = groups.map((members): Step => {
    const own = members.map((at) => plain[at] as PlainStep);
    const after = new Set(own.flatMap((step) => step.after.map((at) => groupOf.get(at) as number)));
    const request = toRequest(own, producers);
    return { ...request, quotedDocument: JSON.stringify(request.document), after: [...after], stages: 1 };
  });
  return withStages(steps);
}

/** A plan in parts may begin several of them with the same question; it is asked once. */
function withoutRepetition(all: readonly PlainStep[]): PlainStep[] {
  const plain: PlainStep[] = [];
  const known = new Map<string, number>();
  const placeOf: number[] = [];
  for (const step of all) {
    const key = isReadAtRoot(step) ? `${step.subgraph} ${keyOf(step)}` : undefined;
    const place = (key !== undefined ? known.get(key) : undefined) ?? plain.length;
    placeOf.push(place);
    if (place < plain.length) continue;
    if (key !== undefined) known.set(key, place);
    plain.push({ ...step, after: [...new Set(step.after.map((at) => placeOf[at] as number))] });
  }
  return plain;
}

const isReadAtRoot = ({ call, path, after }: PlainStep): boolean =>
  !call.representation && path.length === 0 && after.length === 0 && !call.document.startsWith('mutation');

/** Indexes of the steps that make one request each, in the order in which they can run. */
function groupSteps(plain: readonly PlainStep[]): number[][] {
  const placed = sink(withLevels(plain));
  const groups = new Map<string, number[]>();
  placed.forEach((step, at) => {
    const key = isMergeable(step) ? `${step.level} ${step.subgraph}` : `${step.level} ${at} alone`;
    groups.set(key, [...(groups.get(key) ?? []), at]);
  });
  const levelOf = ([first]: readonly number[]) => (placed[first as number] as Placed).level;
  return [...groups.values()].sort((one, other) => levelOf(one) - levelOf(other));
}

function withLevels(plain: readonly PlainStep[]): Placed[] {
  const placed: Placed[] = [];
  for (const step of plain) {
    const level = Math.max(0, ...step.after.map((at) => (placed[at] as Placed).level + 1));
    placed.push({ ...step, level });
  }
  return placed;
}

function sink(placed: readonly Placed[]): Placed[] {
  const awaited = new Set(placed.flatMap(({ after }) => after));
  const last = new Map<string, number>();
  for (const { subgraph, level, ...step } of placed)
    if (isMergeable(step)) last.set(subgraph, Math.max(level, last.get(subgraph) ?? 0));
  return placed.map((step, at) =>
    awaited.has(at) || !isMergeable(step) ? step : { ...step, level: last.get(step.subgraph) ?? step.level },
  );
}

/** Entities that differ in contextual arguments need requests of their own. */
const isMergeable = ({ call }: Pick<PlainStep, 'call'>): boolean =>
  call.representation !== undefined && call.contextRewrites.length === 0 && call.document.startsWith('query');

function toRequest(
  own: readonly PlainStep[],
  producers: readonly Pick<PlainStep, 'call' | 'path'>[],
): Pick<Step, 'subgraph' | 'parts' | 'document'> {
  const byDocument = new Map<string, PlainStep[]>();
  for (const step of own) byDocument.set(keyOf(step), [...(byDocument.get(keyOf(step)) ?? []), step]);
  const groups = [...byDocument.values()];
  const isAlone = groups.length === 1;
  const parts = groups.map((steps, at): StepPart => {
    const { call } = steps[0] as PlainStep;
    const names = isAlone ? ENTITIES : { key: `_${at}`, variable: `_r${at}` };
    const targets = steps.map(({ path }) => ({
      path,
      name: call.plain ? `${path.join('.')} ${call.plain.typename}` : path.join('.'),
      isSharable: isSharable(call, path, producers),
      walk: new Walk(path, call.plain),
    }));
    return { call, ...names, targets };
  });
  const [first] = own as [PlainStep];
  return { subgraph: first.subgraph, parts, document: isAlone ? first.call.document : mergeDocuments(parts) };
}

const ENTITIES = { key: '_entities', variable: 'representations' };

/** Calls that may share one list of entities: same question, same way to build and to read. */
const keyOf = ({ call }: PlainStep): string =>
  JSON.stringify([call.document, call.representation, call.inputRewrites, call.outputRewrites], (_, value) =>
    value instanceof Set ? [...value] : value,
  );

function withStages(steps: readonly Step[]): Step[] {
  const stages = steps.map(() => 1);
  for (let at = steps.length - 1; at >= 0; at--)
    for (const before of (steps[at] as Step).after)
      stages[before] = Math.max(stages[before] as number, (stages[at] as number) + 1);
  return steps.map((step, at) => ({ ...step, stages: stages[at] as number }));
}
