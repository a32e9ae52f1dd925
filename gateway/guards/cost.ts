import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
import type { CostTable, ListSize } from '../planning/cost-table.ts';

type Variables = Readonly<Record<string, unknown>>;

/** What an operation costs (Kosten): a number, or one that waits for the variables. Most of it is worked out once. */
export type Cost = number | ((variables: Variables) => number);

export interface CostRules {
  readonly schema: GraphQLSchema;
  readonly table: CostTable;
}

/** As the cost directives' specification and the routers that know it weigh what nobody declared. */
const MUTATION = 10;
const OBJECT = 1;
const LEAF = 0;
/** Items of a list of which nothing is said. */
const UNKNOWN_LIST = 10;

/** Works out what one operation of a valid document costs before it is planned: by types, lists and slicing arguments. */
export function costOf(document: DocumentNode, operation: OperationDefinitionNode, rules: CostRules): Cost {
  const root = rules.schema.getRootType(operation.operation);
  if (!root) return 0;
  const base = operation.operation === 'mutation' ? MUTATION : 0;
  return plus(base, new CostCompiler(document, operation, rules).set([operation.selectionSet], root, undefined));
}

/** Sizes that a field's parent says about it. */
type Sized = { readonly names: readonly string[]; readonly count: Cost } | undefined;

interface Collected {
  readonly parent: GraphQLCompositeType;
  readonly field: FieldNode;
  readonly sets: SelectionSetNode[];
}

class CostCompiler {
  readonly #rules: CostRules;
  readonly #fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly #defaults: ReadonlyMap<string, unknown>;

  constructor(document: DocumentNode, operation: OperationDefinitionNode, rules: CostRules) {
    this.#rules = rules;
    this.#fragments = new Map(
      document.definitions.flatMap((each) => (each.kind === Kind.FRAGMENT_DEFINITION ? [[each.name.value, each]] : [])),
    );
    this.#defaults = new Map(
      (operation.variableDefinitions ?? []).flatMap(({ variable, defaultValue }) =>
        defaultValue ? [[variable.name.value, valueFromASTUntyped(defaultValue)]] : [],
      ),
    );
  }

  /** Fields of one answer key are fetched once, so they are merged before they are weighed. */
  set(sets: readonly SelectionSetNode[], parent: GraphQLCompositeType, sized: Sized): Cost {
    const fields = new Map<string, Collected>();
    for (const { selections } of sets) this.#collect(selections, parent, fields);
    return [...fields.values()].map((collected) => this.#field(collected, sized)).reduce(plus, 0);
  }

  #collect(
    selections: SelectionSetNode['selections'],
    parent: GraphQLCompositeType,
    into: Map<string, Collected>,
  ): void {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) collectField(selection, parent, into);
      else {
        const fragment =
          selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value);
        const type = fragment?.typeCondition && this.#rules.schema.getType(fragment.typeCondition.name.value);
        if (fragment) this.#collect(fragment.selectionSet.selections, isCompositeType(type) ? type : parent, into);
      }
    }
  }

  #field({ parent, field, sets }: Collected, sized: Sized): Cost {
    const definition = 'getFields' in parent ? parent.getFields()[field.name.value] : undefined;
    if (!definition) return 0;
    const named = getNamedType(definition.type);
    const coordinates = this.#coordinates(parent, field.name.value);
    const size = first(coordinates, (at) => this.#rules.table.size(at));
    const count = size && this.#count(size, field, definition);
    const own =
      this.#weight(coordinates) ?? this.#rules.table.weight(named.name) ?? (isCompositeType(named) ? OBJECT : LEAF);
    const below: Sized =
      size?.sizedFields.length && count !== undefined ? { names: size.sizedFields, count } : undefined;
    const each = plus(own, isCompositeType(named) ? this.set(sets, named, below) : 0);
    const many = isList(definition) ? times(this.#items(field, count, sized), each) : each;
    return plus(many, this.#arguments(coordinates, field));
  }

  #items(field: FieldNode, count: Cost | undefined, sized: Sized): Cost {
    if (sized?.names.includes(field.name.value)) return sized.count;
    return count ?? UNKNOWN_LIST;
  }

  /** The field itself; asked through an interface, the types behind it, for costs are declared on types. */
  #coordinates(parent: GraphQLCompositeType, name: string): string[] {
    if (isObjectType(parent)) return [`${parent.name}.${name}`];
    const types = this.#rules.schema.getPossibleTypes(parent);
    return [`${parent.name}.${name}`, ...types.map((type) => `${type.name}.${name}`)];
  }

  #weight(coordinates: readonly string[]): number | undefined {
    const weights = coordinates.flatMap((at) => this.#rules.table.weight(at) ?? []);
    return weights.length > 0 ? Math.max(...weights) : undefined;
  }

  #arguments(coordinates: readonly string[], { arguments: given = [] }: FieldNode): number {
    const weigh = (name: string) => this.#weight(coordinates.map((at) => `${at}(${name}:)`)) ?? 0;
    return given.reduce((sum, { name }) => sum + weigh(name.value), 0);
  }

  #count(size: ListSize, field: FieldNode, definition: GraphQLField<unknown, unknown>): Cost {
    const counts = size.slicingArguments.flatMap((path) => this.#slice(path.split('.'), field, definition) ?? []);
    const fallback = size.assumedSize ?? UNKNOWN_LIST;
    if (counts.length === 0) return fallback;
    if (counts.every((count) => typeof count === 'number')) return Math.max(...counts);
    return (variables) => {
      const asked = counts.map((count) => amountOf(count, variables)).filter((count) => count >= 0);
      return asked.length > 0 ? Math.max(...asked) : fallback;
    };
  }

  /** What a slicing argument says: in the document, by variable, else by its default in the schema. */
  #slice(
    [name = '', ...rest]: readonly string[],
    field: FieldNode,
    definition: GraphQLField<unknown, unknown>,
  ): Cost | undefined {
    const given = field.arguments?.find((argument) => argument.name.value === name)?.value;
    if (given?.kind === Kind.VARIABLE) {
      const variable = given.name.value;
      const fallback = this.#defaults.get(variable);
      return (variables) => toCount(Object.hasOwn(variables, variable) ? variables[variable] : fallback, rest) ?? -1;
    }
    const value = given ? valueFromASTUntyped(given) : definition.args.find((arg) => arg.name === name)?.defaultValue;
    return toCount(value, rest);
  }
}

function collectField(field: FieldNode, parent: GraphQLCompositeType, into: Map<string, Collected>): void {
  const key = `${parent.name}.${field.alias?.value ?? field.name.value}`;
  const collected = into.get(key) ?? { parent, field, sets: [] };
  into.set(key, collected);
  if (field.selectionSet) collected.sets.push(field.selectionSet);
}

/** Undefined for what is no number of items, as when the argument is absent or null. */
function toCount(value: unknown, path: readonly string[]): number | undefined {
  let at = value;
  for (const key of path) at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined;
  return typeof at === 'number' ? Math.max(0, at) : undefined;
}

const isList = ({ type }: GraphQLField<unknown, unknown>): boolean =>
  isListType(isNonNullType(type) ? type.ofType : type);

function first<Found>(coordinates: readonly string[], find: (at: string) => Found | undefined): Found | undefined {
  for (const at of coordinates) {
    const found = find(at);
    if (found !== undefined) return found;
  }
  return undefined;
}

export const amountOf = (cost: Cost, variables: Variables): number =>
  typeof cost === 'number' ? cost : cost(variables);

const combine =
  (both: (a: number, b: number) => number) =>
  (a: Cost, b: Cost): Cost =>
    typeof a === 'number' && typeof b === 'number'
      ? both(a, b)
      : (variables) => both(amountOf(a, variables), amountOf(b, variables));
const plus = combine((a, b) => a + b);
const times = combine((a, b) => a * b);
