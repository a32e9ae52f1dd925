import {
  type FieldNode,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
  parse,
  print,
  stripIgnoredCharacters,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import { invariant } from '../../platform/errors/index.ts';
import type { StepPart } from './plan-nodes.ts';

/** One document for several `_entities`, each under its own key, with its own variable for representations. */
export function mergeDocuments(parts: readonly Pick<StepPart, 'call' | 'key' | 'variable'>[]): string {
  const operations = parts.map((part) => renamed(operationOf(part.call.document), part));
  const variables = new Map<string, VariableDefinitionNode>();
  for (const { variableDefinitions } of operations)
    for (const definition of variableDefinitions ?? []) variables.set(definition.variable.name.value, definition);
  const operation: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: 'query' as OperationTypeNode,
    variableDefinitions: [...variables.values()],
    directives: operations[0]?.directives,
    selectionSet: { kind: Kind.SELECTION_SET, selections: operations.flatMap((one) => one.selectionSet.selections) },
  };
  return stripIgnoredCharacters(print(operation));
}

function operationOf(document: string): OperationDefinitionNode {
  const [definition] = parse(document, { noLocation: true }).definitions;
  invariant(definition?.kind === Kind.OPERATION_DEFINITION, 'a fetch holds one operation');
  return definition;
}

const nameNode = (value: string) => ({ kind: Kind.NAME as const, value });

function renamed(operation: OperationDefinitionNode, { key, variable }: Pick<StepPart, 'key' | 'variable'>) {
  const [entities] = operation.selectionSet.selections;
  invariant(entities?.kind === Kind.FIELD, 'an entity fetch selects _entities');
  const field: FieldNode = { ...entities, alias: nameNode(key) };
  return visit(
    { ...operation, selectionSet: { kind: Kind.SELECTION_SET as const, selections: [field] } },
    {
      Variable: (node) => (node.name.value === 'representations' ? { ...node, name: nameNode(variable) } : undefined),
    },
  );
}
