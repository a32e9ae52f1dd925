import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { citizen, clerk, partnerFor } from '../../../platform/testing/principals.ts';
import { recordStatements } from '../../../platform/testing/statements.ts';
import { startTestSubgraph, type TestSubgraph } from '../../../platform/testing/subgraph.ts';
import { type Principal, PUBLIC_PRINCIPAL } from '../../../platform/visa/index.ts';
import { identity } from '../main.ts';
import { allow, person } from './person.ts';
import { rows } from './rows.ts';

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(identity);
});
afterAll(() => subgraph.stop());

const APPS = `{ partnerApps { id kind name { de en leicht } provider contact logo redirectUris graphRate citizens
  purposes { scope text { de } days } } }`;
interface Apps {
  partnerApps: { id: string; citizens: number; logo: string | null; purposes: object[] }[];
}

describe('the registered apps, at the staff desk', () => {
  it('are listed as their files say, with how many citizens let each in, in one statement', async () => {
    const [anna, ben] = [await person(subgraph), await person(subgraph)];
    for (const each of [anna, ben]) await allow(subgraph, each, 'waste-app', ['openid', 'home']);
    await rows(subgraph, `update consent set revoked_at = now() where citizen = $1`, [ben]);
    const { result, statements } = await recordStatements(() => subgraph.as(clerk([34])).query<Apps>(APPS));
    const apps = new Map(result.partnerApps.map((app) => [app.id, app]));
    expect([...apps.keys()]).toEqual(['fachverfahren', 'portal', 'state-portal', 'transit-app', 'waste-app']);
    expect(apps.get('waste-app')).toMatchObject({
      kind: 'APP',
      name: { de: 'Abfall-App', en: 'Waste app', leicht: 'Müll-App' },
      provider: 'Abfallwirtschaftsbetrieb des Landkreises',
      contact: 'datenschutz@abfall.example',
      logo: expect.stringMatching(/^data:image\/svg\+xml;base64,/),
      redirectUris: expect.arrayContaining(['https://waste-app.example/callback']),
      graphRate: null,
      citizens: 1,
    });
    expect(apps.get('waste-app')?.purposes).toContainEqual({
      scope: 'home',
      text: { de: 'Ihre Adresse lesen, um die passenden Abholtermine zu zeigen' },
      days: 365,
    });
    expect(apps.get('portal')).toMatchObject({ citizens: 0, logo: null });
    expect(statements).toHaveLength(1);
  });

  it.each<[string, string, () => Principal]>([
    ['nobody', 'UNAUTHENTICATED', () => PUBLIC_PRINCIPAL],
    ['a citizen', 'FORBIDDEN', () => citizen()],
    ['a citizen who names the scope', 'FORBIDDEN', () => citizen({ scopes: ['openid', 'staff'] })],
    ['a clerk outside her desk', 'FORBIDDEN', () => clerk([34], { scopes: ['openid'] })],
    ['a partner app', 'FORBIDDEN', () => partnerFor(citizen().citizenId, { scopes: ['openid', 'staff'] })],
  ])('are not listed for %s: %s', async (_who, code, principal) => {
    const { data, errors } = await subgraph.as(principal()).ask(APPS);
    expect([data, errors?.map(({ extensions }) => extensions.code)]).toEqual([{ partnerApps: null }, [code]]);
  });
});
