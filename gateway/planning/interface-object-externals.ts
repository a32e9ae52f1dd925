import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  parseConstValue,
  type SelectionSetNode,
} from 'graphql';
import { applications, fieldedTypes, parseFieldSet } from './supergraph-document.ts';

/**
 * Composer fault: not every composer writes joins for a field of an interface that each of its subgraphs declares, so that
 * it is lost where an interface object has it as `@external`. But a subgraph may only require what it cannot give; what the
 * interface object's `@requires` names is external there, unless something below it is.
 */
export function nameExternals(document: DocumentNode): DocumentNode {
  const isExternalBelow = externalsOf(document);
  const definitions = document.definitions.map((node) => {
    if (node.kind !== Kind.INTERFACE_TYPE_DEFINITION) return node;
    const found = requiredOf(node, isExternalBelow);
    return found.size === 0 ? node : { ...node, fields: node.fields?.map((field) => withJoins(field, node, found)) };
  });
  return { ...document, definitions };
}

type Externals = (set: SelectionSetNode, graph: string) => boolean;

/** Whether a selection names a field that is external in a graph, on whatever type. */
function externalsOf(document: DocumentNode): Externals {
  const known = new Set<string>();
  for (const type of fieldedTypes(document))
    for (const field of type.fields ?? [])
      for (const { graph, external } of applications(field, 'join__field'))
        if (external === true) known.add(`${graph} ${field.name.value}`);
  const isExternalBelow: Externals = ({ selections }, graph) =>
    selections.some(
      (each) =>
        (each.kind === Kind.FIELD && known.has(`${graph} ${each.name.value}`)) ||
        (each.kind !== Kind.FRAGMENT_SPREAD && each.selectionSet && isExternalBelow(each.selectionSet, graph)),
    );
  return isExternalBelow;
}

/** Field -> the graphs whose interface object requires it; keys aside, they are given. */
function requiredOf(type: InterfaceTypeDefinitionNode, isExternalBelow: Externals): Map<string, Set<unknown>> {
  const found = new Map<string, Set<unknown>>();
  const joins = (type.fields ?? []).flatMap((field) => applications(field, 'join__field'));
  for (const { graph } of applications(type, 'join__type').filter((join) => join.isInterfaceObject === true)) {
    const keys = keyFields(type, graph);
    const required = joins
      .filter((join) => join.graph === graph && typeof join.requires === 'string')
      .flatMap(({ requires }) => parseFieldSet(String(requires)).selections)
      .filter((each): each is FieldNode => each.kind === Kind.FIELD && !keys.includes(each.name.value))
      .filter(({ selectionSet }) => !selectionSet || !isExternalBelow(selectionSet, String(graph)));
    for (const { name } of required) found.set(name.value, (found.get(name.value) ?? new Set()).add(graph));
  }
  return found;
}

const keyFields = (type: InterfaceTypeDefinitionNode, graph: unknown): string[] =>
  applications(type, 'join__type')
    .filter((join) => join.graph === graph && typeof join.key === 'string')
    .flatMap(({ key }) => parseFieldSet(String(key)).selections)
    .flatMap((each) => (each.kind === Kind.FIELD ? [each.name.value] : []));

function withJoins(
  field: FieldDefinitionNode,
  type: InterfaceTypeDefinitionNode,
  required: ReadonlyMap<string, ReadonlySet<unknown>>,
): FieldDefinitionNode {
  const externalIn = required.get(field.name.value);
  if (!externalIn || applications(field, 'join__field').length > 0) return field;
  const graphs = new Set(applications(type, 'join__type').map(({ graph }) => graph));
  const joins = [...graphs].map((graph) => joinField(String(graph), externalIn.has(graph)));
  return { ...field, directives: [...(field.directives ?? []), ...joins] };
}

const joinField = (graph: string, isExternal: boolean): ConstDirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: 'join__field' },
  arguments: [
    { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: 'graph' }, value: { kind: Kind.ENUM, value: graph } },
    ...(isExternal
      ? [
          {
            kind: Kind.ARGUMENT as const,
            name: { kind: Kind.NAME as const, value: 'external' },
            value: parseConstValue('true'),
          },
        ]
      : []),
  ],
});
