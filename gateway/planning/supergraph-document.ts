import {
  type ConstDirectiveNode,
  type DocumentNode,
  type InterfaceTypeDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  parse,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';

/** A type of the supergraph that has fields. */
export type FieldedType = ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode;

/** Applied directive arguments as plain values; null-prototype, so that any name is just a name. */
export function directiveArguments(directive: ConstDirectiveNode): Record<string, unknown> {
  const values: Record<string, unknown> = Object.create(null);
  for (const { name, value } of directive.arguments ?? []) values[name.value] = valueFromASTUntyped(value);
  return values;
}

/** All applications of one directive on a definition, as argument records. */
export const applications = (
  node: { readonly directives?: readonly ConstDirectiveNode[] },
  name: string,
): Record<string, unknown>[] =>
  (node.directives ?? []).filter((directive) => directive.name.value === name).map(directiveArguments);

/** Object and interface types of a supergraph document. */
export const fieldedTypes = (document: DocumentNode): FieldedType[] =>
  document.definitions.filter(
    (node): node is FieldedType =>
      node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.INTERFACE_TYPE_DEFINITION,
  );

/** Parses a federation field set such as `id owner { id }`, with or without its outer braces. */
export function parseFieldSet(text: string): SelectionSetNode {
  const trimmed = text.trim();
  const document = parse(trimmed.startsWith('{') ? trimmed : `{${trimmed}}`, { noLocation: true });
  const [definition] = document.definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`Not a field set: ${text}`);
  return definition.selectionSet;
}

/** One contextual argument of `@join__field(contextArguments:)`: where it looks (`context`) and what it takes (`selection`). */
export interface ContextArgument {
  readonly context: string;
  readonly selection: string;
}

/** The contextual arguments of one `@join__field` application. A selection has one field set, or one per type (`... on P { x }`). */
export const contextArguments = (joinField: Record<string, unknown>): ContextArgument[] =>
  Array.isArray(joinField.contextArguments) ? joinField.contextArguments : [];
