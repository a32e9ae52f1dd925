import { describe, expect, it } from '@jest/globals';
import { type Principal, PUBLIC_PRINCIPAL } from '../../../platform/visa/index.ts';
import { citizen, makeHub } from '../harness.ts';

const townhall = {
  name: 'townhall',
  typeDefs: `
    type Query { me: Citizen  open: String  closed: Int! @authenticated  money: Money  mood: Mood  vault: Vault }
    type Mutation { pay: Receipt @authenticated  look: Receipt }
    type Receipt { number: Int  by: String @authenticated }
    type Citizen @key(fields: "id") {
      id: ID!
      cases: [Case!]
      must: Must
      signed: String @authenticated
      scoped: String @requiresScopes(scopes: [["a", "b"], ["c"]])
      basic: String @policy(policies: [["trust:BASIC"]])
      substantial: String @policy(policies: [["trust:SUBSTANTIAL"]])
      high: String @policy(policies: [["trust:HIGH"]])
      taxed: String @policy(policies: [["consent:tax"]])
      both: String @policy(policies: [["trust:HIGH", "consent:tax"]])
      either: String @policy(policies: [["trust:HIGH"], ["consent:tax"]])
      all: String @authenticated @requiresScopes(scopes: [["a"]]) @policy(policies: [["consent:tax", "trust:HIGH"]])
      strange: String @policy(policies: [["full-moon"]])
    }
    type Case { number: Int  fees: [Fee!] @authenticated }
    type Fee { cents: Int! }
    type Must { shown: String  never: String! @authenticated }
    type Vault @authenticated { gold: Int }
    scalar Money @authenticated
    enum Mood @policy(policies: [["trust:HIGH"]]) { GOOD BAD }`,
  resolvers: {
    Query: {
      me: () => ({
        id: '1',
        cases: [{ number: 7, fees: [{ cents: 5 }] }],
        must: { shown: 'x', never: 'y' },
        ...Object.fromEntries(
          ['signed', 'scoped', 'basic', 'substantial', 'high', 'taxed', 'both', 'either', 'all', 'strange'].map((f) => [
            f,
            f,
          ]),
        ),
      }),
      open: () => 'open',
      closed: () => 1,
      money: () => 5,
      mood: () => 'GOOD',
      vault: () => ({ gold: 1 }),
    },
    Mutation: { pay: () => ({ number: 1 }), look: () => ({ number: 2, by: 'her' }) },
  },
};

const hub = () => makeHub([townhall]);
const strong = { authentication: 'HIGH', identityProof: 'HIGH' } as const;
const partner = (given: Partial<Principal> = {}) => citizen({ kind: 'partner', client: 'waste-app', ...given });

const cells: [field: string, who: string, principal: Principal, code: string | undefined, details?: object][] = [
  ['signed', 'nobody', PUBLIC_PRINCIPAL, 'UNAUTHENTICATED'],
  ['signed', 'a citizen', citizen(), undefined],
  ['scoped', 'nobody', PUBLIC_PRINCIPAL, 'UNAUTHENTICATED'],
  ['scoped', 'a citizen without scopes', citizen(), 'FORBIDDEN', { scopes: ['c'] }],
  ['scoped', 'a citizen with half of a pair', citizen({ scopes: ['a'] }), 'FORBIDDEN', { scopes: ['b'] }],
  ['scoped', 'a citizen with the pair', citizen({ scopes: ['a', 'b'] }), undefined],
  ['scoped', 'a citizen with the other', citizen({ scopes: ['c'] }), undefined],
  ['basic', 'nobody', PUBLIC_PRINCIPAL, 'UNAUTHENTICATED'],
  ['basic', 'a citizen', citizen(), undefined],
  [
    'substantial',
    'a citizen at BASIC',
    citizen(),
    'TRUST_LEVEL_REQUIRED',
    { required: 'SUBSTANTIAL', methods: ['elster', 'eid'] },
  ],
  [
    'high',
    'a strong sign-in, weak identity',
    citizen({ authentication: 'HIGH' }),
    'TRUST_LEVEL_REQUIRED',
    { required: 'HIGH', methods: ['eid'] },
  ],
  ['high', 'a citizen at HIGH', citizen(strong), undefined],
  ['taxed', 'a citizen in the portal', citizen(), undefined],
  ['taxed', 'an app without consent', partner(), 'CONSENT_REQUIRED', { purpose: 'tax' }],
  ['taxed', 'an app with consent', partner({ purposes: ['tax'] }), undefined],
  ['both', 'an app lacking both', partner(), 'CONSENT_REQUIRED', { purpose: 'tax' }],
  [
    'both',
    'an app lacking the level',
    partner({ purposes: ['tax'] }),
    'TRUST_LEVEL_REQUIRED',
    { required: 'HIGH', methods: ['eid'] },
  ],
  ['both', 'an app with both', partner({ purposes: ['tax'], ...strong }), undefined],
  ['either', 'an app with consent only', partner({ purposes: ['tax'] }), undefined],
  ['either', 'an app at HIGH only', partner(strong), undefined],
  ['either', 'an app with neither', partner(), 'TRUST_LEVEL_REQUIRED', { required: 'HIGH', methods: ['eid'] }],
  ['all', 'nobody', PUBLIC_PRINCIPAL, 'UNAUTHENTICATED'],
  ['all', 'an app with nothing', partner(), 'CONSENT_REQUIRED', { purpose: 'tax' }],
  ['all', 'an app with consent', partner({ purposes: ['tax'] }), 'FORBIDDEN', { scopes: ['a'] }],
  [
    'all',
    'an app with consent and scope',
    partner({ purposes: ['tax'], scopes: ['a'] }),
    'TRUST_LEVEL_REQUIRED',
    { required: 'HIGH', methods: ['eid'] },
  ],
  ['all', 'an app with everything', partner({ purposes: ['tax'], scopes: ['a'], ...strong }), undefined],
  ['strange', 'a citizen at HIGH: nobody meets an unknown policy', citizen(strong), 'FORBIDDEN'],
];

describe('a field that carries a right', () => {
  it.each(cells.map(([field, who, as, code, details]) => ({ field, who, as, code, details })))(
    '$field for $who',
    async ({ field, as, code, details }) => {
      const { data, errors } = await hub().run(`{ open me { id ${field} } }`, { as });
      const error = code && { path: ['me', field], extensions: details ? { code, details } : { code } };
      expect(data).toEqual({ open: 'open', me: { id: '1', [field]: code ? null : field } });
      expect(errors?.map(({ path, extensions }) => ({ path, extensions }))).toEqual(error ? [error] : undefined);
    },
  );

  it('is never fetched when it is withheld', async () => {
    const one = hub();
    await one.run('{ me { id signed } }');
    expect(one.calls.map(({ document }) => document).join()).not.toContain('signed');
  });

  it('gives one error for a whole list, its path stopping there with @', async () => {
    const { data, errors } = await hub().run('{ me { cases { number f: fees { cents } } } }');
    expect(data).toEqual({ me: { cases: [{ number: 7, f: null }] } });
    expect(errors?.map(({ path }) => path)).toEqual([['me', 'cases', '@', 'f']]);
  });

  it('takes its nullable parent along when it may not be null, without a second error', async () => {
    const { data, errors } = await hub().run('{ me { id must { shown never } } }');
    expect(data).toEqual({ me: { id: '1', must: null } });
    expect(errors?.map(({ path }) => path)).toEqual([['me', 'must', 'never']]);
  });

  it('nulls the answer when a root field may not be null', async () => {
    const { data, errors } = await hub().run('{ closed open }');
    expect(data).toBeNull();
    expect(errors?.map(({ extensions }) => extensions?.code)).toEqual(['UNAUTHENTICATED']);
  });

  it.each([
    ['a scalar', 'money', citizen(), 5],
    ['an enum', 'mood', citizen(strong), 'GOOD'],
    ['an object', 'vault { gold }', citizen(), { gold: 1 }],
  ])('may get it from the type it returns: %s', async (_what, selection, who, value) => {
    const name = selection.split(' ')[0] as string;
    expect((await hub().run(`{ ${selection} }`)).data).toEqual({ [name]: null });
    expect((await hub().run(`{ ${selection} }`, { as: who })).data).toEqual({ [name]: value });
  });

  it('is withheld wherever it is selected: alias, fragment, merged selection', async () => {
    const { data, errors } = await hub().run(`
      { me { x: signed ...F ... on Citizen { signed } } me { y: signed } }
      fragment F on Citizen { z: signed }`);
    expect(data).toEqual({ me: { x: null, z: null, signed: null, y: null } });
    expect(errors?.map(({ path }) => path?.at(-1))).toEqual(['x', 'z', 'signed', 'y']);
  });

  it('gives no error when it is skipped', async () => {
    const query = 'query ($on: Boolean!) { me { id signed @include(if: $on) } }';
    expect((await hub().run(query, { variables: { on: false } })).errors).toBeUndefined();
  });

  it('answers without asking anybody when nothing else is selected', async () => {
    const one = hub();
    const { data, errors } = await one.run('{ vault { gold } money }');
    expect({ data, calls: one.calls, count: errors?.length }).toEqual({
      data: { vault: null, money: null },
      calls: [],
      count: 2,
    });
  });

  it('still tells whether the object is there when nothing of it may be seen', async () => {
    expect((await hub().run('{ me { signed } }')).data).toEqual({ me: { signed: null } });
  });

  it('keeps a withheld mutation from happening, and only hides a field of an allowed one', async () => {
    const one = hub();
    const { data } = await one.run('mutation { pay { number } look { number by } }');
    expect(data).toEqual({ pay: null, look: { number: 2, by: null } });
    expect(one.calls.map(({ document }) => document)).toEqual(['mutation{look{number}}']);
  });

  it('keeps the plans of different principals apart', async () => {
    const one = hub();
    const query = '{ me { signed high } }';
    const seen = async (as: Principal) => (await one.run(query, { as })).data;
    expect(await seen(PUBLIC_PRINCIPAL)).toEqual({ me: { signed: null, high: null } });
    expect(await seen(citizen(strong))).toEqual({ me: { signed: 'signed', high: 'high' } });
    expect(await seen(citizen())).toEqual({ me: { signed: 'signed', high: null } });
    expect(await seen(PUBLIC_PRINCIPAL)).toEqual({ me: { signed: null, high: null } });
  });

  it('is like any other in open mode', async () => {
    const one = makeHub([townhall], { enforceRights: false });
    expect(await one.run('{ me { all strange } vault { gold } }')).toEqual({
      data: { me: { all: 'all', strange: 'strange' }, vault: { gold: 1 } },
      errors: undefined,
    });
  });
});
