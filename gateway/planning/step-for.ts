import { mergeDocuments } from './merge-documents.ts';
import type { Step, StepPart } from './plan-nodes.ts';

/** Of 2^n that a step of n parts could need, most need one or two; one document takes some tenths of a millisecond. */
const MOST_KEPT = 8;

const kept = new WeakMap<Step, Map<string, Step>>();

/**
 * The same step for some of its parts, the others having nothing to ask about: there are subgraphs that choke on an empty list of
 * representations. Kept with the step, so that its document is always the same string object.
 */
export function stepFor(step: Step, parts: readonly StepPart[]): Step {
  const known = kept.get(step) ?? new Map<string, Step>();
  kept.set(step, known);
  const name = parts.map(({ key }) => key).join();
  const same = known.get(name);
  if (same) return same;
  if (known.size >= MOST_KEPT) known.clear();
  const document = mergeDocuments(parts);
  const smaller = { ...step, parts, document, quotedDocument: JSON.stringify(document) };
  known.set(name, smaller);
  return smaller;
}
