import { replaceSigningKey } from '../../subgraphs/identity/provider/signing-keys.ts';
import { citizenIdOf, inIdentity, linkBundId, revokeConsent, signOut, unlink } from './asks.ts';
import { notices } from './channels.ts';
import { APP, appUser, begunLink, type Channel, type Checks, heldBy, inPortal } from './channels-of-citizens.ts';
import { exchanged } from './exchanged.ts';
import { clerk } from './role.ts';
import type { TwoGateways } from './two-gateways.ts';

/** One way to take a right away, and what must come of it in each channel. */
export interface Trigger {
  readonly name: string;
  /** What exists of it in the hub. */
  readonly playedAs: string;
  /** As the table says it; a channel that is not here does not exist for it yet. */
  readonly outcome: Partial<Readonly<Record<Channel, string>>>;
  /** Brings everything to life; `pull` takes the right away, `checks` say what became of it. */
  readonly set: (town: TwoGateways) => Promise<{ pull: () => Promise<unknown>; checks: Checks }>;
}

const [GONE, CLOSED, WORTHLESS] = ['refused (401)', 'closed (4403)', 'invalid_grant'];
const HELD = { request: GONE, socket: CLOSED, refresh: WORTHLESS };
const ASKS_AGAIN = 'links nothing: asks for a sign-in';
const LOGOUT_TOKEN = 'a logout token, nothing else';

export const TRIGGERS: readonly Trigger[] = [
  {
    name: 'logout',
    playedAs: '`endSession` of the sign-in that the app was let in with',
    outcome: { ...HELD, link: ASKS_AGAIN, webhook: LOGOUT_TOKEN },
    set: async (town) => {
      const { portal, app } = await appUser(town, 'p0501');
      const link = await begunLink(town, portal);
      const webhook = notices(town, APP, app.sub, ['logout']);
      return { pull: () => signOut(town, portal), checks: { ...(await heldBy(town, app)), link, webhook } };
    },
  },
  {
    name: 'consent revocation',
    playedAs: '`revokeConsent` of the purpose `openid`, from another browser',
    outcome: { ...HELD, webhook: '`account.unlinked` and each purpose, nothing else' },
    set: async (town) => {
      const { app } = await appUser(town, 'p0502');
      const elsewhere = await inPortal(town, 'p0502');
      const webhook = notices(town, APP, app.sub, ['account.unlinked', 'consent.revoked']);
      return {
        pull: () => revokeConsent(town, elsewhere, APP, 'openid'),
        checks: { ...(await heldBy(town, app)), webhook },
      };
    },
  },
  {
    name: 'mandate end',
    playedAs: 'no mandates yet; a state portal that acts for her by token exchange, and whose link she takes back',
    outcome: { ...HELD, refresh: 'no further exchange (invalid_grant)', webhook: '`account.unlinked`, nothing else' },
    set: (town) => exchanged(town, 'p0503'),
  },
  {
    name: 'role change',
    playedAs: 'townhall says that a clerk works for her office no more',
    outcome: {
      request: 'the inbox is withheld',
      socket: "the office's next event does not come",
      refresh: 'new tokens bring the role no more',
    },
    set: (town) => clerk(town),
  },
  {
    name: 'tenant leave',
    playedAs: 'no such thing yet; the state account that she signed in with is unlinked, from another browser',
    outcome: { ...HELD, link: ASKS_AGAIN, webhook: LOGOUT_TOKEN },
    set: async (town) => {
      const { portal, app } = await appUser(town, 'p0505');
      const elsewhere = await inPortal(town, 'p0505');
      const link = await begunLink(town, portal);
      await linkBundId(town, elsewhere, 'p0505');
      const webhook = notices(town, APP, app.sub, ['logout']);
      return {
        pull: () => unlink(town, elsewhere, 'servicekonto'),
        checks: { ...(await heldBy(town, app)), link, webhook },
      };
    },
  },
  {
    name: 'account deletion',
    playedAs: 'no page for it yet; her row in identity is deleted',
    outcome: { ...HELD, link: 'leads nowhere' },
    set: async (town) => {
      const { portal, app } = await appUser(town, 'p0506');
      const id = await citizenIdOf(town, portal);
      const link = await begunLink(town, portal, 'nowhere');
      return {
        pull: () => inIdentity(town, 'delete from citizen where id = $1', [id]),
        checks: { ...(await heldBy(town, app)), link },
      };
    },
  },
];

/** Ends everybody's sign-in, so it comes last. */
export const KEY_COMPROMISE: Trigger = {
  name: 'key compromise',
  playedAs: '`rotate-keys.ts --compromised`, which replaces the signing key',
  outcome: { ...HELD, link: ASKS_AGAIN, webhook: LOGOUT_TOKEN },
  set: async (town) => {
    const { portal, app } = await appUser(town, 'p0507');
    const link = await begunLink(town, portal);
    const webhook = notices(town, APP, app.sub, ['logout']);
    const { subgraphs, secret } = town.hub.hub;
    return {
      pull: () => replaceSigningKey(subgraphs.get('identity').database, secret),
      checks: { ...(await heldBy(town, app)), link, webhook },
    };
  },
};
