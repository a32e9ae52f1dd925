import {
  type GraphQLSchema,
  getNamedType,
  type InlineFragmentNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { fieldDefinition } from './field-definition.ts';
import { compositeType } from './operation-parts.ts';
import type { Owners } from './owners.ts';
import { ONLY_TYPENAME } from './selections.ts';

/** Conditions on large interfaces inside one another could make an operation grow without end. */
const MAX_SELECTIONS = 2_000;

/**
 * Planner fault 9: where an interface object meets a condition that its subgraph has never heard of, or that excludes another
 * one around it, the planner gives up. The cure: the same operation with abstract conditions written out, type by type, and
 * without what nothing can pass. Undefined when there is nothing to change, or too much.
 */
export function withConcreteFragments(
  operation: OperationDefinitionNode,
  rootType: string,
  owners: Owners,
  schema: GraphQLSchema,
): OperationDefinitionNode | undefined {
  const writer = new Writer(owners, schema);
  const selectionSet = writer.set(operation.selectionSet, rootType);
  return writer.isChanged && writer.left > 0 ? { ...operation, selectionSet } : undefined;
}

class Writer {
  isChanged = false;
  left = MAX_SELECTIONS;
  readonly #owners: Owners;
  readonly #schema: GraphQLSchema;

  constructor(owners: Owners, schema: GraphQLSchema) {
    this.#owners = owners;
    this.#schema = schema;
  }

  set({ selections }: SelectionSetNode, parent: string): SelectionSetNode {
    return { kind: Kind.SELECTION_SET, selections: selections.flatMap((each) => this.#selection(each, parent)) };
  }

  #selection(selection: SelectionNode, parent: string): SelectionNode[] {
    if (--this.left < 0 || selection.kind === Kind.FRAGMENT_SPREAD) return [];
    if (selection.kind === Kind.INLINE_FRAGMENT) return this.#fragment(selection, parent);
    const type = this.#fieldType(parent, selection.name.value);
    if (!selection.selectionSet || !type) return [selection];
    const selectionSet = this.set(selection.selectionSet, type);
    return [{ ...selection, selectionSet: selectionSet.selections.length > 0 ? selectionSet : ONLY_TYPENAME }];
  }

  #fragment(fragment: InlineFragmentNode, parent: string): InlineFragmentNode[] {
    const types = this.#typesFor(fragment, parent);
    if (types.length !== 1 || types[0] !== fragment.typeCondition?.name.value) this.isChanged = true;
    return types
      .map((type) => ({
        ...fragment,
        typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } } as const,
        selectionSet: this.set(fragment.selectionSet, type),
      }))
      .filter(({ selectionSet }) => selectionSet.selections.length > 0);
  }

  /** The conditions to write instead of one; none where nothing can pass. */
  #typesFor(fragment: InlineFragmentNode, parent: string): string[] {
    const condition = fragment.typeCondition?.name.value ?? parent;
    if (condition === parent || this.#isNoCondition(fragment, condition, parent)) return [parent];
    const possible = this.#owners.possible(condition);
    return [...this.#owners.possible(parent)].filter((type) => possible.has(type));
  }

  /** Everything passes, and what is selected can be selected without it. */
  #isNoCondition({ selectionSet }: InlineFragmentNode, condition: string, parent: string): boolean {
    const possible = this.#owners.possible(condition);
    return (
      [...this.#owners.possible(parent)].every((type) => possible.has(type)) &&
      selectionSet.selections.every((each) => each.kind !== Kind.FIELD || this.#fieldType(parent, each.name.value))
    );
  }

  #fieldType(parent: string, field: string): string | undefined {
    const definition = fieldDefinition(this.#schema, compositeType(this.#schema, parent), field);
    return definition && getNamedType(definition.type).name;
  }
}
