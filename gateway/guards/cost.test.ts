import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildASTSchema, buildSchema, isObjectType, type OperationDefinitionNode, parse } from 'graphql';
import { CostTable } from '../planning/cost-table.ts';
import { amountOf, type CostRules, costOf } from './cost.ts';
import { PUBLIC_LIMITS } from './limits.ts';

const rulesFor = (sdl: string): CostRules => {
  const document = parse(sdl);
  return { schema: buildASTSchema(document, { assumeValidSDL: true }), table: new CostTable(document) };
};

const rules = rulesFor(`
  schema @link(url: "https://specs.apollo.dev/cost/v0.1", import: [{ name: "@cost", as: "@price" }, "@listSize"]) { query: Query mutation: Mutation }
  type Query {
    item: Item
    plain: [Item!]!
    some(first: Int): [Item] @listSize(slicingArguments: ["first"], assumedSize: 20)
    usual(first: Int = 7): [Item] @listSize(slicingArguments: ["first"])
    deep(page: Page): [Item] @listSize(slicingArguments: ["page.size"])
    ends(first: Int, last: Int): [Item] @listSize(slicingArguments: ["first", "last"])
    page(first: Int): ItemPage @listSize(slicingArguments: ["first"], sizedFields: ["nodes"])
    dear(search: String @price(weight: 40)): Item @price(weight: 5)
    any: Any  thing: Thing
  }
  type Mutation { make: Item }
  type Item implements Thing { id: ID!  name: String @price(weight: 3)  next: Item  big: Big  scan: Scan }
  type Other { id: ID! }
  interface Thing { name: String }
  union Any = Item | Other
  type Big @price(weight: 100) { id: ID! }
  scalar Scan @price(weight: 9)
  type ItemPage { nodes: [Item]  total: Int }
  input Page { size: Int }`);

function cost(query: string, variables: object = {}): number {
  const document = parse(query);
  return amountOf(costOf(document, document.definitions[0] as OperationDefinitionNode, rules), { ...variables });
}

describe('the cost of an operation', () => {
  it.each([
    ['a leaf is free, an object one', '{ item { id } }', 1],
    ['objects add up', '{ item { id next { next { id } } } }', 3],
    ['a mutation begins at ten', 'mutation { make { id } }', 11],
    ['a list of unknown length counts ten times', '{ plain { id } }', 10],
    ['lists in lists multiply', '{ some(first: 3) { next { id } } plain { id } }', 16],
    ['a slicing argument says how long', '{ some(first: 50) { id } }', 50],
    ['without it the assumed size counts', '{ some { id } }', 20],
    ['null says nothing', '{ some(first: null) { id } }', 20],
    ['or its default in the schema', '{ usual { id } }', 7],
    ['one inside an input object', '{ deep(page: { size: 30 }) { id } }', 30],
    ['the largest of several', '{ ends(first: 3, last: 8) { id } }', 8],
    ['a page counts once, its items as said', '{ page(first: 25) { total nodes { id } } }', 26],
    ['less than none is none', '{ some(first: -5) { id } }', 0],
    ['weights of field and argument', '{ dear(search: "x") { id } }', 45],
    ['a weight of the argument only where it is given', '{ dear { id } }', 5],
    ['weights of types and leaves', '{ item { name scan big { id } } }', 113],
    ['one answer key is fetched once', '{ item { id } item { name } ...F } fragment F on Query { item { scan } }', 13],
    ['aliases are fetched each', '{ a: item { id } b: item { id } }', 2],
    ['branches of a union', '{ any { ... on Item { name } ... on Other { id } } }', 4],
    ['an interface costs what the types behind it do', '{ thing { name } }', 4],
    ['introspection is not weighed here', '{ __typename __schema { types { name } } }', 0],
  ])('%s: %s', (_what, query, expected) => {
    expect(cost(query)).toBe(expected);
  });

  it.each([
    ['their value', { n: 40 }, 40],
    ['their default when absent', {}, 6],
    ['nothing when null', { n: null }, 20],
    ['nothing when of the wrong type', { n: '999' }, 20],
    ['only what is their own', Object.create({ n: 40 }) as object, 6],
  ])('slicing by variables takes %s', (_what, variables, expected) => {
    expect(cost('query ($n: Int = 6) { some(first: $n) { id } }', variables)).toBe(expected);
  });

  it('is a number once and for all where no variable is asked', () => {
    const document = parse('query ($n: Int) { some(first: 3) { id } page(first: $n) { total } }');
    const [fixed] = parse('{ some(first: 3) { id } }').definitions;
    expect(typeof costOf(document, fixed as OperationDefinitionNode, rules)).toBe('number');
  });
});

describe('the hub itself', () => {
  const ROOT = join(import.meta.dirname, '..', '..');
  const supergraph = readFileSync(join(ROOT, 'schema', 'supergraph.graphql'), 'utf8');
  const api = buildSchema(readFileSync(join(ROOT, 'schema', 'api.graphql'), 'utf8'));
  const ours: CostRules = { schema: api, table: new CostTable(parse(supergraph)) };
  const costsIn = (query: string, variables: Record<string, unknown> = {}) => {
    const document = parse(query);
    return document.definitions.flatMap((each) =>
      each.kind === 'OperationDefinition' ? [amountOf(costOf(document, each, ours), variables)] : [],
    );
  };

  it.each(globSync('portal/**/*.graphql', { cwd: ROOT }).sort())('affords %s many times over', (path) => {
    for (const each of costsIn(readFileSync(join(ROOT, path), 'utf8')))
      expect(each).toBeLessThan(PUBLIC_LIMITS.cost / 10);
  });

  it('affords the largest page of every list, with what belongs to each item', () => {
    const query = `{ me {
      cases(first: 100) { nodes { service { key } fees { amount { cents } } tasks { id } } }
      mailbox(first: 100) { nodes { id } }
      payments(first: 100) { nodes { amount { cents } } } } }`;
    expect(costsIn(query)[0]).toBeLessThan(PUBLIC_LIMITS.cost);
  });

  it('does not afford pages in pages', () => {
    const query = '{ me { cases(first: 100) { nodes { events(first: 100) { nodes { case { reference } } } } } } }';
    expect(costsIn(query)[0]).toBeGreaterThan(PUBLIC_LIMITS.cost);
  });

  it('knows how long each list is that takes a page', () => {
    const unknown = Object.values(api.getTypeMap()).flatMap((type) =>
      isObjectType(type)
        ? Object.values(type.getFields())
            .filter((field) => field.args.some(({ name }) => name === 'first'))
            .map(({ name }) => `${type.name}.${name}`)
            .filter((coordinate) => !ours.table.size(coordinate))
        : [],
    );
    expect(unknown).toEqual([]);
  });
});
