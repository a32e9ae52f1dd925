import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { walkThrough } from '../hub/fetch-token.ts';
import { STATE_ACCOUNT } from '../hub/sandbox.ts';
import { eventually } from './eventually.ts';
import { formOf } from './stories/town.ts';
import { startTestHub, type TestHub } from './test-hub.ts';

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub();
}, 60_000);
afterAll(() => hub?.stop());

/** A citizen's browser at the state portal, which has just linked her account at the town. */
async function linkedAt(portal: string, persona: string) {
  const begun = await fetch(`${portal}/link?login_hint=${STATE_ACCOUNT}:${persona}`, { redirect: 'manual' });
  const cookie = begun.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const walker = { publicUrl: hub.url, persona, level: 'SUBSTANTIAL' };
  const back = await walkThrough(begun.headers.get('location') ?? '', `${portal}/callback`, walker);
  await fetch(back, { headers: { cookie }, redirect: 'manual' });
  return {
    look: async () => (await fetch(portal, { headers: { cookie } })).text(),
    handOver: async (service: string, data: object) => {
      const body = new URLSearchParams({ service, data: JSON.stringify(data), key: 'from-the-state' });
      return (await fetch(`${portal}/hand-over`, { method: 'POST', headers: { cookie }, body })).json();
    },
  };
}

const CONSENTS = '{ me { consents { id client purpose stands } cases(first: 1) { nodes { reference state } } } }';
const REVOKE =
  'mutation ($id: ID!) { revokeConsent(input: { consentId: $id, idempotencyKey: "unlink" }) { consent { stands } } }';
interface Mine {
  me: {
    consents: { id: string; client: string; purpose: string; stands: boolean }[];
    cases: { nodes: { reference: string; state: string }[] };
  };
}

describe('a state portal', () => {
  it('links from its side, hands a case over, shows its state, and forgets the link when the citizen takes it back', async () => {
    const { look, handOver } = await linkedAt(`${hub.sandbox.url}/state-portal`, 'max');
    expect(await look()).toContain('Ihr Bürgerkonto bei der Stadt ist verknüpft.');
    const service = 'kita-beitragserstattung';
    const { data } = await handOver(service, formOf(service) as object);
    const { reference } = data.submitCase.case;
    await eventually(async () => expect(await look()).toContain(`${reference}: SUBMITTED`));
    const { me } = await hub.as('max').query<Mine>(CONSENTS);
    expect(me.cases.nodes[0]).toMatchObject({ reference });
    const link = me.consents.find(
      ({ client, purpose, stands }) => client === 'state-portal' && purpose === 'account:link' && stands,
    );
    await hub.as('max').query(REVOKE, { id: link?.id });
    await eventually(async () => expect(await look()).toContain('noch nicht verknüpft'), 20_000);
  }, 60_000);
});
