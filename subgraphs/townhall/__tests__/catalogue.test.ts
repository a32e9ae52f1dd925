import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordStatements } from '../../../platform/testing/statements.ts';
import { startTestSubgraph } from '../../../platform/testing/subgraph.ts';
import { townhall } from '../main.ts';
import { TestFolder } from '../modules/catalogue/test-folder.ts';
import { BIRTH_CERTIFICATE, codesOf, DOG_TAX, startTown, type Town } from './town.ts';

let town: Town;
beforeAll(async () => {
  town = await startTown();
});
afterAll(() => town.stop());

const LIST = `query ($search: String, $category: ID, $first: Int, $after: String) {
  services(search: $search, category: $category, first: $first, after: $after) {
    nodes { key } pageInfo { hasNextPage endCursor } } }`;
interface List {
  services: { nodes: { key: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
}
const list = async (variables: object = {}) => (await town.as().query<List>(LIST, { ...variables })).services;
const keysOf = ({ nodes }: List['services']) => nodes.map(({ key }) => key);

describe('the catalogue', () => {
  it('is public and costs no statement', async () => {
    const { result, statements } = await recordStatements(() => list());
    expect(keysOf(result)).toEqual(expect.arrayContaining([DOG_TAX, BIRTH_CERTIFICATE]));
    expect(statements).toEqual([]);
  });

  it('is searched by word, best first', async () => {
    expect(keysOf(await list({ search: 'Hund' }))).toEqual([DOG_TAX]);
    expect(keysOf(await list({ search: 'gibt es nicht' }))).toEqual([]);
  });

  it('is narrowed to a category', async () => {
    expect(keysOf(await list({ category: 'steuern-zoll' }))).toEqual([DOG_TAX]);
    expect(keysOf(await list({ category: 'unbekannt' }))).toEqual([]);
  });

  it('is paged, none twice and none left out', async () => {
    const all = keysOf(await list({ first: 100 }));
    const first = await list({ first: 5 });
    const rest = await list({ first: 100, after: first.pageInfo.endCursor });
    expect([...keysOf(first), ...keysOf(rest)]).toEqual(all);
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
  });

  it.each([{ first: 0 }, { first: 101 }, { after: 'x' }, { after: 'azpuaWNodHMtZGE' }])(
    'refuses %j as bad input',
    async (variables) => {
      expect(codesOf(await town.as().ask(LIST, variables))).toEqual(['BAD_USER_INPUT']);
    },
  );

  it('has its categories in order', async () => {
    const { categories } = await town
      .as()
      .query<{ categories: { key: string; ozgField: string | null }[] }>(
        '{ categories { key ozgField name { de en leicht } } }',
      );
    expect(categories[0]).toMatchObject({
      key: 'familie-kind',
      ozgField: 'familie_kind',
      name: { de: 'Familie & Kind' },
    });
    expect(categories.length).toBeGreaterThanOrEqual(14);
  });
});

describe('a service', () => {
  const ONE = `query ($key: String!) { service(key: $key) { key version name { de en leicht } leikaKey trustLevel
    processingDays audience writtenFormRequired onlineSince category { key } office { number ars name { de } contact { city } openingTimes { day from to } }
    decidedBy { number } fee { key purpose moment amount { cents currency } waivable } documents { key required neededIf mimeTypes }
    outcome { kind name { de } } form } }`;
  const one = (key: string) => town.as().ask(ONE, { key });

  it('is shown as its file says', async () => {
    const { data, errors } = await one('anwohnerparkausweis');
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      service: {
        key: 'anwohnerparkausweis',
        name: { de: 'Anwohnerparkausweis beantragen' },
        trustLevel: 'SUBSTANTIAL',
        processingDays: 3,
        audience: ['CITIZEN'],
        category: { key: 'mobilitaet-reisen' },
        office: { number: 32, ars: '999990001001', name: { de: 'Ordnungsamt' } },
        decidedBy: null,
        fee: { moment: 'BEFORE_REVIEW', amount: { cents: 3070, currency: 'EUR' }, waivable: false },
        documents: [
          { key: 'fahrzeugschein', required: true },
          { key: 'nutzungserklaerung', required: false },
        ],
        outcome: [{ kind: 'PERMIT' }],
        form: { schema: { type: 'object' }, steps: expect.any(Array) },
      },
    });
  });

  it('has an amount only when it does not depend on the form, and no fee when there is none', async () => {
    expect((await one(BIRTH_CERTIFICATE)).data).toMatchObject({ service: { fee: { amount: null } } });
    expect((await one(DOG_TAX)).data).toMatchObject({ service: { fee: null } });
    expect((await one('wohngeld')).data).toMatchObject({ service: { decidedBy: { number: 9050 } } });
  });

  it.each(['raketenstart', '', 'constructor', '../offices'])('is null and NOT_FOUND for the key %j', async (key) => {
    const asked = await one(key);
    expect(asked.data).toEqual({ service: null });
    expect(codesOf(asked)).toEqual(['NOT_FOUND']);
  });

  it('is resolved by its key for other subgraphs', async () => {
    const asked = await town
      .as()
      .query(`query ($r: [_Any!]!) { _entities(representations: $r) { ... on Service { key name { de } } } }`, {
        r: [DOG_TAX, 'raketenstart'].map((key) => ({ __typename: 'Service', key })),
      });
    expect(asked).toEqual({ _entities: [{ key: DOG_TAX, name: { de: 'Hund zur Hundesteuer anmelden' } }, null] });
  });
});

describe('the folder of the catalogue', () => {
  it('may be another one', async () => {
    using folder = new TestFolder({ only: `${DOG_TAX}.yaml` });
    const other = await startTestSubgraph(townhall, { env: { CATALOGUE_FOLDER: folder.path } });
    const answer = await other
      .as()
      .query<List>(LIST)
      .finally(() => other.stop());
    expect(keysOf(answer.services)).toEqual([DOG_TAX]);
  });
});
