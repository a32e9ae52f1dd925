import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { citizen, clerk, partnerFor } from '../../../platform/testing/principals.ts';
import { recordStatements } from '../../../platform/testing/statements.ts';
import { startTestSubgraph, TestFeed, type TestSubgraph } from '../../../platform/testing/subgraph.ts';
import { type Principal, PUBLIC_PRINCIPAL } from '../../../platform/visa/index.ts';
import { feeId } from '../domain/fee-id.ts';
import { payment } from '../main.ts';
import { announcedFee, changed, OFFICE, submitCase, submitted } from './cases.ts';
import { eventually, rowsOf } from './helpers.ts';

const FEES = `query ($cases: [_Any!]!) { _entities(representations: $cases) { ... on Case {
  fees { id state amount { cents currency } description { de } dueAt case { id } }
} } }`;

let feed: TestFeed;
let hub: TestSubgraph;
beforeAll(async () => {
  feed = new TestFeed('townhall');
  hub = await startTestSubgraph(payment, { feeds: [feed] });
});
afterAll(() => hub.stop());

const representation = (id: string, version = 1) => ({ __typename: 'Case', id, version });
const feesFor = (principal: Principal, id: string, version = 1) =>
  hub.as(principal).ask(FEES, { cases: [representation(id, version)] });
const fees = (states: readonly string[]) => ({ data: { _entities: [{ fees: states.map((state) => ({ state })) }] } });
const refusal = (code: string) => ({
  data: { _entities: [{ fees: null }] },
  errors: [{ extensions: { code } }],
});
const feeEvents = (party: string) =>
  rowsOf<{ kind: string; subject: string; data: object }>(
    hub,
    'select kind, subject, data from event where party = $1 order by id',
    [party],
  );

describe('the fees of a case', () => {
  it('are right at once for a version that has just been shown', async () => {
    const erika = citizen();
    const id = submitCase(feed, erika.citizenId);
    expect(await feesFor(erika, id)).toEqual({
      data: {
        _entities: [
          {
            fees: [
              {
                id: feeId(id, 'urkunde'),
                state: 'OPEN',
                amount: { cents: 1500, currency: 'EUR' },
                description: { de: 'Geburtsurkunde' },
                dueAt: null,
                case: { id },
              },
            ],
          },
        ],
      },
    });
  });

  it('arrive by themselves, once, with one event, however often the log is read', async () => {
    const erika = citizen();
    const first = feed.push(submitted(erika.citizenId, [announcedFee(), announcedFee({ key: 'versand', cents: 160 })]));
    await eventually(async () => expect(await feesFor(erika, first.subject)).toMatchObject(fees(['OPEN', 'OPEN'])));
    feed.push({ ...first });
    feed.push(changed(erika.citizenId, first.subject, 2, 'IN_REVIEW'));
    expect(await feesFor(erika, first.subject, 2)).toMatchObject(fees(['OPEN', 'OPEN']));
    expect((await feeEvents(erika.citizenId)).map(({ kind }) => kind)).toEqual(['FEE_CREATED', 'FEE_CREATED']);
  });

  it('are empty for a case that costs nothing', async () => {
    const erika = citizen();
    expect(await feesFor(erika, submitCase(feed, erika.citizenId, []))).toMatchObject(fees([]));
  });

  it('come after the decision when the catalogue says so', async () => {
    const erika = citizen();
    const id = submitCase(feed, erika.citizenId, [announcedFee({ moment: 'AFTER_DECISION' })]);
    expect(await feesFor(erika, id)).toMatchObject(fees([]));
    expect(await feeEvents(erika.citizenId)).toEqual([]);
    feed.push(changed(erika.citizenId, id, 2, 'DECIDED'));
    expect(await feesFor(erika, id, 2)).toMatchObject(fees(['OPEN']));
    expect(await feeEvents(erika.citizenId)).toEqual([
      { kind: 'FEE_CREATED', subject: feeId(id, 'urkunde'), data: { case: id, cents: 1500, currency: 'EUR' } },
    ]);
  });

  it('are canceled with a withdrawn case, and planned ones never come', async () => {
    const erika = citizen();
    const later = announcedFee({ key: 'bescheid', moment: 'AFTER_DECISION' });
    const id = submitCase(feed, erika.citizenId, [announcedFee(), later]);
    feed.push(changed(erika.citizenId, id, 2, 'WITHDRAWN', 'CASE_WITHDRAWN'));
    expect(await feesFor(erika, id, 2)).toMatchObject(fees(['CANCELED']));
    await eventually(async () =>
      expect((await feeEvents(erika.citizenId)).map(({ kind }) => kind)).toEqual(['FEE_CREATED', 'FEE_CANCELED']),
    );
  });

  it('wait for an event that comes a moment later', async () => {
    const erika = citizen();
    const id = uuidv7();
    const answer = feesFor(erika, id);
    setTimeout(() => feed.push(submitted(erika.citizenId, [announcedFee()], { subject: id })), 150);
    expect(await answer).toMatchObject(fees(['OPEN']));
  });

  it('are withheld with a hint to ask again when the version has not arrived within half a second', async () => {
    const erika = citizen();
    const id = submitCase(feed, erika.citizenId);
    await feesFor(erika, id);
    const asked = Date.now();
    expect(await feesFor(erika, id, 2)).toMatchObject(refusal('NOT_YET_AVAILABLE'));
    expect(Date.now() - asked).toBeLessThan(1_500);
  });

  it('park a case whose event cannot be understood, and that case alone', async () => {
    const erika = citizen();
    const broken = submitCase(feed, erika.citizenId, [announcedFee({ cents: 12.5 })]);
    const whole = submitCase(feed, erika.citizenId);
    expect(await feesFor(erika, broken)).toMatchObject(refusal('NOT_YET_AVAILABLE'));
    expect(await feesFor(erika, whole)).toMatchObject(fees(['OPEN']));
    await eventually(async () =>
      expect(
        await rowsOf(hub, 'select 1 from parked where subject = $1 and parked_at is not null', [broken]),
      ).toHaveLength(1),
    );
  });

  it('of a hundred cases cost two statements', async () => {
    const erika = citizen();
    const ids = Array.from({ length: 100 }, () => submitCase(feed, erika.citizenId));
    const cases = ids.map((id) => representation(id));
    await eventually(async () =>
      expect(await rowsOf(hub, 'select 1 from fee where party = $1', [erika.citizenId])).toHaveLength(100),
    );
    const { result, statements } = await recordStatements(() =>
      hub.as(erika).query<{ _entities: { fees: unknown[] }[] }>(FEES, { cases }),
    );
    expect(result._entities.flatMap((each) => each.fees)).toHaveLength(100);
    expect(statements).toHaveLength(2);
  });
});

describe('who may read the fees of a case', () => {
  it.each<[string, (owner: string) => Principal]>([
    ['its applicant', (owner) => citizen({ citizenId: owner })],
    ['somebody acting for her', (owner) => citizen({ parties: [owner] })],
    ['a clerk of the office in charge', () => clerk([OFFICE])],
    ['a partner app she allowed it', (owner) => partnerFor(owner, { scopes: ['payments'], purposes: ['payments'] })],
  ])('%s', async (_who, principal) => {
    const owner = uuidv7();
    const id = submitCase(feed, owner);
    expect(await feesFor(principal(owner), id)).toMatchObject(fees(['OPEN']));
  });

  it.each<[string, string, (owner: string) => Principal]>([
    ['another citizen', 'NOT_FOUND', () => citizen()],
    [
      'the applicant while she acts for somebody else',
      'NOT_FOUND',
      (o) => citizen({ citizenId: o, parties: [uuidv7()] }),
    ],
    ['a clerk of another office', 'NOT_FOUND', () => clerk([OFFICE + 1])],
    ['the public', 'UNAUTHENTICATED', () => PUBLIC_PRINCIPAL],
    ['a session without the scope', 'FORBIDDEN', (owner) => citizen({ citizenId: owner, scopes: ['cases'] })],
    ['a partner app without consent', 'CONSENT_REQUIRED', (owner) => partnerFor(owner, { scopes: ['payments'] })],
    ['a partner app without the scope', 'FORBIDDEN', (owner) => partnerFor(owner, { purposes: ['payments'] })],
    [
      'a partner app of another citizen',
      'NOT_FOUND',
      () => partnerFor(uuidv7(), { scopes: ['payments'], purposes: ['payments'] }),
    ],
  ])('not %s: %s', async (_who, code, principal) => {
    const owner = uuidv7();
    const id = submitCase(feed, owner);
    expect(await feesFor(principal(owner), id)).toMatchObject(refusal(code));
  });

  it('nobody, of a case that is none', async () => {
    expect(await feesFor(citizen(), 'no-case')).toMatchObject(refusal('NOT_FOUND'));
  });
});
