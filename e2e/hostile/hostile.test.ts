import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordStatements } from '../../platform/testing/statements.ts';
import { startTestHub, type TestHub } from '../test-hub.ts';
import { faultsFor, NO_RATES, QUESTIONS } from './faults.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub({ env: NO_RATES });
}, 180_000);
afterAll(() => hub?.stop());

/** One value of each number at each place; `npm run test:deep -- hostile` tries them all. */
const SOME = Object.values(Object.groupBy(QUESTIONS, ({ id, place }) => `${id} ${place}`)).flatMap(
  (all) => all?.[0] ?? [],
);

describe(`${SOME.length} hostile values, each at its place in the whole graph,`, () => {
  it.each(['erika', 'clerk'])(
    'make nothing break for %s, and tell nothing of what is behind',
    async (persona) => {
      expect(await faultsFor(hub, persona, SOME)).toEqual([]);
      expect((await hub.as(persona).ask('{ me { id } }')).errors).toBeUndefined();
    },
    120_000,
  );
});

describe('Q57', () => {
  it('a case of somebody else and one that is not there: the same answer after the same work', async () => {
    const { me } = await hub
      .as('erika')
      .query<{ me: { cases: { nodes: { id: string }[] } } }>('{ me { cases(first: 1) { nodes { id } } } }');
    const look = async (id = '') => {
      const query = `{ case(id: "${id}") { id reference } }`;
      await hub.as('max').ask(query);
      const { result, statements } = await recordStatements(() => hub.as('max').ask(query));
      return { result, statements: statements.map((statement) => statement.replaceAll(id, '…')) };
    };
    const [foreign, missing] = [await look(me.cases.nodes[0]?.id), await look('01980000-0000-7000-8000-000000000001')];
    expect(foreign.result).toMatchObject({ data: { case: null }, errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    expect(foreign).toEqual(missing);
  });
});
