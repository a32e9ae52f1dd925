import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Principal } from '../../../../../platform/visa/index.ts';
import { census, rows } from '../../../__tests__/rows.ts';
import { HUB, RETURN } from './attacks/addresses.ts';
import { LinkingHub } from './linking-hub.ts';

let hub: LinkingHub;
beforeAll(async () => {
  hub = await LinkingHub.start();
});
afterAll(() => hub.stop());

interface Account {
  id: string;
  level: string;
  attributes: { name: string; value: string; level: string }[];
}
const accountOf = async (principal: Principal) => (await hub.accountsOf(principal))[0] as unknown as Account;
const nameIn = ({ attributes }: Account) => attributes.find(({ name }) => name === 'family_name');

/** Signed in some time ago with an account that has another name by now. */
async function marriedSince(level: 'BASIC' | 'SUBSTANTIAL' = 'SUBSTANTIAL') {
  const persona = hub.somebody();
  const here = await hub.signedIn('servicekonto', { persona, level });
  const before = await accountOf(here.principal);
  await rows(
    hub.subgraph,
    `update linked_account set attributes = jsonb_set(attributes, '{family_name,value}', '"Vorher"') where id = $1`,
    [before.id],
  );
  const old = await accountOf(here.principal);
  expect(nameIn(old)?.value).toBe('Vorher');
  return { ...here, persona, before, old };
}

const REFRESH = `mutation ($input: RefreshLinkedAttributesInput!) {
  refreshLinkedAttributes(input: $input) { redirectUrl accountLink { id state } } }`;
interface Begun {
  refreshLinkedAttributes: { redirectUrl: string; accountLink: { id: string; state: string } };
}

async function begin(principal: Principal, linkedAccountId: string) {
  const input = { linkedAccountId, returnUrl: RETURN, idempotencyKey: 'today' };
  const { refreshLinkedAttributes } = await hub.subgraph.as(principal).query<Begun>(REFRESH, { input });
  expect(refreshLinkedAttributes.accountLink.state).toBe('STARTED');
  return refreshLinkedAttributes.redirectUrl;
}

const eventsOf = (account: string) =>
  rows<{ kind: string; version: number }>(
    hub.subgraph,
    `select kind, version from event where subject = $1 order by id`,
    [account],
  );

describe('refreshing a linked account', () => {
  it('takes what the account says today, after a fresh sign-in there, and tells the log', async () => {
    const { browser, principal, persona, before, old } = await marriedSince();
    const address = await begin(principal, old.id);
    const stop = await hub.walkLink(browser, address, { persona, level: 'HIGH' });
    expect(stop.address).toContain(`${HUB}/link/choose/`);
    expect((await hub.chooseNothing(browser, stop)).location).toMatch(/\/konten\?link=[\w-]{36}&state=LINKED$/);
    const now = await accountOf(principal);
    expect([now.id, now.level, nameIn(now)]).toEqual([before.id, 'HIGH', { ...nameIn(before), level: 'HIGH' }]);
    expect(await eventsOf(now.id)).toContainEqual({ kind: 'ACCOUNT_REFRESHED', version: 2 });
  });

  it('changes nothing before that', async () => {
    const { principal, old } = await marriedSince();
    await begin(principal, old.id);
    expect(await accountOf(principal)).toEqual(old);
  });

  it('takes no other account: neither one that nobody has linked, nor one of somebody else', async () => {
    const another = hub.somebody();
    const other = await hub.signedIn('servicekonto', { persona: another, level: 'SUBSTANTIAL' });
    const theirs = await accountOf(other.principal);
    for (const persona of [hub.somebody(), another]) {
      const { browser, principal, old } = await marriedSince();
      const stop = await hub.walkLink(browser, await begin(principal, old.id), { persona, level: 'HIGH' });
      expect(stop.location).toMatch(/state=REFUSED$/);
      expect(await hub.accountsOf(principal)).toEqual([old]);
    }
    expect(await accountOf(other.principal)).toEqual(theirs);
  });

  it('is not begun for an account of somebody else', async () => {
    const { old } = await marriedSince();
    const stranger = await hub.signedIn('servicekonto', { persona: hub.somebody() });
    const before = await census(hub.subgraph);
    const input = { linkedAccountId: old.id, returnUrl: RETURN, idempotencyKey: 'today' };
    const { errors } = await hub.subgraph.as(stranger.principal).ask(REFRESH, { input });
    expect(errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    expect(await census(hub.subgraph)).toBe(before);
  });
});
