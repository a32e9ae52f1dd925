import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { recordStatements } from '../../../platform/testing/statements.ts';
import { startTestSubgraph, TestFeed, type TestSubgraph } from '../../../platform/testing/subgraph.ts';
import { type Principal, systemPrincipal } from '../../../platform/visa/index.ts';
import { identity } from '../main.ts';
import { allow, person, tokenClaims } from './person.ts';
import { rows } from './rows.ts';

const townhall = new TestFeed('townhall');
let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await startTestSubgraph(identity, { feeds: [townhall] });
});
afterAll(() => subgraph.stop());

const ask = (claims: object, actingFor?: string) =>
  subgraph.running.ask('principal', { claims, actingFor }, systemPrincipal('gateway')) as Promise<Principal | null>;

/** Asks until the log was followed so far, a second at most. */
async function until(claims: object, isSo: (principal: Principal | null) => boolean): Promise<Principal | null> {
  for (let round = 0; round < 50; round += 1) {
    const principal = await ask(claims);
    if (isSo(principal)) return principal;
    await setTimeout(20);
  }
  throw new Error('The log was not followed.');
}

async function employ(office: number, kind = 'STAFF_ASSIGNED', clerk?: string) {
  const citizen = clerk ?? (await person(subgraph));
  townhall.push({ kind, party: citizen, subject: citizen, office });
  return citizen;
}

describe('the principal question', () => {
  it('makes a citizen of a portal token, in one statement', async () => {
    const citizen = await person(subgraph, 'HIGH');
    const claims = await tokenClaims(subgraph, citizen);
    const { result, statements } = await recordStatements(() => ask(claims));
    expect(result).toEqual({
      kind: 'citizen',
      citizenId: citizen,
      parties: [citizen],
      offices: [],
      authentication: 'SUBSTANTIAL',
      identityProof: 'HIGH',
      scopes: ['openid', 'accounts'],
      purposes: [],
      client: 'portal',
      session: claims.sid,
      version: 1,
    });
    expect(statements).toHaveLength(1);
  });

  it('makes a partner of an app token, with what the citizen allows this app', async () => {
    const citizen = await person(subgraph);
    await allow(subgraph, citizen, 'waste-app', ['openid', 'home']);
    await allow(subgraph, citizen, 'transit-app', ['favourites']);
    const claims = await tokenClaims(subgraph, citizen, { client: 'waste-app', scope: 'openid home' });
    expect(await ask(claims)).toMatchObject({
      kind: 'partner',
      purposes: ['home', 'openid'],
      scopes: ['openid', 'home'],
    });
  });

  it('makes staff of a portal token of somebody with an office who asked for the desk', async () => {
    const clerk = await employ(32);
    const claims = await tokenClaims(subgraph, clerk, { scope: 'openid staff' });
    const principal = await until(claims, (found) => found?.kind === 'staff');
    expect(principal).toMatchObject({ offices: [32], scopes: ['openid', 'staff'], version: 2 });
    expect(await ask({ ...claims, scope: 'openid' })).toMatchObject({ kind: 'citizen', offices: [] });
  });

  it('makes a citizen again of a clerk who left her last office', async () => {
    const clerk = await employ(63);
    const claims = await tokenClaims(subgraph, clerk, { scope: 'openid staff' });
    await until(claims, (found) => found?.kind === 'staff');
    await employ(63, 'STAFF_REMOVED', clerk);
    expect(await until(claims, (found) => found?.kind === 'citizen')).toMatchObject({ scopes: ['openid'], version: 3 });
  });

  it('makes no staff of somebody without an office, whatever she asked for', async () => {
    const claims = await tokenClaims(subgraph, await person(subgraph), { scope: 'openid staff' });
    expect(await ask(claims)).toMatchObject({ kind: 'citizen', offices: [], scopes: ['openid'] });
  });

  it('lets an app allowed to act in her absence go on after the session, as weakly as BASIC', async () => {
    const citizen = await person(subgraph, 'HIGH');
    await allow(subgraph, citizen, 'waste-app', ['openid', 'offline_access']);
    const claims = await tokenClaims(subgraph, citizen, { client: 'waste-app', level: 'HIGH', expired: true });
    expect(await ask(claims)).toMatchObject({ kind: 'partner', authentication: 'BASIC' });
  });

  const UPDATES: [string, string][] = [
    ['the session was ended', 'update session set ended_at = now() where citizen = $1'],
    ['the session is over by time', `update session set expires_at = now() where citizen = $1`],
    ['the citizen is gone', 'delete from citizen where id = $1'],
    ['the grant was revoked', `delete from oidc_record where payload->>'accountId' = $1::text`],
    ['the grant has expired', `update oidc_record set expires_at = now() where payload->>'accountId' = $1::text`],
  ];
  it.each(UPDATES)('answers null when %s', async (_what, statement) => {
    const citizen = await person(subgraph);
    const claims = await tokenClaims(subgraph, citizen);
    expect(await ask(claims)).not.toBeNull();
    await rows(subgraph, statement, [citizen]);
    expect(await ask(claims)).toBeNull();
  });

  it('answers null to an app whose last consent she took back', async () => {
    const citizen = await person(subgraph);
    await allow(subgraph, citizen, 'waste-app', ['openid']);
    const claims = await tokenClaims(subgraph, citizen, { client: 'waste-app' });
    expect(await ask(claims)).not.toBeNull();
    await rows(subgraph, 'update consent set revoked_at = now() where citizen = $1', [citizen]);
    expect(await ask(claims)).toBeNull();
  });

  it.each([
    ['another citizen', { sub: '01890000-0000-7000-8000-000000000001' }],
    ['an unknown app', { client_id: 'nobody' }],
    ['the grant of another app', { client_id: 'waste-app' }],
    ['a session that is no id', { grant: "x' or true --.y" }],
    ['no grant', { grant: undefined }],
  ])('answers null to a token with %s', async (_what, changes) => {
    const claims = await tokenClaims(subgraph, await person(subgraph));
    expect(await ask({ ...claims, ...changes })).toBeNull();
  });

  it('lets nobody act for somebody else', async () => {
    const [erika, max] = [await person(subgraph), await person(subgraph)];
    const claims = await tokenClaims(subgraph, erika);
    expect(await ask(claims, erika)).toMatchObject({ parties: [erika] });
    expect(await ask(claims, max)).toBeNull();
  });
});

describe('the principals question', () => {
  const askAll = (questions: unknown) =>
    subgraph.running.ask('principals', { questions }, systemPrincipal('gateway')) as Promise<unknown[]>;
  const APP = { client_id: 'fachverfahren', sub: 'fachverfahren', scope: 'staff', jti: 'a-token' };

  /** One of each sort, good and bad ones in a row. */
  async function everySort(): Promise<{ claims: Record<string, unknown>; actingFor?: string }[]> {
    const [erika, max, gone] = [await person(subgraph, 'HIGH'), await person(subgraph), await person(subgraph)];
    await allow(subgraph, max, 'waste-app', ['openid', 'home']);
    const claims = await tokenClaims(subgraph, erika);
    const ended = await tokenClaims(subgraph, gone);
    await rows(subgraph, 'update session set ended_at = now() where citizen = $1', [gone]);
    const takenBack = crypto.randomUUID();
    await rows(
      subgraph,
      `insert into oidc_record (model, id, payload, expires_at)
       values ('RevokedToken', $1, '{}', now() + interval '1 hour')`,
      [takenBack],
    );
    return [
      { claims },
      { claims, actingFor: erika },
      { claims, actingFor: max },
      { claims: ended },
      { claims: { ...claims, kid: 'of no key' } },
      { claims: await tokenClaims(subgraph, max, { client: 'waste-app', scope: 'openid home' }) },
      { claims: await tokenClaims(subgraph, erika, { client: 'waste-app' }) },
      { claims: { ...claims, client_id: 'nobody' } },
      { claims: { ...claims, grant: 'no grant' } },
      { claims: APP },
      { claims: { ...APP, jti: takenBack } },
      { claims: { ...APP, kid: 'of no key' } },
      { claims },
    ];
  }

  it('is answered for each as if she were asked about alone', async () => {
    const questions = await everySort();
    const alone = await Promise.all(
      questions.map((question) => subgraph.running.ask('principal', question, systemPrincipal('gateway'))),
    );
    expect(alone.map((principal) => principal !== null)).toEqual([
      true,
      true,
      false,
      false,
      false,
      true,
      false,
      false,
      false,
      true,
      false,
      false,
      true,
    ]);
    expect(await askAll(questions)).toEqual(alone.map((principal) => ({ principal })));
  });

  it('takes two statements for two hundred tokens, one for persons and one for apps', async () => {
    const questions = await everySort();
    const many = Array.from({ length: 200 }, (_, n) => questions[n % questions.length]);
    const { result, statements } = await recordStatements(() => askAll(many));
    expect(result).toHaveLength(200);
    expect(statements).toHaveLength(2);
  });

  it('fails for the one that cannot be read, and for no other', async () => {
    const claims = await tokenClaims(subgraph, await person(subgraph));
    expect(await askAll([{ claims }, {}, { claims }])).toEqual([
      { principal: expect.objectContaining({ kind: 'citizen' }) },
      { failed: true },
      { principal: expect.objectContaining({ kind: 'citizen' }) },
    ]);
  });

  it.each([
    ['no list', {}],
    ['too long a list', Array(501).fill({ claims: {} })],
  ])('refuses %s', async (_what, questions) => {
    await expect(askAll(questions)).rejects.toMatchObject({ code: 'BAD_USER_INPUT' });
  });
});

describe('ensuring a citizen', () => {
  it('makes the same one each time, tells of her once, and keeps the id that was wished', async () => {
    const question = { provider: 'bundid', issuer: 'https://id.example', subject: 'wished', level: 'BASIC' };
    const wished = '01890000-0000-7000-8000-0000000000aa';
    const ensure = (more: object) =>
      subgraph.running.ask('ensureCitizen', { ...question, ...more }, systemPrincipal('hub'));
    const answers = await Promise.all([ensure({ citizenId: wished }), ensure({ citizenId: wished }), ensure({})]);
    const [first] = answers as { citizenId: string }[];
    expect(answers).toEqual([first, first, first]);
    const found = await rows(subgraph, `select kind, party, version, data from event where subject = $1`, [
      first?.citizenId,
    ]);
    expect(found).toEqual([
      { kind: 'CITIZEN_REGISTERED', party: first?.citizenId, version: 1, data: { provider: 'bundid' } },
    ]);
  });

  it('tells the attributes of the best linked account, each with its level', async () => {
    const citizen = await person(subgraph, 'HIGH');
    expect(await subgraph.running.ask('attributes', { citizenId: citizen }, systemPrincipal('account'))).toEqual({
      provider: 'bundid',
      level: 'HIGH',
      attributes: { given_name: { value: 'Erika', level: 'HIGH' } },
    });
  });

  it('keeps what was proven strongly when a weaker sign-in follows', async () => {
    const citizen = await person(subgraph, 'HIGH', 'strong-then-weak');
    expect(await person(subgraph, 'BASIC', 'strong-then-weak')).toBe(citizen);
    const found = await rows(
      subgraph,
      'select proof, level from citizen c join linked_account a on a.citizen = c.id where c.id = $1',
      [citizen],
    );
    expect(found).toEqual([{ proof: 'HIGH', level: 'HIGH' }]);
  });
});
