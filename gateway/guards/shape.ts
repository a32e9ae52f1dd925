import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** Shape (Gestalt) of an operation with its fragments spread out. Of several operations, the largest of each. */
export interface Shape {
  readonly depth: number;
  readonly introspectionDepth: number;
  readonly aliases: number;
  readonly introspectionAliases: number;
  readonly fields: number;
  readonly rootFields: number;
  readonly directives: number;
  /** Selections nested in selections, fragments included, which add no depth of their own. */
  readonly nesting: number;
  /** Lists and objects nested in each other in the values written in the document. */
  readonly valueDepth: number;
  readonly usesIntrospection: boolean;
}

/** Of one selection set, seen from there. */
interface Measure extends Omit<Shape, 'directives' | 'rootFields' | 'valueDepth'> {
  /** Fields of this set itself. */
  readonly width: number;
}

type Region = 'data' | 'introspection';

const EMPTY: Measure = Object.freeze({
  depth: 0,
  introspectionDepth: 0,
  aliases: 0,
  introspectionAliases: 0,
  fields: 0,
  nesting: 0,
  usesIntrospection: false,
  width: 0,
});

/** Measures operations and fragments, used or not. Each fragment is measured once, however often it is spread. */
export function measureShape(document: DocumentNode): Shape {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions)
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  const measurer = new Measurer(fragments);
  const measures = document.definitions.map((definition) =>
    'selectionSet' in definition && definition.selectionSet
      ? measurer.set(definition.selectionSet, regionOf(definition))
      : EMPTY,
  );
  return { ...measures.reduce(larger, EMPTY), rootFields: widest(measures), ...measureNodes(document) };
}

class Measurer {
  /** By region and name; a Map, so that a fragment called `constructor` is just a fragment. */
  readonly #fragments = new Map<string, Measure>();

  constructor(private readonly definitions: ReadonlyMap<string, FragmentDefinitionNode>) {}

  set({ selections }: SelectionSetNode, region: Region): Measure {
    const measure = selections.map((selection) => this.#selection(selection, region)).reduce(sum, EMPTY);
    return { ...measure, nesting: measure.nesting + 1 };
  }

  #selection(selection: SelectionNode, region: Region): Measure {
    if (selection.kind === Kind.FIELD) return this.#field(selection, region);
    if (selection.kind === Kind.INLINE_FRAGMENT) return this.set(selection.selectionSet, region);
    return this.#spread(selection.name.value, region);
  }

  #field({ name, alias, selectionSet }: FieldNode, region: Region): Measure {
    const entersIntrospection = name.value === '__schema' || name.value === '__type';
    const here: Region = entersIntrospection ? 'introspection' : region;
    const inner = selectionSet ? this.set(selectionSet, here) : EMPTY;
    const isData = here === 'data';
    const aliased = alias ? 1 : 0;
    return {
      depth: isData ? inner.depth + 1 : 0,
      introspectionDepth: isData ? inner.introspectionDepth : inner.introspectionDepth + 1,
      aliases: inner.aliases + (isData ? aliased : 0),
      introspectionAliases: inner.introspectionAliases + (isData ? 0 : aliased),
      fields: inner.fields + 1,
      nesting: inner.nesting,
      usesIntrospection: inner.usesIntrospection || entersIntrospection,
      width: 1,
    };
  }

  #spread(name: string, region: Region): Measure {
    const key = `${region} ${name}`;
    const known = this.#fragments.get(key);
    if (known) return known;
    // While it is being measured a fragment counts nothing, so a cycle ends here; validation refuses it afterwards.
    this.#fragments.set(key, EMPTY);
    const definition = this.definitions.get(name);
    const measure = definition ? this.set(definition.selectionSet, region) : EMPTY;
    this.#fragments.set(key, measure);
    return measure;
  }
}

/** A fragment on `__Type` can stand inside introspection only. */
const regionOf = (definition: OperationDefinitionNode | FragmentDefinitionNode): Region =>
  'typeCondition' in definition && definition.typeCondition.name.value.startsWith('__') ? 'introspection' : 'data';

const combine =
  (counts: (a: number, b: number) => number) =>
  (a: Measure, b: Measure): Measure => ({
    depth: Math.max(a.depth, b.depth),
    introspectionDepth: Math.max(a.introspectionDepth, b.introspectionDepth),
    aliases: counts(a.aliases, b.aliases),
    introspectionAliases: counts(a.introspectionAliases, b.introspectionAliases),
    fields: counts(a.fields, b.fields),
    nesting: Math.max(a.nesting, b.nesting),
    usesIntrospection: a.usesIntrospection || b.usesIntrospection,
    width: counts(a.width, b.width),
  });

/** Selections beside each other add up, operations beside each other do not. */
const sum = combine((a, b) => a + b);
const larger = combine(Math.max);

const widest = (measures: readonly Measure[]): number => Math.max(0, ...measures.map(({ width }) => width));

/** What is counted node by node, wherever it stands. */
function measureNodes(document: DocumentNode): Pick<Shape, 'directives' | 'valueDepth'> {
  let directives = 0;
  let depth = 0;
  let valueDepth = 0;
  const value = {
    enter: () => {
      depth++;
      valueDepth = Math.max(valueDepth, depth);
    },
    leave: () => {
      depth--;
    },
  };
  const directive = () => {
    directives++;
  };
  visit(document, { Directive: directive, ListValue: value, ObjectValue: value });
  return { directives, valueDepth };
}
