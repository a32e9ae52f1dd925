import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { citizen, clerk, partnerFor } from '../../../platform/testing/principals.ts';
import { recordStatements } from '../../../platform/testing/statements.ts';
import { startTestSubgraph, type TestSubgraph } from '../../../platform/testing/subgraph.ts';
import { type Principal, PUBLIC_PRINCIPAL, systemPrincipal } from '../../../platform/visa/index.ts';
import { identity } from '../main.ts';
import { allow, person, tokenClaims } from './person.ts';
import { rows } from './rows.ts';

const PROVIDER = { id: 'bundid', name: { de: 'BundID', en: 'BundID (federal)', leicht: 'Bund-ID' } };
const SETTINGS = [{ ...PROVIDER, issuer: 'https://id.example', clientId: 'hub', clientSecret: 'known' }];
let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(identity, { env: { STATE_ACCOUNT_PROVIDERS: JSON.stringify(SETTINGS) } });
});
afterAll(() => subgraph.stop());

const ENTITY = `query ($id: ID!) { _entities(representations: [{ __typename: "Citizen", id: $id }]) {
  ... on Citizen { linkedAccounts { id } } } }`;
const erikaWith = async (fields: Partial<Principal> = {}) => citizen({ citizenId: await person(subgraph), ...fields });

describe('what identity adds to a citizen', () => {
  it.each([
    ['HIGH', 'BASIC', 'BASIC'],
    ['SUBSTANTIAL', 'HIGH', 'SUBSTANTIAL'],
    ['HIGH', 'HIGH', 'HIGH'],
  ] as const)(
    'says of sign-in %s and proof %s that %s counts, without the database',
    async (authentication, identityProof, expected) => {
      const erika = citizen({ authentication, identityProof });
      const { result, statements } = await recordStatements(() => subgraph.as(erika).query('{ me { trustLevel } }'));
      expect(result).toEqual({ me: { trustLevel: expected } });
      expect(statements).toEqual([]);
    },
  );

  it('lists her linked accounts in one statement', async () => {
    const erika = await erikaWith();
    const question = '{ me { linkedAccounts { id provider providerName { de en leicht } level linkedAt } } }';
    const { result, statements } = await recordStatements(() => subgraph.as(erika).query(question));
    expect(result).toEqual({
      me: {
        linkedAccounts: [
          {
            id: expect.any(String),
            provider: 'bundid',
            providerName: PROVIDER.name,
            level: 'SUBSTANTIAL',
            linkedAt: expect.any(String),
          },
        ],
      },
    });
    expect(statements).toHaveLength(1);
  });

  it.each<[string, string, (id: string) => Principal]>([
    ['nobody', 'UNAUTHENTICATED', () => PUBLIC_PRINCIPAL],
    ['another citizen', 'NOT_FOUND', () => citizen()],
    ['her own app without the scope', 'FORBIDDEN', (id) => citizen({ citizenId: id, scopes: ['openid'] })],
    ['a partner without her consent', 'CONSENT_REQUIRED', (id) => partnerFor(id, { scopes: ['accounts'] })],
    [
      'a partner with the consent of another',
      'CONSENT_REQUIRED',
      () => partnerFor(citizen().citizenId, { scopes: ['accounts'], purposes: ['accounts'] }),
    ],
  ])('shows her linked accounts not to %s: %s', async (_who, code, principalFor) => {
    const id = await person(subgraph);
    const asked = await subgraph.as(principalFor(id)).ask(ENTITY, { id });
    expect(asked).toMatchObject({
      data: { _entities: [{ linkedAccounts: null }] },
      errors: [{ extensions: { code } }],
    });
  });

  const HERS = ['sessions { id }', 'signIns { nodes { id } }', 'signInMethods { id }', 'recoveryCodesLeft'];
  const STRANGERS: [string, string, (id: string) => Principal][] = [
    ['nobody', 'UNAUTHENTICATED', () => PUBLIC_PRINCIPAL],
    ['another citizen', 'NOT_FOUND', () => citizen()],
    ['her own app without the scope', 'FORBIDDEN', (id) => citizen({ citizenId: id, scopes: ['openid'] })],
    [
      'a partner with her consent',
      'FORBIDDEN',
      (id) => partnerFor(id, { scopes: ['accounts'], purposes: ['accounts'] }),
    ],
  ];
  it.each(HERS.flatMap((field) => STRANGERS.map((stranger) => [field, ...stranger] as const)))(
    'shows %s not to %s: %s',
    async (field, _who, code, principalFor) => {
      const id = await person(subgraph);
      const asked = await subgraph.as(principalFor(id)).ask(ENTITY.replace('linkedAccounts { id }', field), { id });
      expect(asked).toMatchObject({
        data: { _entities: [{ [String(field.split(' ')[0])]: null }] },
        errors: [{ extensions: { code } }],
      });
    },
  );

  it('has nothing of how she signs in for a clerk, whom the fields would let pass', async () => {
    const id = await person(subgraph);
    await tokenClaims(subgraph, id);
    await rows(
      subgraph,
      `insert into sign_in_method (id, citizen, kind, level, label)
       values (gen_random_uuid(), $1, 'email', 'BASIC', 'e'), (gen_random_uuid(), $1, 'recovery', 'BASIC', '')`,
      [id],
    );
    const ask = (principal: Principal) =>
      subgraph.as(principal).ask(ENTITY.replace('linkedAccounts { id }', HERS.join(' ')), { id });
    const nothing = { sessions: [], signIns: { nodes: [] }, signInMethods: [], recoveryCodesLeft: 0 };
    expect(await ask(clerk([32], { scopes: ['accounts'] }))).toEqual({ data: { _entities: [nothing] } });
    const one = [{ id: expect.any(String) }];
    const hers = { sessions: one, signIns: { nodes: one }, signInMethods: one, recoveryCodesLeft: 1 };
    expect(await ask(citizen({ citizenId: id }))).toEqual({ data: { _entities: [hers] } });
  });

  it('tells a partner that an account is linked, not what it says', async () => {
    const id = await person(subgraph);
    const question = '{ me { linkedAccounts { provider organisationName attributes { name } } } }';
    const partner = partnerFor(id, { scopes: ['accounts'], purposes: ['accounts'] });
    expect(await subgraph.as(partner).ask(question)).toMatchObject({
      data: { me: { linkedAccounts: [{ provider: 'bundid', organisationName: null, attributes: null }] } },
      errors: [{ extensions: { code: 'FORBIDDEN' } }, { extensions: { code: 'FORBIDDEN' } }],
    });
    expect((await subgraph.as(citizen({ citizenId: id })).ask(question)).data).toMatchObject({
      me: { linkedAccounts: [{ attributes: [{ name: 'given_name' }] }] },
    });
  });

  it('has no rows of hers for a clerk, whom the field would let pass', async () => {
    const id = await person(subgraph);
    const asked = await subgraph.as(clerk([32], { scopes: ['accounts'] })).ask(ENTITY, { id });
    expect(asked).toEqual({ data: { _entities: [{ linkedAccounts: [] }] } });
  });

  it('tells nobody his own trust level as that of another', async () => {
    const id = await person(subgraph);
    const level = ENTITY.replace(/linkedAccounts( \{[^}]*\})?/, 'trustLevel');
    expect(await subgraph.as(clerk([32])).ask(level, { id })).toEqual({ data: { _entities: [{ trustLevel: null }] } });
    expect(await subgraph.as(citizen({ citizenId: id })).ask(level, { id })).toMatchObject({
      data: { _entities: [{ trustLevel: expect.any(String) }] },
    });
  });

  it('shows them to a partner she allowed it', async () => {
    const id = await person(subgraph);
    const partner = partnerFor(id, { scopes: ['accounts'], purposes: ['accounts'] });
    expect(await subgraph.as(partner).query('{ me { linkedAccounts { provider } } }')).toEqual({
      me: { linkedAccounts: [{ provider: 'bundid' }] },
    });
  });

  it('shows no table of the OpenID provider to anybody but the hub', async () => {
    const found = await rows<{ name: string }>(
      subgraph,
      `select table_name || ' ' || grantee as name from information_schema.role_table_grants
        where table_name in ('oidc_record', 'signing_key', 'pending_flow', 'staff_office')
          and grantee like 'v\\_%' and grantee <> 'v_system'`,
    );
    expect(found).toEqual([]);
  });
});

describe('consents', () => {
  const LIST =
    '{ me { consents { id client clientName { de } clientProvider clientContact purpose purposeText { de } grantedAt revokedAt } } }';
  const REVOKE = `mutation ($id: ID!, $key: String!) {
    revokeConsent(input: { consentId: $id, idempotencyKey: $key }) { consent { purpose revokedAt } } }`;

  it('lists what she allowed whom, in one statement', async () => {
    const erika = await erikaWith();
    await allow(subgraph, erika.citizenId, 'waste-app', ['home']);
    const { result, statements } = await recordStatements(() => subgraph.as(erika).query(LIST));
    expect(result).toMatchObject({
      me: {
        consents: [
          {
            client: 'waste-app',
            clientName: { de: 'Abfall-App' },
            clientProvider: 'Abfallwirtschaftsbetrieb des Landkreises',
            clientContact: 'datenschutz@abfall.example',
            purpose: 'home',
            purposeText: { de: expect.stringContaining('Ihre Adresse') },
            revokedAt: null,
          },
        ],
      },
    });
    expect(statements).toHaveLength(1);
  });

  it('takes one back: at once, once, and with a new version of her rights', async () => {
    const erika = await erikaWith();
    const [id] = await allow(subgraph, erika.citizenId, 'waste-app', ['home', 'openid']);
    const claims = await tokenClaims(subgraph, erika.citizenId, { client: 'waste-app' });
    const ask = () => subgraph.running.ask('principal', { claims }, systemPrincipal('gateway'));
    expect(await ask()).toMatchObject({ purposes: ['home', 'openid'], version: 1 });
    const first = await subgraph.as(erika).query(REVOKE, { id, key: 'a' });
    expect(first).toMatchObject({ revokeConsent: { consent: { purpose: 'home', revokedAt: expect.any(String) } } });
    expect(await subgraph.as(erika).query(REVOKE, { id, key: 'a' })).toEqual(first);
    expect(await subgraph.as(erika).query(REVOKE, { id, key: 'b' })).toEqual(first);
    expect(await ask()).toMatchObject({ purposes: ['openid'], version: 2 });
    const events = await rows(subgraph, 'select kind, version from event where subject = $1', [id]);
    expect(events).toEqual([{ kind: 'CONSENT_REVOKED', version: 2 }]);
  });

  it.each(['not an id', '01890000-0000-7000-8000-000000000002'])('knows no consent "%s"', async (id) => {
    const asked = await subgraph.as(await erikaWith()).ask(REVOKE, { id, key: 'a' });
    expect(asked).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });

  it('lets nobody take back the consent of another, nor an app its own', async () => {
    const erika = await erikaWith();
    const [id] = await allow(subgraph, erika.citizenId, 'waste-app', ['home']);
    const stranger = await subgraph.as(await erikaWith()).ask(REVOKE, { id, key: 'a' });
    expect(stranger).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    const app = await subgraph.as(partnerFor(erika.citizenId, { scopes: ['consents'] })).ask(REVOKE, { id, key: 'a' });
    expect(app).toMatchObject({ errors: [{ extensions: { code: 'FORBIDDEN' } }] });
    expect(await rows(subgraph, 'select revoked_at from consent where id = $1', [id])).toEqual([{ revoked_at: null }]);
  });
});

describe('changing what is linked, and how she signs in', () => {
  const MUTATIONS = [
    ['unlinkAccount', 'UnlinkAccountInput', 'unlinkedAccountId', (id: string) => ({ linkedAccountId: id })],
    [
      'adoptAttributes',
      'AdoptAttributesInput',
      'linkedAccount { id }',
      (id: string) => ({ linkedAccountId: id, attributes: ['given_name'] }),
    ],
    [
      'refreshLinkedAttributes',
      'RefreshLinkedAttributesInput',
      'redirectUrl',
      (id: string) => ({ linkedAccountId: id, returnUrl: 'http://localhost:4000/konten' }),
    ],
    ['removeSignInMethod', 'RemoveSignInMethodInput', 'methodId', (id: string) => ({ methodId: id })],
    ['endSession', 'EndSessionInput', 'sessionId', (id: string) => ({ sessionId: id })],
  ] as const;
  const STRANGERS: [string, string, (id: string) => Promise<Principal>][] = [
    ['nobody', 'UNAUTHENTICATED', async () => PUBLIC_PRINCIPAL],
    ['another citizen', 'NOT_FOUND', () => signedIn()],
    ['a clerk', 'NOT_FOUND', async () => ({ ...(await signedIn()), kind: 'staff', offices: [32] })],
    ['an app without the scope', 'FORBIDDEN', async (id) => citizen({ citizenId: id, scopes: ['openid'] })],
    [
      'a partner with her consent',
      'FORBIDDEN',
      async (id) => partnerFor(id, { scopes: ['accounts'], purposes: ['accounts'] }),
    ],
  ];

  const STANDS = `select s.ended_at as session, a.version,
      (select count(*)::int from sign_in_method m where m.citizen = $1) as method
    from session s join linked_account a on a.citizen = s.citizen where s.citizen = $1`;

  /** With a session in the database: some changes want a fresh one. */
  async function signedIn() {
    const citizenId = await person(subgraph);
    const { sid } = await tokenClaims(subgraph, citizenId);
    return citizen({ citizenId, session: sid });
  }

  it.each(MUTATIONS.flatMap((mutation) => STRANGERS.map((stranger) => [mutation[0], ...stranger, mutation] as const)))(
    'is not by %s for %s: %s',
    async (_name, _who, code, principalFor, [mutation, input, answer, inputFor]) => {
      const erika = await signedIn();
      const methodId = uuidv7();
      await rows(
        subgraph,
        `insert into sign_in_method (id, citizen, kind, level, label) values ($1, $2, 'email', 'BASIC', 'e')`,
        [methodId, erika.citizenId],
      );
      const [account] = await rows<{ id: string }>(subgraph, 'select id from linked_account where citizen = $1', [
        erika.citizenId,
      ]);
      const ids: Record<string, string> = { removeSignInMethod: methodId, endSession: String(erika.session) };
      const asked = await subgraph
        .as(await principalFor(erika.citizenId))
        .ask(`mutation ($input: ${input}!) { ${mutation}(input: $input) { ${answer} } }`, {
          input: { ...inputFor(ids[mutation] ?? account?.id ?? ''), idempotencyKey: 'a' },
        });
      expect(asked).toMatchObject({ data: { [mutation]: null }, errors: [{ extensions: { code } }] });
      expect(await rows(subgraph, STANDS, [erika.citizenId])).toEqual([{ session: null, method: 1, version: 1 }]);
    },
  );
});

describe('starting to link an account', () => {
  const START = `mutation ($input: StartAccountLinkInput!) {
    startAccountLink(input: $input) { accountLink { id provider state } redirectUrl } }`;
  const HOME = 'http://localhost:4000/konten';
  const start = (principal: Principal, input: object) => subgraph.as(principal).ask(START, { input });

  it('answers where the browser goes; the same key starts one link only', async () => {
    const erika = await erikaWith();
    const input = { provider: 'bundid', returnUrl: HOME, idempotencyKey: 'a' };
    const first = await start(erika, input);
    expect(first.data).toMatchObject({
      startAccountLink: {
        accountLink: { provider: 'bundid', state: 'STARTED' },
        redirectUrl: expect.stringMatching(/^http:\/\/localhost:4000\/link\/start\/[\w-]{36}\.[\w-]{43}$/),
      },
    });
    expect(await start(erika, input)).toEqual(first);
    expect(await start(erika, { ...input, returnUrl: `${HOME}?x` })).toMatchObject({
      errors: [{ extensions: { code: 'IDEMPOTENCY_CONFLICT' } }],
    });
  });

  it.each([
    ['//evil.example/'],
    ['https://evil.example/'],
    ['http://localhost:4000@evil.example/'],
    ['http://localhost:4000.evil.example/'],
    ['http:\\\\localhost:4000/'],
    ['javascript:alert(1)'],
    ['/konten'],
    ['https://waste-app.example/callback/more'],
  ])('refuses to return to %s', async (returnUrl) => {
    const asked = await start(await erikaWith(), { provider: 'bundid', returnUrl });
    expect(asked).toMatchObject({ errors: [{ extensions: { code: 'RETURN_URL_NOT_ALLOWED' } }] });
  });

  it('returns to a registered address too', async () => {
    const input = { provider: 'bundid', returnUrl: 'https://waste-app.example/callback' };
    expect((await start(await erikaWith(), input)).errors).toBeUndefined();
  });

  it.each<[string, (id: string) => Principal, string]>([
    ['nobody', () => PUBLIC_PRINCIPAL, 'UNAUTHENTICATED'],
    ['a citizen without the scope', (id) => citizen({ citizenId: id, scopes: ['openid'] }), 'FORBIDDEN'],
    ['an app without consent', (id) => partnerFor(id, { scopes: ['accounts'] }), 'CONSENT_REQUIRED'],
  ])('is not for %s', async (_who, principalFor, code) => {
    const asked = await start(principalFor(await person(subgraph)), { provider: 'bundid', returnUrl: HOME });
    expect(asked).toMatchObject({ errors: [{ extensions: { code } }] });
  });

  it('knows only the providers of this hub', async () => {
    const asked = await start(await erikaWith(), { provider: 'other', returnUrl: HOME });
    expect(asked).toMatchObject({ errors: [{ extensions: { code: 'UNKNOWN_ACCOUNT_PROVIDER' } }] });
  });
});
