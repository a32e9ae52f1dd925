import type { PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  Kind,
  type OperationDefinitionNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import { fieldDefinition } from './field-definition.ts';
import { compositeType } from './operation-parts.ts';
import type { Owners } from './owners.ts';
import { parseFieldSet } from './supergraph-document.ts';
import { listLevels } from './unplanned-fields.ts';

/** A field on the way to a leaf that reads others by `@requires`. */
export interface RequiringField {
  readonly node: FieldNode;
  readonly type: string;
  /** The interface object that stands for the type where the field is computed. */
  readonly standsAs?: string;
  readonly subgraph: string;
  readonly requires: SelectionSetNode;
  readonly key: SelectionSetNode;
  /** The plan's path to the objects it stands on. */
  readonly path: readonly string[];
}

/** The first such field on the way to the one leaf of an operation. */
export function requiringField(
  { selectionSet }: OperationDefinitionNode,
  rootType: string,
  owners: Owners,
  schema: GraphQLSchema,
): RequiringField | undefined {
  const seek = (set: SelectionSetNode, type: string, path: readonly string[]): RequiringField | undefined => {
    const [selection] = set.selections;
    if (!selection || selection.kind === Kind.FRAGMENT_SPREAD) return undefined;
    if (selection.kind === Kind.INLINE_FRAGMENT)
      return seek(selection.selectionSet, selection.typeCondition?.name.value ?? type, path);
    const home = owners.requiringHome(type, selection.name.value);
    if (home) return { node: selection, type, path, ...home };
    const definition = fieldDefinition(schema, compositeType(schema, type), selection.name.value);
    if (!definition || !selection.selectionSet) return undefined;
    const levels = Array<string>(listLevels(definition.type)).fill('@');
    const key = selection.alias?.value ?? selection.name.value;
    return seek(selection.selectionSet, getNamedType(definition.type).name, [...path, key, ...levels]);
  };
  return seek(selectionSet, rootType, []);
}

/** The operation that fetches, instead of the field, what it reads and the key by which its owner is asked. */
export function firstStage(operation: OperationDefinitionNode, field: RequiringField): OperationDefinitionNode {
  const { type, requires, key } = field;
  const instead: SelectionNode = {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
    selectionSet: { kind: Kind.SELECTION_SET, selections: [...key.selections, ...requires.selections] },
  };
  return withUsedVariables(visit(operation, { Field: (node) => (node === field.node ? instead : undefined) }));
}

/** The call that then asks for the field itself. */
export function secondStage(operation: OperationDefinitionNode, field: RequiringField): PlanNode {
  const { node, type, standsAs, subgraph, requires, key, path } = field;
  const query = withUsedVariables({
    ...operation,
    selectionSet: parseFieldSet(
      `_entities(representations: $representations) { ... on ${standsAs ?? type} { ${print(node)} } }`,
    ),
  });
  const variables = (query.variableDefinitions ?? []).map(print);
  const inputs = [...toPlanSelections(key), ...toPlanSelections(requires)];
  return {
    kind: 'Flatten',
    path: [...path],
    node: {
      kind: 'Fetch',
      serviceName: subgraph,
      requires: [
        {
          kind: 'InlineFragment',
          typeCondition: type,
          selections: [{ kind: 'Field', name: '__typename' }, ...inputs],
        },
      ],
      inputRewrites: standsAs && [
        { kind: 'ValueSetter', path: [`... on ${type}`, '__typename'], setValueTo: standsAs },
      ],
      variableUsages: (query.variableDefinitions ?? []).map(({ variable }) => variable.name.value),
      operation: `query(${['$representations: [_Any!]!', ...variables].join(', ')}) ${print(query.selectionSet)}`,
      operationKind: 'query',
      operationName: undefined,
    },
  } as PlanNode;
}

function withUsedVariables(operation: OperationDefinitionNode): OperationDefinitionNode {
  const used = new Set<string>();
  visit(operation.selectionSet, { Variable: ({ name }) => void used.add(name.value) });
  const variableDefinitions = operation.variableDefinitions?.filter(({ variable }) => used.has(variable.name.value));
  return { ...operation, variableDefinitions };
}

const toPlanSelections = ({ selections }: SelectionSetNode): QueryPlanSelectionNode[] =>
  selections.flatMap((selection): QueryPlanSelectionNode[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    const inner = selection.selectionSet && toPlanSelections(selection.selectionSet);
    if (selection.kind === Kind.FIELD)
      return [{ kind: 'Field', name: selection.name.value, ...(inner && { selections: inner }) }];
    return [{ kind: 'InlineFragment', typeCondition: selection.typeCondition?.name.value, selections: inner ?? [] }];
  });
