import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { citizen, clerk, partnerFor } from '../../../platform/testing/principals.ts';
import { recordStatements } from '../../../platform/testing/statements.ts';
import { startTestSubgraph } from '../../../platform/testing/subgraph.ts';
import { type Principal, PUBLIC_PRINCIPAL } from '../../../platform/visa/index.ts';
import { payAt } from '../../../sandbox/drive.ts';
import { payment } from '../main.ts';
import { announcedFee, changed, OFFICE } from './cases.ts';
import { eventually, rowsOf } from './helpers.ts';
import { RETURN_URL, Town } from './town.ts';

let town: Town;
beforeAll(async () => {
  town = await Town.start({ PAYPAGE_TIMEOUT_MS: '1500' });
});
afterAll(() => town.stop());
afterEach(() => town.sandbox.misbehave.stop());

const refusal = (code: string, details?: object) => ({
  data: { startPayment: null },
  errors: [{ extensions: { code, ...(details && { details }) } }],
});

describe('paying a fee', () => {
  it('goes from the fee to the receipt, and is booked once', async () => {
    const erika = citizen();
    const [fee = '', post = ''] = await town.feesOf(erika.citizenId, [
      announcedFee(),
      announcedFee({ key: 'versand', cents: 160, purpose: 'Versand' }),
    ]);
    const started = await town.start(erika, [fee, post]);
    expect(started).toMatchObject({
      redirectUrl: expect.stringContaining(town.sandbox.url),
      payment: { state: 'STARTED', amount: { cents: 1660 }, fees: [{ id: fee }, { id: post }] },
    });
    const { id } = started.payment;
    expect(await payAt(started.redirectUrl ?? '', 'pay')).toBe(`http://localhost:4000/pay/return/${id}`);

    const row = await town.reaches(id, 'PAID');
    expect(row.receipt_number).toMatch(/^Q\d{4}-\d{7}$/);
    expect(await town.feeStates([fee, post])).toEqual(['PAID', 'PAID']);
    expect(await town.ledger(id)).toEqual([
      { account: 'PROVIDER', fee_id: null, cents: 1660 },
      ...[fee, post].sort().map((each) => ({ account: 'FEE', fee_id: each, cents: each === fee ? -1500 : -160 })),
    ]);
    expect(town.bookings(id)).toMatchObject([{ amountCents: 1660, currency: 'EUR', reference: row.reference }]);
  });

  it('tells the log each step once, and at its end what was paid', async () => {
    const erika = citizen();
    const [fee = ''] = await town.feesOf(erika.citizenId);
    const id = await town.pay(erika, [fee]);
    const { reference, receipt_number: receiptNumber } = await town.reaches(id, 'PAID');
    const events = await town.events(id);
    expect(events.map(({ kind, version }) => [kind, version])).toEqual([
      ['PAYMENT_CREATED', 1],
      ['PAYMENT_STARTED', 2],
      ['PAYMENT_PAID', 3],
    ]);
    expect(events[2]).toMatchObject({
      party: erika.citizenId,
      data: {
        fees: [{ id: fee, case: expect.any(String) }],
        cents: 1500,
        reference,
        receiptNumber,
        serviceNames: [{ de: 'Geburtsurkunde', en: 'Birth certificate', leicht: 'Geburts-Urkunde' }],
      },
    });
    expect((await town.events(fee)).map(({ kind }) => kind)).toEqual(['FEE_CREATED', 'FEE_PAID']);
  });

  it('tells the payment service nothing about the citizen', async () => {
    const erika = citizen();
    const fees = await town.feesOf(erika.citizenId, [announcedFee({ purpose: 'Führungszeugnis für Ämter & Co.' })]);
    const { payment } = await town.start(erika, fees);
    const [{ request } = { request: {} }] = await rowsOf<{ request: object }>(
      town.hub,
      'select request from payment where id = $1',
      [payment.id],
    );
    expect(request).toMatchObject({
      requestId: payment.id,
      grosAmount: 15,
      currency: 'EUR',
      purpose: '2027-000123 Fuehrungszeugni',
      items: [{ id: fees[0], reference: '2027-000123', description: 'Geburtsurkunde', totalNetAmount: 15 }],
    });
    expect(JSON.stringify(request)).not.toContain(erika.citizenId);
  });

  it('shows her payments, newest first, page by page', async () => {
    const erika = citizen();
    const ids: string[] = [];
    for (let n = 0; n < 3; n += 1)
      ids.unshift((await town.start(erika, await town.feesOf(erika.citizenId))).payment.id);
    const LIST = `query ($after: String) { me { payments(first: 2, after: $after) {
      cursor nodes { id state startedAt method reference } pageInfo { hasNextPage endCursor }
    } } }`;
    interface Page {
      me: {
        payments: { cursor: string; nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } };
      };
    }
    const first = (await town.hub.as(erika).query<Page>(LIST)).me.payments;
    expect(first.nodes.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    expect(first.cursor).toEqual(expect.any(String));
    const second = (await town.hub.as(erika).query<Page>(LIST, { after: first.pageInfo.endCursor })).me.payments;
    expect(second).toMatchObject({ nodes: [{ id: ids[2] }], pageInfo: { hasNextPage: false } });
    expect(await town.hub.as(erika).ask(LIST, { after: 'a2s6bm8gaWQ' })).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    });
  });

  it('lists payments with their fees in three statements', async () => {
    const erika = citizen();
    for (let n = 0; n < 3; n += 1) await town.start(erika, await town.feesOf(erika.citizenId));
    const { result, statements } = await recordStatements(() =>
      town.hub
        .as(erika)
        .query<{ me: { payments: { nodes: { fees: object[] }[] } } }>(
          '{ me { payments { nodes { id fees { id amount { cents } description { de } case { id } } } } } }',
        ),
    );
    expect(result.me.payments.nodes.map(({ fees }) => fees.length)).toEqual([1, 1, 1]);
    expect(statements).toHaveLength(3);
  });
});

describe('the live steps of payments', () => {
  const LIVE = 'subscription ($after: String) { paymentEvents(after: $after) { state payment { id } } }';

  it('come in order, and continue after the cursor of the list without loss', async () => {
    const erika = citizen();
    const fees = await town.feesOf(erika.citizenId);
    const { me } = await town.hub
      .as(erika)
      .query<{ me: { payments: { cursor: string } } }>('{ me { payments { cursor } } }');
    const id = await town.pay(erika, fees);
    await town.reaches(id, 'PAID');
    const stream = town.hub.as(erika).subscribe(LIVE, { after: me.payments.cursor });
    const states: unknown[] = [];
    for await (const { data } of stream) {
      if (data) states.push(data.paymentEvents);
      if (states.length === 3) break;
    }
    expect(states).toEqual(['CREATED', 'STARTED', 'PAID'].map((state) => ({ state, payment: { id } })));
  });

  it.each<[string, string, () => Principal]>([
    ['the public', 'UNAUTHENTICATED', () => PUBLIC_PRINCIPAL],
    ['a session without the scope', 'FORBIDDEN', () => citizen({ scopes: ['cases'] })],
    ['a partner app without consent', 'CONSENT_REQUIRED', () => partnerFor(uuidv7(), { scopes: ['payments'] })],
    ['a clerk', 'FORBIDDEN', () => clerk([OFFICE])],
    ['a clerk with the scopes of a citizen', 'FORBIDDEN', () => clerk([OFFICE], { scopes: ['staff', 'payments'] })],
  ])('are not for %s: %s', async (_who, code, principal) => {
    const stream = town.hub.as(principal()).subscribe(LIVE);
    expect((await stream.next()).value).toMatchObject({ errors: [{ extensions: { code } }] });
    await stream.return();
  });

  it('are not for somebody with her cursor', async () => {
    const { me } = await town.hub
      .as(citizen())
      .query<{ me: { payments: { cursor: string } } }>('{ me { payments { cursor } } }');
    const stream = town.hub.as(citizen()).subscribe(LIVE, { after: me.payments.cursor });
    expect((await stream.next()).value).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    await stream.return();
  });
});

describe('one payment, however often it is asked for', () => {
  it('is the same for fifty calls with one key at once', async () => {
    const erika = citizen();
    const fees = await town.feesOf(erika.citizenId);
    const calls = Array.from({ length: 50 }, () => town.start(erika, fees, { idempotencyKey: 'one' }));
    const answers = await Promise.all(calls);
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toHaveProperty('size', 1);
    const mine = town.sandbox.misbehave
      .ledger()
      .payments.filter(({ requestId }) => requestId === answers[0]?.payment.id);
    expect(mine).toHaveLength(1);
    expect(await rowsOf(town.hub, 'select 1 from payment where party = $1', [erika.citizenId])).toHaveLength(1);
  });

  it('is refused when the key comes with another body', async () => {
    const erika = citizen();
    const [fee = '', other = ''] = await town.feesOf(erika.citizenId, [
      announcedFee(),
      announcedFee({ key: 'versand' }),
    ]);
    await town.start(erika, [fee], { idempotencyKey: 'two' });
    expect(await town.ask(erika, [other], { idempotencyKey: 'two' })).toMatchObject(refusal('IDEMPOTENCY_CONFLICT'));
  });

  it('does not mind that another citizen uses the same key', async () => {
    const [erika, max] = [citizen(), citizen()];
    const one = await town.start(erika, await town.feesOf(erika.citizenId), { idempotencyKey: 'three' });
    const two = await town.start(max, await town.feesOf(max.citizenId), { idempotencyKey: 'three' });
    expect(one.payment.id).not.toBe(two.payment.id);
  });

  it('is the same in a second tab with a key of its own', async () => {
    const erika = citizen();
    const fees = await town.feesOf(erika.citizenId, [announcedFee(), announcedFee({ key: 'versand' })]);
    const tabs = await Promise.all([
      town.start(erika, fees, { idempotencyKey: 'tab-1' }),
      town.start(erika, fees.toReversed(), { idempotencyKey: 'tab-2' }),
    ]);
    expect(tabs[0]).toEqual(tabs[1]);
    expect(await town.start(erika, fees.toReversed(), { idempotencyKey: 'tab-2' })).toEqual(tabs[1]);
  });

  it('is named when only some of its fees are asked for', async () => {
    const erika = citizen();
    const [fee = '', other = ''] = await town.feesOf(erika.citizenId, [
      announcedFee(),
      announcedFee({ key: 'versand' }),
    ]);
    const { payment } = await town.start(erika, [fee]);
    expect(await town.ask(erika, [fee, other])).toMatchObject(
      refusal('FEE_ALREADY_IN_PAYMENT', { payment: payment.id, fees: [fee] }),
    );
  });

  it('leaves a fee payable again after it was canceled or failed', async () => {
    const erika = citizen();
    const fees = await town.feesOf(erika.citizenId);
    const canceled = await town.pay(erika, fees, 'cancel');
    await town.reaches(canceled, 'CANCELED');
    const failed = await town.pay(erika, fees, 'fail');
    await town.reaches(failed, 'FAILED');
    const paid = await town.pay(erika, fees);
    await town.reaches(paid, 'PAID');
    expect(new Set([canceled, failed, paid])).toHaveProperty('size', 3);
    expect(await town.ask(erika, fees)).toMatchObject(refusal('STATE_CONFLICT', { fee: fees[0], state: 'PAID' }));
  });
});

describe('what cannot be paid', () => {
  it.each<[string, string, object]>([
    ['no fee', 'BAD_USER_INPUT', { feeIds: [] }],
    ['a hundred fees', 'BAD_USER_INPUT', { feeIds: Array.from({ length: 100 }, () => uuidv7()) }],
    ['something that is no fee', 'NOT_FOUND', { feeIds: ['fee'] }],
    ['a fee that does not exist', 'NOT_FOUND', { feeIds: [uuidv7()] }],
    ['a fee without a key', 'BAD_USER_INPUT', { idempotencyKey: '' }],
    ['a fee with a key too long', 'BAD_USER_INPUT', { idempotencyKey: 'k'.repeat(256) }],
    ['a fee with a key of other letters', 'BAD_USER_INPUT', { idempotencyKey: 'schlüssel' }],
  ])('%s: %s', async (_what, code, input) => {
    const erika = citizen();
    expect(await town.ask(erika, await town.feesOf(erika.citizenId), input)).toMatchObject(refusal(code));
  });

  it.each([
    'https://evil.example/',
    '//evil.example/',
    '/vorgang/1',
    'http://localhost:4000@evil.example/',
    'http://me:pw@localhost:4000/',
    'http://localhost:4001/',
    'https://localhost:4000/',
    'https://app.example.evil.example/',
    'javascript:alert(1)',
    '',
  ])('anything that ends at %s', async (returnUrl) => {
    const erika = citizen();
    const fees = await town.feesOf(erika.citizenId);
    expect(await town.ask(erika, fees, { returnUrl })).toMatchObject(refusal('BAD_USER_INPUT'));
    expect(await rowsOf(town.hub, 'select 1 from payment where party = $1', [erika.citizenId])).toEqual([]);
  });

  it('anything that ends at an address without end', async () => {
    const erika = citizen();
    const returnUrl = `http://localhost:4000/${'x'.repeat(2_000)}`;
    expect(await town.ask(erika, await town.feesOf(erika.citizenId), { returnUrl })).toMatchObject(
      refusal('BAD_USER_INPUT'),
    );
  });

  it('the same fee twice in one payment', async () => {
    const erika = citizen();
    const [fee = ''] = await town.feesOf(erika.citizenId);
    expect(await town.ask(erika, [fee, fee])).toMatchObject(refusal('BAD_USER_INPUT'));
  });

  it('fees of two currencies together', async () => {
    const erika = citizen();
    const fees = await town.feesOf(erika.citizenId, [announcedFee(), announcedFee({ key: 'b', currency: 'CHF' })]);
    expect(await town.ask(erika, fees)).toMatchObject(refusal('BAD_USER_INPUT'));
  });

  it('a fee that waits for the decision', async () => {
    const erika = citizen();
    const fees = await town.feesOf(erika.citizenId, [announcedFee({ moment: 'AFTER_DECISION' })]);
    expect(await town.ask(erika, fees)).toMatchObject(refusal('NOT_FOUND'));
  });

  it('a fee whose case was withdrawn', async () => {
    const erika = citizen();
    const fees = await town.feesOf(erika.citizenId);
    const caseId = town.feed.events.at(-1)?.subject ?? '';
    town.feed.push(changed(erika.citizenId, caseId, 2, 'WITHDRAWN', 'CASE_WITHDRAWN'));
    await eventually(async () => expect(await town.feeStates(fees)).toEqual(['CANCELED']));
    expect(await town.ask(erika, fees)).toMatchObject(refusal('STATE_CONFLICT', { state: 'CANCELED' }));
  });

  it('anything where no payment service is configured', async () => {
    const hub = await startTestSubgraph(payment);
    try {
      const asked = await hub
        .as(citizen())
        .ask('mutation ($input: StartPaymentInput!) { startPayment(input: $input) { redirectUrl } }', {
          input: { feeIds: [uuidv7()], returnUrl: RETURN_URL, idempotencyKey: 'k' },
        });
      expect(asked).toMatchObject(refusal('UNAVAILABLE'));
    } finally {
      await hub.stop();
    }
  });

  it('what the payment service refuses; its fee stays payable', async () => {
    const town = await Town.start({ PAYPAGE_ORIGINATOR: 'not allowed: blanks' });
    try {
      const erika = citizen();
      const fees = await town.feesOf(erika.citizenId);
      const input = { idempotencyKey: 'refused' };
      expect(await town.ask(erika, fees, input)).toMatchObject(refusal('PAYMENT_REFUSED'));
      expect(await town.ask(erika, fees, input)).toMatchObject(refusal('PAYMENT_REFUSED'));
      expect(await town.feeStates(fees)).toEqual(['OPEN']);
      expect(await rowsOf(town.hub, 'select 1 from payment_fee where active')).toEqual([]);
    } finally {
      await town.stop();
    }
  });
});

describe('who may pay and see payments', () => {
  const ALLOWED = { scopes: ['payments'], purposes: ['payments'] };
  it.each<[string, (owner: string) => Principal]>([
    ['the citizen', (owner) => citizen({ citizenId: owner })],
    ['somebody acting for her', (owner) => citizen({ parties: [owner] })],
    ['a partner app she allowed it', (owner) => partnerFor(owner, ALLOWED)],
  ])('%s', async (_who, principal) => {
    const owner = uuidv7();
    const fees = await town.feesOf(owner);
    const { payment } = await town.start(principal(owner), fees, { returnUrl: 'https://app.example/danke' });
    const asked = await town.hub.as(principal(owner)).query('query ($id: ID!) { payment(id: $id) { id } }', payment);
    expect(asked).toEqual({ payment: { id: payment.id } });
  });

  it.each<[string, string, (owner: string) => Principal]>([
    ['another citizen', 'NOT_FOUND', () => citizen()],
    ['a clerk, even of the office', 'FORBIDDEN', () => clerk([OFFICE], { scopes: ['payments', 'staff'] })],
    ['the public', 'UNAUTHENTICATED', () => PUBLIC_PRINCIPAL],
    ['a session without the scope', 'FORBIDDEN', (owner) => citizen({ citizenId: owner, scopes: ['cases'] })],
    ['a partner app without consent', 'CONSENT_REQUIRED', (o) => partnerFor(o, { scopes: ['payments'] })],
    ['a partner app without the scope', 'FORBIDDEN', (o) => partnerFor(o, { purposes: ['payments'] })],
    ['a partner app of another citizen', 'NOT_FOUND', () => partnerFor(uuidv7(), ALLOWED)],
  ])('%s may not pay: %s', async (_who, code, principal) => {
    const owner = uuidv7();
    expect(await town.ask(principal(owner), await town.feesOf(owner))).toMatchObject(refusal(code));
  });

  const STRANGERS: [string, string, string, (owner: string) => Principal][] = [
    ['another citizen', 'NOT_FOUND', 'NOT_FOUND', () => citizen()],
    ['the public', 'UNAUTHENTICATED', 'UNAUTHENTICATED', () => PUBLIC_PRINCIPAL],
    ['a session without the scope', 'FORBIDDEN', 'FORBIDDEN', (o) => citizen({ citizenId: o, scopes: ['cases'] })],
    [
      'a partner app without consent',
      'CONSENT_REQUIRED',
      'CONSENT_REQUIRED',
      (o) => partnerFor(o, { scopes: ['payments'] }),
    ],
    ['a partner app of another citizen', 'NOT_FOUND', 'CONSENT_REQUIRED', () => partnerFor(uuidv7(), ALLOWED)],
    ['a clerk of another office', 'NOT_FOUND', 'FORBIDDEN', () => clerk([OFFICE + 1])],
  ];
  it.each(STRANGERS)('%s sees no payment (%s) and no list (%s)', async (_who, code, listCode, principal) => {
    const owner = uuidv7();
    const { payment } = await town.start(citizen({ citizenId: owner }), await town.feesOf(owner));
    const asker = town.hub.as(principal(owner));
    expect(await asker.ask('query ($id: ID!) { payment(id: $id) { id } }', payment)).toMatchObject({
      data: { payment: null },
      errors: [{ extensions: { code } }],
    });
    const list = `query ($id: ID!) { _entities(representations: [{ __typename: "Citizen", id: $id }]) {
      ... on Citizen { payments { nodes { id } } } } }`;
    expect(await asker.ask(list, { id: owner })).toMatchObject({
      data: { _entities: [{ payments: null }] },
      errors: [{ extensions: { code: listCode } }],
    });
  });

  it('a clerk of the office in charge sees the payment', async () => {
    const owner = uuidv7();
    const { payment } = await town.start(citizen({ citizenId: owner }), await town.feesOf(owner));
    const asked = await town.hub
      .as(clerk([OFFICE]))
      .query('query ($id: ID!) { payment(id: $id) { id fees { state } } }', payment);
    expect(asked).toEqual({ payment: { id: payment.id, fees: [{ state: 'OPEN' }] } });
  });

  it('nobody but the hub itself reads the ledger or changes a payment', async () => {
    const grants = await rowsOf<{ grantee: string; privilege_type: string }>(
      town.hub,
      `select grantee, privilege_type from information_schema.role_table_grants
       where table_name in ('ledger_entry', 'payment', 'fee', 'receipt_counter') and grantee in ('v_citizen', 'v_partner', 'v_staff', 'v_public')
         and not (table_name in ('payment', 'fee') and privilege_type = 'SELECT')
         and not (table_name = 'payment' and privilege_type = 'INSERT' and grantee in ('v_citizen', 'v_partner'))`,
    );
    expect(grants).toEqual([]);
  });
});
