import { expect } from '@jest/globals';
import { signInAt } from '../../../../../../sandbox/drive.ts';
import type { Forgery } from '../../../../../../sandbox/faults/forgeries.ts';
import { rows } from '../../../../__tests__/rows.ts';
import type { LinkingHub } from '../linking-hub.ts';
import { forgedLink } from './openid-attacks.ts';
import type { Row } from './row.ts';

const UNLINK = `mutation ($input: UnlinkAccountInput!) { unlinkAccount(input: $input) { unlinkedAccountId } }`;
type Person = Awaited<ReturnType<LinkingHub['signedIn']>>;

/** Somebody with BundID, in her own browser. */
const high = (hub: LinkingHub, persona = hub.somebody()) => hub.signedIn('bundid', { persona, level: 'HIGH' });

async function link(
  hub: LinkingHub,
  who: Person,
  provider: string,
  persona = hub.somebody(),
  level?: 'BASIC' | 'HIGH',
) {
  const stop = await hub.walkLink(who.browser, await hub.beginLink(who.principal, provider), { persona, level });
  return stop.address.includes('/link/choose/') ? hub.chooseNothing(who.browser, stop) : stop;
}

const unlink = (hub: LinkingHub, { principal }: Person, linkedAccountId: unknown) =>
  hub.subgraph.as(principal).ask(UNLINK, { input: { linkedAccountId, idempotencyKey: String(linkedAccountId) } });

const codeOf = ({ errors }: { errors?: readonly { extensions: Record<string, unknown> }[] }) =>
  errors?.[0]?.extensions.code;

async function accountAt(hub: LinkingHub, { principal }: Person, provider: string) {
  const accounts = await hub.accountsOf(principal);
  return accounts.find((account) => account.provider === provider)?.id;
}

async function withForgery(hub: LinkingHub, kind: Forgery, persona: string): Promise<Person> {
  hub.sandbox.misbehave.signIn({ kind, times: 1 });
  return hub.signedIn('servicekonto', { persona });
}

const age = (hub: LinkingHub, { session }: Person) =>
  rows(hub.subgraph, `update session set created_at = now() - interval '6 minutes' where id = $1`, [session]);

const proofOf = async (hub: LinkingHub, { citizenId }: Person) =>
  (await rows<{ proof: string }>(hub.subgraph, 'select proof from citizen where id = $1', [citizenId]))[0]?.proof;

const levelOf = (answer: string) => new URL(answer).searchParams.get('state');

/** Linking and recovery: 18 ways to turn them into a takeover (arXiv 2205.10174 names five of them). */
export const LINKING: readonly Row[] = [
  {
    id: 'L01',
    attack: 'same e-mail address, other issuer',
    holds: 'two citizens: identity is issuer and subject',
    check: async (hub) => {
      const people = [
        await hub.signedIn('servicekonto', { persona: 'erika' }),
        await hub.signedIn('other', { persona: 'erika' }),
        await high(hub, 'erika'),
      ];
      expect(new Set(people.map(({ citizenId }) => citizenId)).size).toBe(3);
    },
  },
  {
    id: 'L02',
    attack: 'e-mail address unverified, or absent',
    holds: 'signed in as herself, joined with nobody',
    check: async (hub) => {
      const persona = hub.somebody();
      const first = await withForgery(hub, 'email-missing', persona);
      const erika = await hub.signedIn('servicekonto', { persona: 'erika' });
      const again = await withForgery(hub, 'email-of-erika', persona);
      expect(again.citizenId).toBe(first.citizenId);
      expect(again.citizenId).not.toBe(erika.citizenId);
    },
  },
  {
    id: 'L03',
    attack: 'e-mail address changed at the issuer after linking',
    holds: 'the same citizen as before',
    check: async (hub) => {
      const persona = hub.somebody();
      const before = await hub.signedIn('servicekonto', { persona });
      expect((await withForgery(hub, 'email-of-erika', persona)).citizenId).toBe(before.citizenId);
    },
  },
  {
    id: 'L04',
    attack: 'e-mail twins: capitals, plus, dots, Unicode',
    holds: 'each a citizen of her own',
    check: async (hub) => {
      const erika = await hub.signedIn('servicekonto', { persona: 'erika' });
      const twins = ['email-in-capitals', 'email-with-plus', 'email-with-dots', 'email-in-unicode'] as const;
      const ids = [erika.citizenId];
      for (const kind of twins) ids.push((await withForgery(hub, kind, hub.somebody())).citizenId);
      expect(new Set(ids).size).toBe(5);
    },
  },
  {
    id: 'L05',
    attack: "classic-federated merge: an account opened before with the victim's address",
    holds: 'her state account opens an account of her own',
    check: async (hub) => {
      const persona = hub.somebody();
      const attacker = await withForgery(hub, 'email-of-erika', hub.somebody());
      await rows(
        hub.subgraph,
        `insert into sign_in_method (id, citizen, kind, handle, level, label)
         values (gen_random_uuid(), $1, 'email', $2, 'BASIC', 'x')`,
        [attacker.citizenId, `${persona}@buerger.example`],
      );
      expect((await hub.signedIn('servicekonto', { persona })).citizenId).not.toBe(attacker.citizenId);
    },
  },
  {
    id: 'L06',
    attack: 'unexpired session: somebody stays signed in with an account that is taken away',
    holds: 'unlinking ends what began with it',
    check: async (hub) => {
      const [who, persona] = [await high(hub), hub.somebody()];
      await link(hub, who, 'servicekonto', persona);
      const stays = await hub.signedIn('servicekonto', { persona });
      expect(stays.citizenId).toBe(who.citizenId);
      await unlink(hub, who, await accountAt(hub, who, 'servicekonto'));
      const standing = await rows(hub.subgraph, 'select id from session where citizen = $1 and ended_at is null', [
        who.citizenId,
      ]);
      expect(standing).toEqual([{ id: who.session }]);
    },
  },
  {
    id: 'L07',
    attack: "trojan identifier: the attacker's identity waits in the victim's account",
    holds: 'she sees it, takes it away, and it opens nothing of hers',
    check: async (hub) => {
      const [who, trojan] = [await high(hub), hub.somebody()];
      await link(hub, who, 'servicekonto', trojan);
      expect((await hub.accountsOf(who.principal)).map(({ provider }) => provider)).toEqual(['bundid', 'servicekonto']);
      await unlink(hub, who, await accountAt(hub, who, 'servicekonto'));
      expect((await hub.signedIn('servicekonto', { persona: trojan })).citizenId).not.toBe(who.citizenId);
    },
  },
  {
    id: 'L08',
    attack: 'unexpired change: a link begun long ago is finished now',
    holds: 'neutral page, nothing linked',
    refused: {
      as: 'L00',
      tries: {
        'after its time': async (hub) => {
          const who = await high(hub);
          const address = await hub.beginLink(who.principal, 'servicekonto');
          const age = `update account_link set expires_at = now() - interval '1 second' where citizen = $1`;
          await rows(hub.subgraph, age, [who.citizenId]);
          return () => who.browser.open(address);
        },
      },
    },
  },
  {
    id: 'L09',
    attack: 'an issuer that verifies nothing, with levels of its own making',
    holds: 'proves BASIC, attributes included',
    check: async (hub) => {
      const who = await withForgery(hub, 'level-unknown', hub.somebody());
      expect(await proofOf(hub, who)).toBe('BASIC');
      const [account] = await hub.accountsOf(who.principal);
      expect(JSON.stringify(account?.attributes)).not.toMatch(/SUBSTANTIAL|HIGH/);
    },
  },
  {
    id: 'L10',
    attack: "linking CSRF: the attacker's link in the victim's browser",
    holds: 'neutral page, nothing linked on either side',
    refused: {
      as: 'L10',
      tries: {
        'his link': async (hub) => {
          const [attacker, victim] = [await high(hub), await high(hub)];
          const address = await hub.beginLink(attacker.principal, 'servicekonto');
          return () => victim.browser.open(address);
        },
        'in a browser that proves somebody else': async (hub) => {
          const attacker = await high(hub);
          const address = await hub.beginLink(attacker.principal, 'servicekonto');
          return () => hub.walkLink(hub.browser(), address, { persona: hub.somebody(), level: 'HIGH' });
        },
      },
    },
    check: refusesForeignAnswer,
  },
  {
    id: 'L11',
    attack: 'linking and unlinking without a fresh sign-in, on either side',
    holds: 'asked again here, refused there; unlinking: FRESH_SIGN_IN_REQUIRED',
    refused: { as: 'O26', tries: { 'old at the provider': forgedLink('old-sign-in') } },
    check: async (hub) => {
      const who = await high(hub);
      await link(hub, who, 'servicekonto');
      await age(hub, who);
      const stop = await who.browser.open(await hub.beginLink(who.principal, 'other'));
      expect(stop.text).toContain('SAMLRequest');
      expect(codeOf(await unlink(hub, who, await accountAt(hub, who, 'servicekonto')))).toBe('FRESH_SIGN_IN_REQUIRED');
      expect(await hub.accountsOf(who.principal)).toHaveLength(2);
    },
  },
  {
    id: 'L12',
    attack: 'linking an identity that is linked elsewhere',
    holds: 'REFUSED, logged as L12; whoever has it keeps it',
    check: async (hub) => {
      const persona = hub.somebody();
      const [owner, who] = [await hub.signedIn('servicekonto', { persona }), await high(hub)];
      const mark = hub.lines.length;
      expect(levelOf((await link(hub, who, 'servicekonto', persona)).location)).toBe('REFUSED');
      expect(hub.refusals(mark)).toEqual(['L12']);
      expect(await hub.accountsOf(who.principal)).toHaveLength(1);
      expect((await hub.signedIn('servicekonto', { persona })).citizenId).toBe(owner.citizenId);
    },
  },
  {
    id: 'L13',
    attack: 'unlinking the last strong identity',
    holds: 'the last way in stays (LAST_SIGN_IN_METHOD); what is proven falls with its proof',
    check: async (hub) => {
      const who = await high(hub);
      const bundid = await accountAt(hub, who, 'bundid');
      expect(codeOf(await unlink(hub, who, bundid))).toBe('LAST_SIGN_IN_METHOD');
      await link(hub, who, 'servicekonto', hub.somebody(), 'BASIC');
      expect(await proofOf(hub, who)).toBe('HIGH');
      const again = await hub.subgraph
        .as(who.principal)
        .ask(UNLINK, { input: { linkedAccountId: bundid, idempotencyKey: 'again' } });
      expect(again.errors).toBeUndefined();
      expect(await proofOf(hub, who)).toBe('BASIC');
    },
  },
  {
    id: 'L14',
    attack: 'a weak identity inherits what a strong one proved',
    holds: 'the session is as weak as its sign-in, attributes as weak as their source',
    check: async (hub) => {
      const [who, persona] = [await high(hub), hub.somebody()];
      await link(hub, who, 'servicekonto', persona, 'BASIC');
      const weak = await hub.signedIn('servicekonto', { persona, level: 'BASIC' });
      expect(weak.citizenId).toBe(who.citizenId);
      const principal = await hub.principalOf(weak.token);
      expect(principal).toMatchObject({ authentication: 'BASIC', identityProof: 'HIGH' });
      const account = (await hub.accountsOf(who.principal)).find(({ provider }) => provider === 'servicekonto');
      expect(JSON.stringify(account)).not.toMatch(/SUBSTANTIAL|HIGH/);
    },
  },
  {
    id: 'L15',
    attack: 'two link requests at once',
    holds: 'one account in one hand; two citizens after one identity: one gets it',
    check: async (hub) => {
      const [one, two, persona] = [await high(hub), await high(hub), hub.somebody()];
      const answers = [];
      for (const who of [one, one, two]) {
        const away = await who.browser.open(await hub.beginLink(who.principal, 'servicekonto'));
        answers.push({ who, answer: await signInAt(away.location, { persona }) });
      }
      await Promise.all(answers.map(({ who, answer }) => who.browser.open(answer)));
      const holders = await rows<{ citizen: string }>(
        hub.subgraph,
        `select citizen from linked_account where provider = 'servicekonto' and citizen in ($1, $2)`,
        [one.citizenId, two.citizenId],
      );
      expect(holders).toHaveLength(1);
    },
  },
  {
    id: 'L16',
    attack: 'recycled subject or e-mail address',
    holds: 'neutral page: another proven date of birth is another person',
    refused: {
      as: 'L16',
      tries: {
        'subject of another person': async (hub) => {
          await hub.signedIn('servicekonto', { persona: hub.somebody(), level: 'HIGH' });
          const { browser, answer } = await hub.answered('servicekonto', { persona: 'max', level: 'HIGH' });
          hub.sandbox.misbehave.signIn({ kind: 'subject-of-before' });
          return () => browser.open(answer.href);
        },
      },
    },
  },
  {
    id: 'L17',
    attack: 'a mandate survives unlinking',
    holds: 'the organisation is gone from the account, the log says so, acting for it is refused',
    check: async (hub) => {
      const who = await high(hub);
      await link(hub, who, 'company');
      const company = await accountAt(hub, who, 'company');
      expect((await unlink(hub, who, company)).errors).toBeUndefined();
      expect(await accountAt(hub, who, 'company')).toBeUndefined();
      const told = await rows(hub.subgraph, `select data from event where kind = 'ACCOUNT_UNLINKED' and subject = $1`, [
        company,
      ]);
      expect(told).toMatchObject([{ data: { provider: 'company', holder: 'ORGANISATION' } }]);
      expect(await hub.principalOf(who.token, String(company))).toBeNull();
    },
  },
  {
    id: 'L18',
    attack: 'an organisation account taken for a person with the same e-mail address',
    holds: 'it signs nobody in and proves nothing; each of its people may link it',
    refused: {
      as: 'L18',
      tries: {
        'as a sign-in': async (hub) => {
          const { browser, stop } = await hub.away('nobody');
          const away = await browser.open(`${stop.address}/with/company`);
          const answer = await signInAt(away.location, { persona: hub.somebody(), level: 'HIGH' });
          return () => browser.open(answer);
        },
      },
    },
    check: async (hub) => {
      const people = [
        await hub.signedIn('servicekonto', { persona: hub.somebody(), level: 'BASIC' }),
        await hub.signedIn('servicekonto', { persona: hub.somebody(), level: 'BASIC' }),
      ];
      for (const who of people) {
        expect(levelOf((await link(hub, who, 'company', 'erika', 'HIGH')).location)).toBe('LINKED');
        const account = (await hub.accountsOf(who.principal)).find(({ provider }) => provider === 'company');
        expect(account).toMatchObject({ holder: 'ORGANISATION', organisationName: 'Musterbau GmbH' });
        expect(await proofOf(hub, who)).toBe('BASIC');
      }
    },
  },
];

/** The attacker's answer at the provider, brought into the browser of a victim who links at the same moment. */
async function refusesForeignAnswer(hub: LinkingHub): Promise<void> {
  const [attacker, victim] = [await high(hub), await high(hub)];
  const away = await attacker.browser.open(await hub.beginLink(attacker.principal, 'servicekonto'));
  await victim.browser.open(await hub.beginLink(victim.principal, 'servicekonto'));
  const answer = await signInAt(away.location, { persona: hub.somebody() });
  const mark = hub.lines.length;
  expect((await victim.browser.open(answer)).status).toBe(400);
  expect(hub.refusals(mark)).toEqual(['O03']);
  expect(await hub.accountsOf(victim.principal)).toHaveLength(1);
}
