import type { FetchDataRewrite, FetchNode } from '@apollo/query-planner';
import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { invariant } from '../../platform/errors/index.ts';
import type { Owners } from './owners.ts';
import { mergedKey } from './private-names.ts';
import { keyOf } from './selections.ts';

/** One call for several to the same root field of the same subgraph: it selects what all of them select. */
export function mergeCalls(calls: readonly FetchNode[], rootType: string, owners: Owners): FetchNode {
  const operations = calls.map(withFinalKeys);
  const [first] = calls as [FetchNode];
  const selectionSet = mergeSets(operations.map((operation) => operation.selectionSet));
  const conflicts = new Conflicts(first.serviceName, owners);
  conflicts.find([{ set: selectionSet, parent: rootType, path: [] }]);
  const variables = new Map(
    operations.flatMap(({ variableDefinitions }) =>
      (variableDefinitions ?? []).map((definition) => [definition.variable.name.value, definition] as const),
    ),
  );
  const operation: OperationDefinitionNode = {
    ...(operations[0] as OperationDefinitionNode),
    variableDefinitions: [...variables.values()],
    selectionSet: conflicts.solve(selectionSet),
  };
  return {
    ...first,
    operation: print(operation),
    variableUsages: [...variables.keys()],
    outputRewrites: conflicts.rewrites,
  };
}

/** The operation as if nothing in it had to be called otherwise: two calls may give one name to different things. */
function withFinalKeys({ operation, outputRewrites }: FetchNode): OperationDefinitionNode {
  const [definition] = parse(operation, { noLocation: true }).definitions;
  invariant(definition?.kind === Kind.OPERATION_DEFINITION, 'a fetch holds one operation');
  const renamed = new Map(
    (outputRewrites ?? []).flatMap((each) =>
      each.kind === 'KeyRenamer' ? [[String(each.path.at(-1)), each.renameKeyTo] as const] : [],
    ),
  );
  return visit(definition, {
    Field(field) {
      const key = field.alias && renamed.get(field.alias.value);
      return key === undefined ? undefined : withKey(field, key);
    },
  });
}

const withKey = (field: FieldNode, key: string): FieldNode => ({
  ...field,
  alias: key === field.name.value ? undefined : { kind: Kind.NAME, value: key },
});

function mergeSets(sets: readonly SelectionSetNode[]): SelectionSetNode {
  const byHead = Map.groupBy(
    sets.flatMap(({ selections }) => selections),
    headOf,
  );
  const selections = [...byHead.values()].map((equal): SelectionNode => {
    const below = equal.flatMap((each) => ('selectionSet' in each && each.selectionSet ? [each.selectionSet] : []));
    return { ...equal[0], ...(below.length > 0 && { selectionSet: mergeSets(below) }) } as SelectionNode;
  });
  return { kind: Kind.SELECTION_SET, selections };
}

/** A selection without what lies below it. */
const headOf = (selection: SelectionNode): string => print({ ...selection, selectionSet: undefined } as SelectionNode);

interface Standing {
  readonly set: SelectionSetNode;
  readonly parent: string;
  readonly path: readonly string[];
}

interface StandingField extends Omit<Standing, 'set'> {
  readonly node: FieldNode;
}

/**
 * GraphQL refuses one response key for values of different shapes, even where no object can have both. The second gets a key
 * of its own, which a rewrite takes back.
 */
class Conflicts {
  /** Inner ones first: their paths still hold the keys of the outer ones. */
  readonly rewrites: FetchDataRewrite[] = [];
  readonly #keys = new Map<FieldNode, string>();
  readonly #subgraph: string;
  readonly #owners: Owners;

  constructor(subgraph: string, owners: Owners) {
    this.#subgraph = subgraph;
    this.#owners = owners;
  }

  /** Takes all selections that may meet in one object of the answer. */
  find(standings: readonly Standing[]): void {
    const byKey = Map.groupBy(standings.flatMap(fieldsOf), ({ node }) => keyOf(node));
    for (const [key, fields] of byKey)
      [...Map.groupBy(fields, (field) => this.#shapeOf(field)).values()].forEach((equal, i) => {
        this.#name(equal, key, i === 0 ? key : mergedKey(key, i));
      });
  }

  solve(set: SelectionSetNode): SelectionSetNode {
    return visit(set, {
      Field: (field) => {
        const key = this.#keys.get(field);
        return key === undefined ? undefined : withKey(field, key);
      },
    });
  }

  #name(fields: readonly StandingField[], key: string, name: string): void {
    this.find(
      fields.flatMap(({ node, parent, path }) => {
        const type = this.#owners.of(this.#subgraph, parent, node.name.value)?.type;
        return node.selectionSet && type ? [{ set: node.selectionSet, parent: type, path: [...path, name] }] : [];
      }),
    );
    if (name === key) return;
    for (const { node, path } of fields) {
      this.#keys.set(node, name);
      this.rewrites.push({ kind: 'KeyRenamer', path: [...path, name], renameKeyTo: key });
    }
  }

  /** Of objects only the lists around them count. */
  #shapeOf({ node, parent }: StandingField): string {
    const shape = this.#owners.of(this.#subgraph, parent, node.name.value)?.shape ?? '';
    return node.selectionSet ? shape.replace(/\w+/, '{}') : shape;
  }
}

const fieldsOf = ({ set, parent, path }: Standing): StandingField[] =>
  set.selections.flatMap((selection): StandingField[] => {
    if (selection.kind === Kind.FIELD) return [{ node: selection, parent, path }];
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    const condition = selection.typeCondition?.name.value;
    const inner = { set: selection.selectionSet, parent: condition ?? parent };
    return fieldsOf({ ...inner, path: condition ? [...path, `... on ${condition}`] : path });
  });
