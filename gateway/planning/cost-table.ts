import { type DirectiveNode, type DocumentNode, Kind, valueFromASTUntyped } from 'graphql';

/** List size (Listengröße): what `@listSize` says about a field. */
export interface ListSize {
  readonly assumedSize?: number;
  /** Arguments that say how many, dots leading into input objects; the largest counts. */
  readonly slicingArguments: readonly string[];
  /** Fields of the result that are the lists meant, as with `edges` and `nodes` of a connection. */
  readonly sizedFields: readonly string[];
}

/** Declared costs (angegebene Kosten) of a supergraph: `@cost` and `@listSize`, under whatever names it imports them. */
export class CostTable {
  /** Type, `Type.field` or `Type.field(argument:)` -> weight. */
  readonly #weights = new Map<string, number>();
  /** `Type.field` -> size. */
  readonly #sizes = new Map<string, ListSize>();

  constructor(supergraph: DocumentNode) {
    const names = namesIn(supergraph);
    for (const definition of supergraph.definitions) {
      if (!('name' in definition) || !definition.name) continue;
      const type = definition.name.value;
      if ('directives' in definition) this.#weigh(type, definition.directives, names.cost);
      if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION && definition.kind !== Kind.INTERFACE_TYPE_DEFINITION)
        continue;
      for (const { name, directives, arguments: args = [] } of definition.fields ?? []) {
        const field = `${type}.${name.value}`;
        this.#weigh(field, directives, names.cost);
        for (const argument of args) this.#weigh(`${field}(${argument.name.value}:)`, argument.directives, names.cost);
        const size = directives?.find((directive) => directive.name.value === names.listSize);
        if (size) this.#sizes.set(field, toListSize(size));
      }
    }
  }

  weight(coordinate: string): number | undefined {
    return this.#weights.get(coordinate);
  }

  size(coordinate: string): ListSize | undefined {
    return this.#sizes.get(coordinate);
  }

  #weigh(coordinate: string, directives: readonly DirectiveNode[] = [], name: string): void {
    const found = directives.find((directive) => directive.name.value === name);
    const weight = found && Number(argumentsOf(found).get('weight'));
    if (weight !== undefined && Number.isFinite(weight)) this.#weights.set(coordinate, weight);
  }
}

const argumentsOf = (directive: DirectiveNode): Map<string, unknown> =>
  new Map((directive.arguments ?? []).map(({ name, value }) => [name.value, valueFromASTUntyped(value)]));

function toListSize(directive: DirectiveNode): ListSize {
  const given = argumentsOf(directive);
  const texts = (name: string) => ((given.get(name) as string[] | null | undefined) ?? []).map(String);
  const assumed = given.get('assumedSize');
  return {
    ...(typeof assumed === 'number' && { assumedSize: assumed }),
    slicingArguments: texts('slicingArguments'),
    sizedFields: texts('sizedFields'),
  };
}

const COST_SPEC = /\/cost\/v\d+\.\d+$/;

/** `@link(url: ".../cost/v0.1", import: [{ name: "@cost", as: "@price" }])` renames; without `import` the names are their own. */
function namesIn({ definitions }: DocumentNode): { cost: string; listSize: string } {
  const names = { cost: 'cost', listSize: 'listSize' };
  for (const definition of definitions) {
    if (definition.kind !== Kind.SCHEMA_DEFINITION && definition.kind !== Kind.SCHEMA_EXTENSION) continue;
    for (const link of definition.directives ?? []) {
      const given = argumentsOf(link);
      if (link.name.value !== 'link' || !COST_SPEC.test(String(given.get('url')))) continue;
      for (const item of (given.get('import') as unknown[] | undefined) ?? []) rename(names, item);
    }
  }
  return names;
}

function rename(names: { cost: string; listSize: string }, item: unknown): void {
  const { name, as } = (typeof item === 'object' && item !== null ? item : {}) as { name?: string; as?: string };
  if (name === '@cost' && as) names.cost = as.slice(1);
  if (name === '@listSize' && as) names.listSize = as.slice(1);
}
