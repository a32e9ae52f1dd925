import { type ConstDirectiveNode, Kind, parse, print, visit } from 'graphql';

const LINKS = ['authenticated', 'requiresScopes', 'policy']
  .map((name) => `@link(url: "https://specs.apollo.dev/${name}/v0.1", for: SECURITY)`)
  .join(' ');

const DEFINITIONS = `
  directive @authenticated on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  directive @requiresScopes(scopes: [[requiresScopes__Scope!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  directive @policy(policies: [[policy__Policy!]!]!) on FIELD_DEFINITION | OBJECT | INTERFACE | SCALAR | ENUM
  directive @trustLevel(min: String!) repeatable on FIELD_DEFINITION
  directive @consent(purpose: String!) repeatable on FIELD_DEFINITION
  directive @personal(category: String!) repeatable on FIELD_DEFINITION
  scalar requiresScopes__Scope
  scalar policy__Policy`;

const directivesOf = (text: string): readonly ConstDirectiveNode[] => {
  const [schema] = parse(`schema ${text} { query: Query }`, { noLocation: true }).definitions;
  return schema?.kind === Kind.SCHEMA_DEFINITION ? (schema.directives ?? []) : [];
};

/**
 * A supergraph as an old composition might have left it: rights only where somebody wrote them, carried nowhere. `rights`
 * maps `Type.field` or `Type` to directives.
 */
export function withRights(supergraphSdl: string, rights: Readonly<Record<string, string>>): string {
  const written = (name: string) => (Object.hasOwn(rights, name) ? directivesOf(rights[name] as string) : []);
  const add = <
    Node extends { readonly name: { readonly value: string }; readonly directives?: readonly ConstDirectiveNode[] },
  >(
    node: Node,
  ): Node => ({ ...node, directives: [...(node.directives ?? []), ...written(node.name.value)] });
  const document = visit(parse(supergraphSdl, { noLocation: true }), {
    SchemaDefinition: (node) => ({ ...node, directives: [...(node.directives ?? []), ...directivesOf(LINKS)] }),
    ObjectTypeDefinition: {
      leave: (node) => ({
        ...add(node),
        fields: node.fields?.map((field) => ({
          ...field,
          directives: [...(field.directives ?? []), ...written(`${node.name.value}.${field.name.value}`)],
        })),
      }),
    },
    EnumTypeDefinition: { leave: add },
    ScalarTypeDefinition: { leave: add },
  });
  return `${print(document)}\n${DEFINITIONS}`;
}
