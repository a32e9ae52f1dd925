import { type FieldNode, Kind, parse, type SelectionSetNode } from 'graphql';
import type { CompiledCall, RepresentationRecipe } from './plan-nodes.ts';
import { fieldsOf, keyOf } from './selections.ts';

interface Producer {
  readonly call: CompiledCall;
  readonly path: readonly string[];
}

/**
 * Whether the objects at a path hold nothing but what goes into their representation, so that equal representations mean
 * equal objects: then one of them can stand for all. It takes a single call that brings them, and only plain values in it.
 */
export function isSharable(call: CompiledCall, path: readonly string[], producers: readonly Producer[]): boolean {
  if (!call.representation || call.inputRewrites.length > 0) return false;
  // Contextual arguments make equal entities differ by where they stand.
  if (producers.some((producer) => producer.call.contextRewrites.length > 0)) return false;
  const bringing = producers.flatMap((producer) => fieldsBrought(producer, path) ?? []);
  const [only] = bringing;
  if (!only || bringing.length > 1) return false;
  const sent = plainFields(call.representation);
  return only.every(({ name, alias, selectionSet }) => !alias && !selectionSet && sent.has(name.value));
}

/** What a call selects on the objects at a path; undefined when it brings none of them. */
function fieldsBrought({ call, path: from }: Producer, path: readonly string[]): FieldNode[][] | undefined {
  if (path.length <= from.length || from.some((key, at) => path[at] !== key)) return undefined;
  let sets = rootsOf(call);
  for (const key of path.slice(from.length)) {
    if (key === '@') continue;
    const fields = sets.flatMap(fieldsOf).filter((field) => keyOf(field) === key);
    sets = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
  }
  if (sets.length === 0) return undefined;
  // Renamed on arrival: too clever to share.
  return call.outputRewrites.length > 0 ? [[], []] : [sets.flatMap(fieldsOf)];
}

function rootsOf({ document, representation }: CompiledCall): SelectionSetNode[] {
  const operations = parse(document, { noLocation: true }).definitions;
  const roots = operations.flatMap((node) => (node.kind === Kind.OPERATION_DEFINITION ? [node.selectionSet] : []));
  return representation ? roots.flatMap(fieldsOf).flatMap(({ selectionSet }) => selectionSet ?? []) : roots;
}

/** Names that a representation takes over as they are, whatever the type. */
function plainFields(recipe: RepresentationRecipe): ReadonlySet<string> {
  const names = new Set<string>();
  for (const part of recipe) {
    if (part.kind === 'fragment') for (const name of plainFields(part.parts)) names.add(name);
    else if (!part.parts && part.from === part.to) names.add(part.from);
  }
  return names;
}
