import {
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type TypeDefinitionNode,
} from 'graphql';

const ROOTS = new Set(['Query', 'Mutation', 'Subscription']);
const RIGHTS = new Set(['authenticated', 'requiresScopes', 'policy', 'trustLevel', 'consent', 'personal']);

/** Rules every subgraph's schema obeys; each broken one is a sentence. */
export function checkSubgraphSchema(name: string, document: DocumentNode, owned: ReadonlySet<string>): string[] {
  return document.definitions.flatMap((definition) => {
    if (definition.kind === Kind.OBJECT_TYPE_DEFINITION)
      return [...describeProblems(name, definition), ...nullProblems(name, definition, owned)];
    return 'description' in definition && 'name' in definition && definition.kind !== Kind.DIRECTIVE_DEFINITION
      ? describeProblems(name, definition as TypeDefinitionNode)
      : [];
  });
}

/** Types this subgraph owns: it delivers them whole, so their fields may be non-null. */
export function ownedTypes(document: DocumentNode): Set<string> {
  const objects = document.definitions.filter((node) => node.kind === Kind.OBJECT_TYPE_DEFINITION);
  return new Set(objects.filter((type) => !isExtension(type)).map((type) => type.name.value));
}

const isExtension = (type: ObjectTypeDefinitionNode): boolean =>
  type.name.value === 'Citizen' ||
  type.fields?.some((field) => hasDirective(field, 'external')) === true ||
  type.directives?.some(
    (directive) =>
      directive.name.value === 'key' && directive.arguments?.some((argument) => argument.name.value === 'resolvable'),
  ) === true;

function describeProblems(subgraph: string, type: TypeDefinitionNode): string[] {
  const place = `${subgraph}: ${type.name.value}`;
  const fields = 'fields' in type ? (type.fields ?? []) : [];
  const missing = fields.filter((field) => !field.description).map((field) => `${place}.${field.name.value}`);
  const args = fields.flatMap((field) =>
    'arguments' in field
      ? (field.arguments ?? [])
          .filter((argument) => !argument.description)
          .map((argument) => `${place}.${field.name.value}(${argument.name.value})`)
      : [],
  );
  const own = type.description || ROOTS.has(type.name.value) ? [] : [place];
  return [...own, ...missing, ...args].map((where) => `${where} has no description`);
}

/**
 * So that one withheld field or one dead subgraph never takes its neighbours along. A subscription has one root field and
 * no neighbours: its events may be non-null.
 */
function nullProblems(subgraph: string, type: ObjectTypeDefinitionNode, owned: ReadonlySet<string>): string[] {
  if (type.name.value === 'Subscription') return [];
  const isRoot = ROOTS.has(type.name.value);
  const isForeign = !owned.has(type.name.value);
  const wrong = (type.fields ?? []).filter(
    (field) =>
      field.type.kind === Kind.NON_NULL_TYPE &&
      (isRoot || hasRight(field) || (isForeign && !isKeyOrExternal(type, field))),
  );
  return wrong.map((field) => `${subgraph}: ${type.name.value}.${field.name.value} must be nullable`);
}

const hasDirective = (field: FieldDefinitionNode, name: string): boolean =>
  field.directives?.some((directive) => directive.name.value === name) === true;

const hasRight = (field: FieldDefinitionNode): boolean =>
  field.directives?.some(({ name }) => RIGHTS.has(name.value)) === true;

const isKeyOrExternal = (type: ObjectTypeDefinitionNode, field: FieldDefinitionNode): boolean =>
  hasDirective(field, 'external') ||
  type.directives?.some(
    (directive) =>
      directive.name.value === 'key' &&
      directive.arguments?.some(
        (argument) =>
          argument.value.kind === Kind.STRING && argument.value.value.split(/\W+/).includes(field.name.value),
      ),
  ) === true;

/** A hint about a rights directive means that composition merged two rules into something weaker: that is an error here. */
export const rightsHints = (hints: readonly { message: string }[]): string[] =>
  hints.filter((hint) => [...RIGHTS].some((name) => hint.message.includes(`@${name}`))).map((hint) => hint.message);
