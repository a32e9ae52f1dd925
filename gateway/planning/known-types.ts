import {
  type DocumentNode,
  type FieldNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { passingTypes } from './compile-rewrites.ts';
import { keyOf, ONLY_TYPENAME } from './selections.ts';

/** Where an object stands: response keys from the root, without list levels. */
type Place = string;

/**
 * Known types (bekannte Typen): what type the objects at a place are, where nothing but that one can stand there. Planners ask
 * every object for its `__typename` again; here it need not be sent. A place is known when all above it are, too: below an
 * interface or a union, one response key may lead to objects of several types.
 */
export class KnownTypes {
  readonly #schema: GraphQLSchema;
  readonly #types = new Map<Place, GraphQLObjectType>();

  /** @param root the operation's root type; without it nothing is known */
  constructor(schema: GraphQLSchema, root: string | undefined) {
    this.#schema = schema;
    const type = root === undefined ? undefined : schema.getType(root);
    if (isObjectType(type)) this.#types.set('', type);
  }

  at(place: Place): GraphQLObjectType | undefined {
    return this.#types.get(place);
  }

  /** A fetch's document without what is known; takes note of the places that it brings. */
  leaveOut(document: DocumentNode, place: Place): DocumentNode {
    if (this.#types.size === 0) return document;
    const definitions = document.definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? this.#operation(definition, place) : definition,
    );
    return { ...document, definitions };
  }

  #operation(operation: OperationDefinitionNode, place: Place): OperationDefinitionNode {
    const [first] = operation.selectionSet.selections;
    const isAboutEntities = first?.kind === Kind.FIELD && first.name.value === '_entities' && first.selectionSet;
    if (!isAboutEntities) return { ...operation, selectionSet: this.#set(operation.selectionSet, place) };
    const entities: FieldNode = { ...first, selectionSet: this.#set(first.selectionSet as SelectionSetNode, place) };
    return { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections: [entities] } };
  }

  /** Something must be asked, and be it whether the object is there. */
  #set(set: SelectionSetNode, place: Place): SelectionSetNode {
    const type = this.#types.get(place);
    if (!type) return set;
    const selections = set.selections
      .filter((selection) => selection.kind !== Kind.FIELD || selection.name.value !== '__typename')
      .map((selection) => this.#selection(selection, place, type));
    return selections.length > 0 ? { kind: Kind.SELECTION_SET, selections } : ONLY_TYPENAME;
  }

  #selection(selection: SelectionNode, place: Place, type: GraphQLObjectType): SelectionNode {
    if (selection.kind === Kind.FRAGMENT_SPREAD || !selection.selectionSet) return selection;
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value ?? type.name;
      const passes = passingTypes(this.#schema, condition).has(type.name);
      return passes ? { ...selection, selectionSet: this.#set(selection.selectionSet, place) } : selection;
    }
    const definition = type.getFields()[selection.name.value];
    const below = definition && getNamedType(definition.type);
    if (!isObjectType(below)) return selection;
    const next = belowPlace(place, keyOf(selection));
    this.#types.set(next, below);
    return { ...selection, selectionSet: this.#set(selection.selectionSet, next) };
  }
}

export const placeAt = (path: readonly string[]): Place =>
  path.filter((key) => key !== '@').reduce((place, key) => belowPlace(place, key), '');

const belowPlace = (place: Place, key: string): Place => `${place}/${key}`;
