import {
  type ArgumentNode,
  DirectiveLocation,
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  Kind,
  type SelectionNode,
  type SelectionSetNode,
  type VariableDefinitionNode,
  visit,
} from 'graphql';
import type { Inclusion } from './conditions.ts';
import { fieldDefinition, isMetaField, selectionName } from './field-definition.ts';
import { travelling } from './operation-directives.ts';
import { compositeType, type OperationParts } from './operation-parts.ts';
import { internalKey, internalVariable, type ReservedNames } from './private-names.ts';
import { ONLY_TYPENAME, TYPENAME } from './selections.ts';

export interface InternalRules {
  readonly schema: GraphQLSchema;
  readonly reserved: ReservedNames;
  readonly includes: Inclusion;
  readonly denied: ReadonlySet<string>;
}

/**
 * The operation as the planner gets it: conditions settled, withheld fields gone, introspection gone, response keys and
 * variables renamed where they would collide. Undefined when nothing is left to fetch.
 */
export function toInternalDocument(parts: OperationParts, rules: InternalRules): DocumentNode | undefined {
  const rewriter = new OperationRewriter(parts, rules);
  const selectionSet = rewriter.rewriteRoot();
  if (!selectionSet) return undefined;
  const { definition } = parts;
  const operation = {
    kind: Kind.OPERATION_DEFINITION as const,
    operation: definition.operation,
    variableDefinitions: renameVariables(definition.variableDefinitions ?? []),
    selectionSet,
  };
  return { kind: Kind.DOCUMENT, definitions: [operation, ...rewriter.fragments()] };
}

class OperationRewriter {
  readonly #parts: OperationParts;
  readonly #rules: InternalRules;
  readonly #fragments = new Map<string, FragmentDefinitionNode | undefined>();

  constructor(parts: OperationParts, rules: InternalRules) {
    this.#parts = parts;
    this.#rules = rules;
  }

  rewriteRoot(): SelectionSetNode | undefined {
    const { definition, rootType } = this.#parts;
    const set = this.#set(definition.selectionSet, rootType);
    // Only `__typename` left: answered without asking anybody.
    return set && this.#fetchesSomething(set) ? set : undefined;
  }

  fragments(): FragmentDefinitionNode[] {
    return [...this.#fragments.values()].filter((fragment) => fragment !== undefined);
  }

  #fetchesSomething(set: SelectionSetNode): boolean {
    return set.selections.some((selection) => {
      if (selection.kind === Kind.FIELD) return !isMetaField(selection.name.value);
      if (selection.kind === Kind.INLINE_FRAGMENT) return this.#fetchesSomething(selection.selectionSet);
      const fragment = this.#fragments.get(selection.name.value);
      return fragment !== undefined && this.#fetchesSomething(fragment.selectionSet);
    });
  }

  #set(set: SelectionSetNode, parent: GraphQLCompositeType): SelectionSetNode | undefined {
    const selections = set.selections
      .filter(this.#rules.includes)
      .map((selection) => this.#selection(selection, parent))
      .filter((selection) => selection !== undefined);
    return selections.length > 0 ? { kind: Kind.SELECTION_SET, selections } : undefined;
  }

  #selection(selection: SelectionNode, parent: GraphQLCompositeType): SelectionNode | undefined {
    if (selection.kind === Kind.FIELD) return this.#field(selection, parent);
    // Inline, whatever it is here: plans name no fragments.
    const directives = this.#travelling(selection, DirectiveLocation.INLINE_FRAGMENT);
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      return this.#fragment(selection.name.value) && { ...selection, directives };
    }
    const condition = selection.typeCondition?.name.value;
    const selectionSet = this.#set(
      selection.selectionSet,
      condition ? compositeType(this.#rules.schema, condition) : parent,
    );
    return selectionSet && { ...selection, directives, selectionSet };
  }

  /** Each named fragment is rewritten once, however often it is spread. */
  #fragment(name: string): FragmentDefinitionNode | undefined {
    if (this.#fragments.has(name)) return this.#fragments.get(name);
    const fragment = this.#parts.fragments.get(name);
    if (!fragment) return undefined;
    const selectionSet = this.#set(
      fragment.selectionSet,
      compositeType(this.#rules.schema, fragment.typeCondition.name.value),
    );
    const rewritten = selectionSet && { ...fragment, directives: [], selectionSet };
    this.#fragments.set(name, rewritten);
    return rewritten;
  }

  #field(field: FieldNode, parent: GraphQLCompositeType): SelectionNode | undefined {
    const name = field.name.value;
    if (name === '__typename') return TYPENAME;
    if (isMetaField(name) || this.#rules.denied.has(selectionName(parent, field))) return undefined;
    const key = internalKeyOf(field, this.#rules.reserved);
    return {
      kind: Kind.FIELD,
      name: field.name,
      alias: key === name ? undefined : { kind: Kind.NAME, value: key },
      arguments: renameVariables(field.arguments ?? []) as readonly ArgumentNode[],
      directives: this.#travelling(field, DirectiveLocation.FIELD),
      selectionSet: this.#subselection(field, parent),
    };
  }

  #travelling({ directives }: SelectionNode, location: DirectiveLocation): readonly DirectiveNode[] {
    return renameVariables(travelling(directives, location, this.#rules.schema));
  }

  /** When nothing below is left, `__typename` still tells whether the object is there. */
  #subselection(field: FieldNode, parent: GraphQLCompositeType): SelectionSetNode | undefined {
    const definition = fieldDefinition(this.#rules.schema, parent, field.name.value);
    const type = definition && getNamedType(definition.type);
    if (!field.selectionSet || !isCompositeType(type)) return undefined;
    return this.#set(field.selectionSet, type) ?? ONLY_TYPENAME;
  }
}

/** The key under which the engine stores a field; the same for every selection that GraphQL merges with it. */
export const internalKeyOf = (field: FieldNode, reserved: ReservedNames): string =>
  internalKey(
    { name: field.name.value, alias: field.alias?.value, hasArguments: (field.arguments?.length ?? 0) > 0 },
    reserved,
  );

/** Renames variables in a list of nodes; returns the same list when there are none to rename. */
const renameVariables = <Nodes extends readonly (ArgumentNode | DirectiveNode | VariableDefinitionNode)[]>(
  nodes: Nodes,
): Nodes =>
  nodes.length === 0
    ? nodes
    : (nodes.map((node) =>
        visit(node, {
          Variable: (variable) => {
            const name = internalVariable(variable.name.value);
            return name === variable.name.value ? undefined : { ...variable, name: { kind: Kind.NAME, value: name } };
          },
        }),
      ) as unknown as Nodes);
