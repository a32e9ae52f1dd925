import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type SelectionSetNode,
  type TypeNode,
} from 'graphql';
import {
  applications,
  contextArguments,
  directiveArguments,
  type FieldedType,
  fieldedTypes,
  parseFieldSet,
} from '../planning/supergraph-document.ts';
import { type Alternatives, combine, NOTHING, type Requirement } from './requirement.ts';
import { rightsDirectives } from './rights-directives.ts';

/**
 * Rights as data (Rechte im Schema): what each field of a supergraph requires. A field requires what stands on itself, on
 * its type and on the type it returns, on every implementation of an interface's field, and on whatever it reads through
 * `@requires` or `@fromContext`, however far that reaches. Composition checks part of this; an old supergraph is safe too.
 */
export class Requirements {
  readonly #types: ReadonlyMap<string, FieldedType>;
  readonly #ofType = new Map<string, Requirement>();
  readonly #implementations = new Map<string, string[]>();
  readonly #contexts = new Map<string, string[]>();
  readonly #members = new Map<string, string[]>();
  readonly #known = new Map<string, Requirement>();
  readonly #names: ReadonlyMap<string, string>;

  constructor(supergraph: DocumentNode) {
    this.#names = rightsDirectives(supergraph);
    this.#types = new Map(fieldedTypes(supergraph).map((type) => [type.name.value, type]));
    for (const node of supergraph.definitions) {
      if (!('name' in node) || !node.name || !('directives' in node)) continue;
      const { name, directives } = node;
      this.#ofType.set(name.value, this.#read(directives as readonly ConstDirectiveNode[] | undefined));
      for (const context of applications({ directives: directives as readonly ConstDirectiveNode[] }, 'context'))
        append(this.#contexts, String(context.name), name.value);
      if (node.kind === Kind.UNION_TYPE_DEFINITION)
        this.#members.set(
          name.value,
          (node.types ?? []).map((type) => type.name.value),
        );
    }
    for (const type of this.#types.values())
      for (const face of type.interfaces ?? []) append(this.#implementations, face.name.value, type.name.value);
  }

  /** What it takes to see `type.field`, given by names of the supergraph. */
  of(type: string, field: string): Requirement {
    const key = `${type}.${field}`;
    const known = this.#known.get(key);
    if (known) return known;
    const seen = new Set<string>();
    const requirement = combine(this.#collect(type, field, seen));
    this.#known.set(key, requirement);
    return requirement;
  }

  #read(directives: readonly ConstDirectiveNode[] | undefined): Requirement {
    return readDirectives(directives, this.#names);
  }

  /** All demands behind one field; `seen` cuts circles (`a` requires `b`, `b` requires `a`) without losing a demand. */
  #collect(typeName: string, fieldName: string, seen: Set<string>): Requirement[] {
    const key = `${typeName}.${fieldName}`;
    const type = this.#types.get(typeName);
    const field = type?.fields?.find(({ name }) => name.value === fieldName);
    if (seen.has(key) || !type || !field) return [];
    seen.add(key);
    return [
      this.#read(field.directives),
      this.#ofType.get(typeName) ?? NOTHING,
      this.#ofType.get(namedType(field.type)) ?? NOTHING,
      ...(this.#implementations.get(typeName) ?? []).flatMap((name) => this.#collect(name, fieldName, seen)),
      ...this.#behind(field, typeName, seen),
      ...this.#givenBy(type, field).flatMap((given) => [
        this.#read(given.directives),
        ...this.#behind(given, typeName, seen),
      ]),
    ];
  }

  /** A field that an interface object gives to all types behind it says only there what it reads, and under which right. */
  #givenBy({ interfaces = [] }: FieldedType, { name, directives }: FieldDefinitionNode): FieldDefinitionNode[] {
    const isGiven = applications({ directives }, 'join__field').some(({ graph }) => graph === undefined);
    if (!isGiven) return [];
    return interfaces.flatMap((face) =>
      (this.#types.get(face.name.value)?.fields ?? []).filter((field) => field.name.value === name.value),
    );
  }

  #behind(field: FieldDefinitionNode, typeName: string, seen: Set<string>): Requirement[] {
    return applications(field, 'join__field').flatMap((join) => [
      ...(typeof join.requires === 'string' ? this.#fieldSet(parseFieldSet(join.requires), typeName, seen) : []),
      ...contextArguments(join).flatMap(({ context, selection }) =>
        (this.#contexts.get(context) ?? []).flatMap((holder) => this.#fieldSet(parseFieldSet(selection), holder, seen)),
      ),
    ]);
  }

  #fieldSet(set: SelectionSetNode, typeName: string, seen: Set<string>): Requirement[] {
    return set.selections.flatMap((selection): Requirement[] => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      if (selection.kind === Kind.INLINE_FRAGMENT)
        return this.#fieldSet(selection.selectionSet, selection.typeCondition?.name.value ?? typeName, seen);
      const members = this.#members.get(typeName) ?? [typeName];
      const own = members.flatMap((member) => this.#collect(member, selection.name.value, seen));
      const field = this.#types.get(typeName)?.fields?.find(({ name }) => name.value === selection.name.value);
      const below =
        selection.selectionSet && field && this.#fieldSet(selection.selectionSet, namedType(field.type), seen);
      return [...own, ...(below ?? [])];
    });
  }
}

/** The rights on one definition, Federation's and our own; several applications combine with AND. */
function readDirectives(
  directives: readonly ConstDirectiveNode[] | undefined,
  names: ReadonlyMap<string, string>,
): Requirement {
  return combine((directives ?? []).map((directive) => readDirective(directive, names)));
}

const SIGNED_IN: Requirement = { ...NOTHING, authenticated: true };

function readDirective(directive: ConstDirectiveNode, names: ReadonlyMap<string, string>): Requirement {
  const { scopes, policies, min, purpose } = directiveArguments(directive);
  switch (names.get(directive.name.value)) {
    case 'authenticated':
    case 'personal':
      return SIGNED_IN;
    case 'requiresScopes':
      return { ...SIGNED_IN, scopes: [scopes as Alternatives] };
    case 'policy':
      return { ...SIGNED_IN, policies: [policies as Alternatives] };
    case 'trustLevel':
      return { ...SIGNED_IN, policies: [[[`trust:${min}`]]] };
    case 'consent':
      return { ...SIGNED_IN, policies: [[[`consent:${purpose}`]]] };
    default:
      return NOTHING;
  }
}

function namedType(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);
}

function append(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
