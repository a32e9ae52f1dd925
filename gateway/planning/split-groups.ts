import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import type { RequiredFields, SyntheticField } from './required-fields.ts';

/** One output field of an entity fetch (`Type.field`) and the required paths it alone depends on. */
export interface OutputField {
  readonly type: string;
  readonly field: FieldNode;
}

/** A call of its own: the outputs it asks for, and the paths its representations leave out. */
export interface SplitGroup {
  readonly outputs: ReadonlySet<FieldNode>;
  readonly leavesOut: ReadonlySet<string>;
}

/**
 * Planner fault 6: one representation can hold only one `price`. Where a fetch would need two private names of one real
 * name at the same place, its outputs are divided into groups without such a conflict. Undefined: no need to split.
 */
export function splitGroups(
  requires: readonly QueryPlanSelectionNode[],
  outputs: readonly OutputField[],
  { synthetics, requirements }: RequiredFields,
): SplitGroup[] | undefined {
  const contested = contestedPaths(requires, synthetics);
  if (contested.size === 0) return undefined;
  const groups: { outputs: Set<FieldNode>; needs: Map<string, string> }[] = [];
  for (const { type, field } of outputs) {
    const sets = requirements.get(`${type}.${field.name.value}`) ?? [];
    const needs = new Map<string, string>();
    for (const set of sets) collectNeeds(set, contested, synthetics, needs);
    const group = groups.find((candidate) => agree(candidate.needs, needs));
    if (!group) {
      groups.push({ outputs: new Set([field]), needs });
      continue;
    }
    group.outputs.add(field);
    for (const [real, path] of needs) group.needs.set(real, path);
  }
  return groups.map(({ outputs: fields, needs }) => {
    const kept = new Set(needs.values());
    return { outputs: fields, leavesOut: new Set([...contested.keys()].filter((path) => !kept.has(path))) };
  });
}

const agree = (group: ReadonlyMap<string, string>, needs: ReadonlyMap<string, string>): boolean =>
  [...needs].every(([real, path]) => (group.get(real) ?? path) === path);

/** Paths in a fetch's `requires` whose real name another path shares: private path -> real path. */
function contestedPaths(
  requires: readonly QueryPlanSelectionNode[],
  synthetics: ReadonlyMap<string, SyntheticField>,
): Map<string, string> {
  const byReal = new Map<string, Set<string>>();
  walk(requires, '', (path, real) => byReal.set(real, (byReal.get(real) ?? new Set()).add(path)));
  const contested = new Map<string, string>();
  for (const [real, paths] of byReal) if (paths.size > 1) for (const path of paths) contested.set(path, real);
  return contested;

  function walk(nodes: readonly QueryPlanSelectionNode[], path: string, found: (path: string, real: string) => void) {
    for (const node of nodes) {
      if (node.kind === 'InlineFragment') walk(node.selections, path, found);
      else {
        const own = `${path}/${node.name}`;
        found(own, `${path}/${synthetics.get(node.name)?.name ?? node.name}`);
        if (node.selections) walk(node.selections, own, found);
      }
    }
  }
}

function collectNeeds(
  set: SelectionSetNode,
  contested: ReadonlyMap<string, string>,
  synthetics: ReadonlyMap<string, SyntheticField>,
  needs: Map<string, string>,
  path = '',
): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FRAGMENT_SPREAD) continue;
    const own = selection.kind === Kind.FIELD ? `${path}/${selection.name.value}` : path;
    const real = contested.get(own);
    if (selection.kind === Kind.FIELD && real !== undefined) needs.set(real, own);
    if (selection.selectionSet) collectNeeds(selection.selectionSet, contested, synthetics, needs, own);
  }
}
