import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { decodeJwt } from 'jose';
import { startTestHub, type TestHub } from './test-hub.ts';

const ME = '{ me { id trustLevel same: id ... on Citizen { again: id } } }';
const CASES = '{ me { id cases(first: 5) { nodes { id applicant { id } } } } }';
interface Me {
  me: { id: string; same: string; again: string; cases: { nodes: { applicant: { id: string } }[] } };
}

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
}, 60_000);
afterAll(() => hub?.stop());

const as = (client: string) => hub.as('erika', { client });

describe('an id of a citizen', () => {
  it('is another for each partner app, the same each time and in its tokens, and her own in the portal', async () => {
    const ids = await Promise.all(
      ['portal', 'waste-app', 'transit-app', 'state-portal'].map(async (client) => (await as(client).query<Me>(ME)).me),
    );
    for (const { id, same, again } of ids) expect([same, again]).toEqual([id, id]);
    expect(new Set(ids.map(({ id }) => id)).size).toBe(4);
    expect(decodeJwt(await as('waste-app').token()).sub).toBe(ids[1]?.id);
    expect((await as('waste-app').query<Me>(ME)).me.id).toBe(ids[1]?.id);
  });

  it('is pairwise wherever it is reached, and the visa of the app still finds what is hers', async () => {
    const { me } = await as('state-portal').query<Me>(CASES);
    expect(me.cases.nodes.length).toBeGreaterThan(0);
    for (const { applicant } of me.cases.nodes) expect(applicant.id).toBe(me.id);
  });
});
