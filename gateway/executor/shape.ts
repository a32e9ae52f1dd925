import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLInterfaceType,
  type GraphQLNamedOutputType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { Inclusion } from '../planning/conditions.ts';
import { fieldDefinition, selectionName } from '../planning/field-definition.ts';
import { internalKeyOf } from '../planning/internal-operation.ts';
import { appliesTo, compositeType } from '../planning/operation-parts.ts';
import type { ReservedNames } from '../planning/private-names.ts';
import { type CompleteLeaf, leafOf } from './leaf.ts';
import { type ObjectForm, objectForm } from './object-maker.ts';

export interface ShapeRules {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly includes: Inclusion;
  readonly denied: ReadonlySet<string>;
  readonly reserved: ReservedNames;
}

/** What may stand where a field is: a list of something, or the field's own type; null or never null. */
export interface Output {
  readonly nonNull: boolean;
  readonly items?: Output;
}

/** One field of the answer, for one concrete type. */
export interface ShapedField {
  readonly key: string;
  readonly internalKey: string;
  readonly name: string;
  readonly parent: GraphQLObjectType | GraphQLInterfaceType;
  readonly output: Output;
  /** What it is in the end, below lists. */
  readonly type: GraphQLNamedOutputType;
  readonly withheld: boolean;
  /** `__typename`, `__schema`, `__type`: nobody fetches them. */
  readonly isMeta: boolean;
  /** Of one concrete type, whatever object stands there. */
  readonly isObject: boolean;
  readonly shape?: Shape;
  /** For scalars and enums, however deep in lists. */
  readonly leaf?: CompleteLeaf;
}

/** A shape for one concrete type. */
export interface TypedShape {
  readonly type: GraphQLObjectType | GraphQLInterfaceType;
  readonly fields: readonly ShapedField[];
  readonly form: ObjectForm<ShapedField>;
}

interface SelectedField {
  readonly node: FieldNode;
  readonly parent: GraphQLCompositeType;
}

interface TypedSet {
  readonly set: SelectionSetNode;
  readonly parent: GraphQLCompositeType;
}

/** Shape (Form der Antwort): which fields an object of the answer has. Settled once per concrete type, then only read. */
export class Shape {
  readonly #sets: readonly TypedSet[];
  readonly #rules: ShapeRules;
  readonly #byType = new Map<string, TypedShape>();
  /** Most shapes serve one type, all objects of a list one after the other. */
  #last: TypedShape | undefined;
  #anyType: ReadonlyMap<string, Shape | undefined> | undefined;

  constructor(sets: readonly TypedSet[], rules: ShapeRules) {
    this.#sets = sets;
    this.#rules = rules;
  }

  /** Fields for a concrete type, in the client's order; for an interface standing in for one, its own fields. */
  fieldsOf(type: GraphQLObjectType | GraphQLInterfaceType): readonly ShapedField[] {
    return this.of(type).fields;
  }

  /** The same, with the form of the objects they make. */
  of(type: GraphQLObjectType | GraphQLInterfaceType): TypedShape {
    if (this.#last?.type !== type) this.#last = this.#byType.get(type.name) ?? this.#settle(type);
    return this.#last;
  }

  #settle(type: GraphQLObjectType | GraphQLInterfaceType): TypedShape {
    const selected = this.#collect((condition) => appliesTo(this.#rules.schema, condition, type));
    const fields = [...selected]
      .map(([key, nodes]) => this.#toField(key, nodes, type))
      .filter((field) => field !== undefined);
    const typed = { type, fields, form: objectForm(fields) };
    this.#byType.set(type.name, typed);
    return typed;
  }

  /** What lies below an internal key for any type; undefined key: the client did not ask for it. For error paths. */
  below(internalKey: string): { readonly shape: Shape | undefined } | undefined {
    this.#anyType ??= this.#collectAnyType();
    return this.#anyType.has(internalKey) ? { shape: this.#anyType.get(internalKey) } : undefined;
  }

  #toField(key: string, selected: readonly SelectedField[], type: GraphQLObjectType | GraphQLInterfaceType) {
    const granted = selected.filter(({ node, parent }) => !this.#isDenied(parent, node));
    const first = granted[0] ?? selected[0];
    const definition = first && fieldDefinition(this.#rules.schema, type, first.node.name.value);
    if (!first || !definition) return undefined;
    const named = getNamedType(definition.type);
    return {
      key,
      internalKey: internalKeyOf(first.node, this.#rules.reserved),
      name: first.node.name.value,
      parent: type,
      output: toOutput(definition.type),
      type: named,
      withheld: granted.length === 0,
      isMeta: first.node.name.value.startsWith('__'),
      isObject: isObjectType(named),
      shape: this.#shapeOf(granted, definition.type),
      leaf: isLeafType(named) ? leafOf(named) : undefined,
    } satisfies ShapedField;
  }

  #isDenied(parent: GraphQLCompositeType, node: FieldNode): boolean {
    return this.#rules.denied.has(selectionName(parent, node));
  }

  #shapeOf(selected: readonly SelectedField[], output: GraphQLOutputType): Shape | undefined {
    const parent = getNamedType(output);
    if (!isCompositeType(parent)) return undefined;
    const sets = selected.flatMap(({ node }) => (node.selectionSet ? [{ set: node.selectionSet, parent }] : []));
    return new Shape(sets, this.#rules);
  }

  /** GraphQL's CollectFields with settled conditions, remembering the static type each selection stands on. */
  #collect(passes: (condition: GraphQLCompositeType) => boolean): Map<string, SelectedField[]> {
    const { includes, fragments, schema } = this.#rules;
    const found = new Map<string, SelectedField[]>();
    const visited = new Set<string>();
    const collect = ({ set, parent }: TypedSet): void => {
      for (const selection of set.selections) {
        if (!includes(selection)) continue;
        if (selection.kind === Kind.FIELD) {
          const key = selection.alias?.value ?? selection.name.value;
          const fields = found.get(key);
          if (fields) fields.push({ node: selection, parent });
          else found.set(key, [{ node: selection, parent }]);
          continue;
        }
        const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
        if (!fragment || (selection.kind === Kind.FRAGMENT_SPREAD && visited.has(selection.name.value))) continue;
        if (selection.kind === Kind.FRAGMENT_SPREAD) visited.add(selection.name.value);
        const condition = fragment.typeCondition ? compositeType(schema, fragment.typeCondition.name.value) : parent;
        if (passes(condition)) collect({ set: fragment.selectionSet, parent: condition });
      }
    };
    this.#sets.forEach(collect);
    return found;
  }

  #collectAnyType(): Map<string, Shape | undefined> {
    const byKey = new Map<string, { sets: TypedSet[] }>();
    for (const { node, parent } of [...this.#collect(() => true).values()].flat()) {
      const definition = fieldDefinition(this.#rules.schema, parent, node.name.value);
      const type = definition && getNamedType(definition.type);
      const key = internalKeyOf(node, this.#rules.reserved);
      const entry = byKey.get(key) ?? { sets: [] };
      byKey.set(key, entry);
      if (node.selectionSet && isCompositeType(type)) entry.sets.push({ set: node.selectionSet, parent: type });
    }
    return new Map(
      [...byKey].map(([key, { sets }]) => [key, sets.length > 0 ? new Shape(sets, this.#rules) : undefined]),
    );
  }
}

function toOutput(type: GraphQLOutputType): Output {
  if (isNonNullType(type)) return { ...toOutput(type.ofType), nonNull: true };
  return { nonNull: false, items: isListType(type) ? toOutput(type.ofType) : undefined };
}
