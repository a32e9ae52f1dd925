import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { SandboxClient } from '../clients.ts';
import { payAt } from '../drive.ts';
import { type Sandbox, startSandbox } from '../start-sandbox.ts';

const RETURN_URL = 'http://hub.example/pay/return?fee=1';
const hub: SandboxClient = {
  clientId: 'hub',
  clientSecret: 'sandbox-secret',
  payment: { endPointIds: ['150900000000'] },
};
const strict: SandboxClient = {
  clientId: 'strict',
  clientSecret: 'other-secret',
  payment: { requiredBookingData: ['kostenstelle'], transactionIds: 'request-id' },
};

let sandbox: Sandbox;
let token: string;
let count = 0;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, clients: [hub, strict] });
  token = await fetchToken(hub);
});
afterAll(() => sandbox.close());
afterEach(() => sandbox.misbehave.stop());

async function fetchToken({ clientId, clientSecret = '' }: SandboxClient): Promise<string> {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  });
  const response = await fetch(sandbox.paypageTokenUrl, { method: 'POST', body });
  return ((await response.json()) as { access_token: string }).access_token;
}

interface Transaction {
  paymentInformation: Record<string, string>;
  paymentRequest: Record<string, unknown>;
}

const item = (change: object = {}) => ({
  id: 'fee-1',
  reference: 'Personalausweis',
  description: 'Gebühr für den Personalausweis',
  taxRate: 0,
  quantity: 1,
  totalNetAmount: 37,
  totalTaxAmount: 0,
  singleNetAmount: 37,
  singleTaxAmount: 0,
  ...change,
});

function order(change: object = {}): Record<string, unknown> & { requestId: string } {
  count += 1;
  return {
    requestId: `request-${count}`,
    requestTimestamp: '2026-03-01T10:00:00Z',
    currency: 'EUR',
    grosAmount: 37,
    purpose: 'ABC-123 Ausweis',
    redirectUrl: RETURN_URL,
    items: [item()],
    ...change,
  };
}

const post = (body: unknown, { path = 'portal/150900000000', bearer = token } = {}): Promise<Response> =>
  fetch(`${sandbox.paypageUrl}/paymenttransaction/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${bearer}` },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(500),
  });

const open = async (body: unknown): Promise<Transaction['paymentInformation']> =>
  ((await (await post(body)).json()) as Transaction).paymentInformation;

const read = async ({ transactionUrl = '' }: Record<string, string>): Promise<Transaction> =>
  (await (await fetch(transactionUrl, { headers: { authorization: `Bearer ${token}` } })).json()) as Transaction;

const bookingsOf = (requestId: string) =>
  sandbox.misbehave.ledger().bookings.filter((booking) => booking.requestId === requestId);

describe('the payment service', () => {
  it('opens a payment, takes the money and tells so', async () => {
    const request = order();
    const opened = await post(request);
    expect(opened.status).toBe(200);
    const { paymentInformation, paymentRequest } = (await opened.json()) as Transaction;
    expect(paymentInformation.status).toBe('INITIAL');
    expect(paymentInformation).not.toHaveProperty('transactionReference');
    expect(paymentRequest).toEqual(request);

    expect(await payAt(paymentInformation.transactionRedirectUrl ?? '', 'pay', 'CREDITCARD')).toBe(RETURN_URL);
    const after = await read(paymentInformation);
    expect(after.paymentInformation).toMatchObject({
      status: 'PAYED',
      paymentMethod: 'CREDITCARD',
      transactionReference: expect.stringMatching(/^[\w-]{1,36}$/),
      transactionTimestamp: expect.any(String),
    });
    expect(after.paymentInformation).not.toHaveProperty('transactionRedirectUrl');
    expect(bookingsOf(request.requestId)).toMatchObject([{ amountCents: 3700, currency: 'EUR' }]);
  });

  it.each([
    ['cancel', 'CANCELED'],
    ['fail', 'FAILED'],
  ] as const)('books nothing when the person presses %s', async (action, status) => {
    const request = order();
    const payment = await open(request);
    expect(await payAt(payment.transactionRedirectUrl ?? '', action)).toBe(RETURN_URL);
    expect((await read(payment)).paymentInformation.status).toBe(status);
    expect(bookingsOf(request.requestId)).toEqual([]);
  });

  it('books once, however often the form is sent', async () => {
    const request = order();
    const { transactionRedirectUrl = '' } = await open(request);
    await Promise.all([1, 2, 3, 4, 5].map(() => payAt(transactionRedirectUrl, 'pay')));
    await payAt(transactionRedirectUrl, 'cancel');
    expect(bookingsOf(request.requestId)).toHaveLength(1);
  });

  it('shows amount, purpose and items on a German page without script', async () => {
    const { transactionRedirectUrl = '' } = await open(order());
    const page = await (await fetch(transactionRedirectUrl, { headers: { 'accept-language': 'de' } })).text();
    expect(page).toContain('Testsystem – keine echten Daten');
    expect(page).toMatch(/37,00\s€/);
    expect(page).toContain('Gebühr für den Personalausweis');
    expect(page).toContain('Zahlung schlägt fehl');
    expect(page).not.toContain('<script');
  });

  it('leads back from the page of a closed payment and offers no button', async () => {
    const { transactionRedirectUrl = '' } = await open(order());
    await payAt(transactionRedirectUrl, 'pay');
    const page = await (await fetch(transactionRedirectUrl)).text();
    expect(page).toContain(RETURN_URL);
    expect(page).not.toContain('<button');
  });

  it('is available', async () => {
    const response = await fetch(`${sandbox.paypageUrl}/status/portal/150900000000`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(response.status).toBe(200);
  });

  it('accepts amounts whose parts only add up in decimal', async () => {
    const items = [0.1, 0.2].map((totalNetAmount) => item({ totalNetAmount, singleNetAmount: totalNetAmount }));
    expect((await post(order({ grosAmount: 0.3, items }))).status).toBe(200);
  });

  it('uses the requestId as transactionId for a provider that does so', async () => {
    const request = order({ items: [item({ bookingData: { kostenstelle: '4711' } })] });
    const response = await post(request, { bearer: await fetchToken(strict) });
    const { paymentInformation } = (await response.json()) as Transaction;
    expect(paymentInformation.transactionId).toBe(request.requestId);
  });
});

describe('a refusal of the payment service', () => {
  const refusal = async (response: Response) => {
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const body = (await response.json()) as Record<string, unknown>;
    expect(JSON.stringify(body)).not.toMatch(/node_modules|\.ts:\d|\bat \S+:\d/);
    expect(body).toMatchObject({ type: expect.any(String), title: expect.any(String), status: response.status });
    return body;
  };

  it('is PAYMENT_EXISTS for a requestId that was used before', async () => {
    const request = order();
    await post(request);
    const response = await post({ ...request, purpose: 'Other' });
    expect(await refusal(response)).toMatchObject({ status: 409, functionalCode: 'PAYMENT_EXISTS' });
  });

  it('lets one of 20 equal orders through at once', async () => {
    const request = order();
    const statuses = (await Promise.all(Array.from({ length: 20 }, () => post(request)))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  });

  it('is CALCULATION_ERROR when the items do not add up', async () => {
    const body = await refusal(await post(order({ grosAmount: 36.99 })));
    expect(body.functionalCode).toBe('CALCULATION_ERROR');
  });

  it('is BOOKING_DATA_MISSING where booking data was agreed on', async () => {
    const body = await refusal(await post(order(), { bearer: await fetchToken(strict) }));
    expect(body).toMatchObject({
      functionalCode: 'BOOKING_DATA_MISSING',
      detail: expect.stringContaining('kostenstelle'),
    });
  });

  it('is NO_VALID_ORIGINATOR_OR_ENDPOINT for an authority it does not serve', async () => {
    const body = await refusal(await post(order(), { path: 'portal/999' }));
    expect(body.functionalCode).toBe('NO_VALID_ORIGINATOR_OR_ENDPOINT');
  });

  it('is 401 without a good token', async () => {
    expect(await refusal(await post(order(), { bearer: 'made-up' }))).toMatchObject({
      status: 401,
      functionalCode: 'FORBIDDEN',
    });
  });

  it('is 404 for a payment of somebody else as for one that never was', async () => {
    const { transactionUrl = '' } = await open(order());
    const stranger = { authorization: `Bearer ${await fetchToken(strict)}` };
    const foreign = await refusal(await fetch(transactionUrl, { headers: stranger }));
    const missing = await refusal(await fetch(`${transactionUrl}0`, { headers: stranger }));
    expect(foreign).toEqual(missing);
    expect(foreign.status).toBe(404);
  });

  it('is VALIDATION_ERROR for text that is not JSON', async () => {
    const response = await fetch(`${sandbox.paypageUrl}/paymenttransaction/portal/150900000000`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: '{"requestId":',
    });
    expect(await refusal(response)).toMatchObject({ status: 400, functionalCode: 'VALIDATION_ERROR' });
  });

  const requestor = (change: object) => ({ requestor: { name: 'Mustermann', ...change } });
  const address = (change: object) => requestor({ address: change });
  it.each<[string, object]>([
    ['requestId', { requestId: '' }],
    ['requestId', { requestId: 'x'.repeat(37) }],
    ['requestId', { requestId: 'ä' }],
    ['requestTimestamp', { requestTimestamp: 'today' }],
    ['requestTimestamp', { requestTimestamp: undefined }],
    ['currency', { currency: 'USD' }],
    ['grosAmount', { grosAmount: '37' }],
    ['grosAmount', { grosAmount: 1_000_000 }],
    ['grosAmount', { grosAmount: 37.005 }],
    ['purpose', { purpose: 'x'.repeat(28) }],
    ['purpose', { purpose: 'Gebühr' }],
    ['description', { description: 'a/b' }],
    ['description', { description: 'x'.repeat(251) }],
    ['redirectUrl', { redirectUrl: 'javascript:alert(1)' }],
    ['redirectUrl', { redirectUrl: `http://hub.example/${'x'.repeat(2_082)}` }],
    ['items', { items: [] }],
    ['items', { items: Array.from({ length: 100 }, () => item()) }],
    ['items[0]', { items: ['fee'] }],
    ['items[0].id', { items: [item({ id: 'a b' })] }],
    ['items[0].reference', { items: [item({ reference: 'x'.repeat(37) })] }],
    ['items[0].description', { items: [item({ description: '<b>' })] }],
    ['items[0].taxRate', { items: [item({ taxRate: 101 })] }],
    ['items[0].quantity', { items: [item({ quantity: 0 })] }],
    ['items[0].quantity', { items: [item({ quantity: 1.5 })] }],
    ['items[0].totalNetAmount', { items: [item({ totalNetAmount: -1 })] }],
    ['items[0].totalTaxAmount', { items: [item({ totalTaxAmount: 1_000_000 })] }],
    ['items[0].singleNetAmount', { items: [item({ singleNetAmount: undefined })] }],
    ['items[0].singleTaxAmount', { items: [item({ singleTaxAmount: '0' })] }],
    ['items[0].bookingData', { items: [item({ bookingData: { key: 'x'.repeat(251) } })] }],
    ['items[0].bookingData', { items: [item({ bookingData: ['x'] })] }],
    ['requestor', { requestor: 'Erika' }],
    ['requestor.name', requestor({ name: 'x'.repeat(251) })],
    ['requestor.gender', requestor({ gender: 'X' })],
    ['requestor.isOrganization', requestor({ isOrganization: 'no' })],
    ['requestor.address.street', address({ street: 'x'.repeat(251) })],
    ['requestor.address.houseNumber', address({ houseNumber: '17 a' })],
    ['requestor.address.addressLine', address({ addressLine: Array(10).fill('line') })],
    ['requestor.address.postalCode', address({ postalCode: '1234' })],
    ['requestor.address.country', address({ country: 'de' })],
  ])('is VALIDATION_ERROR that names %s (case %#)', async (field, change) => {
    const body = await refusal(await post(order(change)));
    expect(body).toMatchObject({ functionalCode: 'VALIDATION_ERROR', detail: expect.stringContaining(`${field}: `) });
  });
});

describe('the payment service, told to misbehave', () => {
  const pay = async (request: object) => {
    const payment = await open(request);
    await payAt(payment.transactionRedirectUrl ?? '', 'pay');
    return payment;
  };

  it('books another amount and says so', async () => {
    const request = order();
    sandbox.misbehave.payment({ kind: 'other-amount', requestId: request.requestId, amountCents: 3_600 });
    const after = await read(await pay(request));
    expect(after.paymentRequest.grosAmount).toBe(36);
    expect(bookingsOf(request.requestId)).toMatchObject([{ amountCents: 3_600 }]);
  });

  it('books another amount only at the end when switched on after the order', async () => {
    const request = order();
    const payment = await open(request);
    sandbox.misbehave.payment({ kind: 'other-amount' });
    expect((await read(payment)).paymentRequest.grosAmount).toBe(37);
    await payAt(payment.transactionRedirectUrl ?? '', 'pay');
    expect((await read(payment)).paymentRequest.grosAmount).toBe(37.01);
  });

  it('books another currency', async () => {
    const request = order();
    sandbox.misbehave.payment({ kind: 'other-currency' });
    expect((await read(await pay(request))).paymentRequest.currency).toBe('USD');
    expect(bookingsOf(request.requestId)).toMatchObject([{ currency: 'USD' }]);
  });

  it('says FAILED first and PAYED later', async () => {
    const request = order();
    sandbox.misbehave.payment({ kind: 'failed-then-payed', polls: 2 });
    const payment = await pay(request);
    const statuses = [];
    for (let poll = 0; poll < 3; poll += 1) statuses.push((await read(payment)).paymentInformation.status);
    expect(statuses).toEqual(['FAILED', 'FAILED', 'PAYED']);
    expect(bookingsOf(request.requestId)).toHaveLength(1);
  });

  it('lets the money arrive after the person has come back', async () => {
    const request = order();
    sandbox.misbehave.payment({ kind: 'late-payment' });
    const payment = await pay(request);
    expect((await read(payment)).paymentInformation.status).toBe('INITIAL');
    expect(bookingsOf(request.requestId)).toEqual([]);
    expect((await read(payment)).paymentInformation.status).toBe('PAYED');
  });

  it('lets the money arrive at a time, read or not', async () => {
    const request = order();
    sandbox.misbehave.payment({ kind: 'late-payment', delayMs: 0 });
    await pay(request);
    expect(bookingsOf(request.requestId)).toHaveLength(1);
  });

  it('pays after a cancel when settled from outside, once', async () => {
    const request = order();
    const payment = await open(request);
    await payAt(payment.transactionRedirectUrl ?? '', 'cancel');
    for (const _ of [1, 2]) {
      const response = await fetch(`${sandbox.url}/paypage/admin/settle`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ requestId: request.requestId, action: 'pay' }),
      });
      expect(response.status).toBe(200);
    }
    expect((await read(payment)).paymentInformation.status).toBe('PAYED');
    expect(bookingsOf(request.requestId)).toHaveLength(1);
  });

  it('gives two payments the same reference', async () => {
    const first = await pay(order());
    sandbox.misbehave.payment({ kind: 'duplicate-reference' });
    const second = await pay(order());
    const [one, other] = await Promise.all([read(first), read(second)]);
    expect(other.paymentInformation.transactionReference).toBe(one.paymentInformation.transactionReference);
  });

  it('answers 500 and has done nothing, then succeeds', async () => {
    const request = order();
    sandbox.misbehave.payment({ kind: 'server-error', requestId: request.requestId });
    expect((await post(request)).status).toBe(500);
    expect((await post(request)).status).toBe(200);
  });

  it('answers 500 although it has done the work', async () => {
    const request = order();
    sandbox.misbehave.payment({ kind: 'server-error', effect: 'after' });
    expect((await post(request)).status).toBe(500);
    expect((await post(request)).status).toBe(409);
  });

  it('never answers', async () => {
    sandbox.misbehave.payment({ kind: 'silent' });
    await expect(post(order())).rejects.toThrow('timeout');
  });

  it('answers broken JSON with status 200', async () => {
    sandbox.misbehave.payment({ kind: 'broken-json' });
    const response = await post(order());
    expect(response.status).toBe(200);
    await expect(response.json()).rejects.toMatchObject({ name: 'SyntaxError' });
  });

  it('cuts the connection inside the answer and has the payment nevertheless', async () => {
    const request = order();
    sandbox.misbehave.payment({ kind: 'reset' });
    await expect(post(request).then((response) => response.text())).rejects.toThrow();
    expect((await post(request)).status).toBe(409);
  });

  it('asks to slow down', async () => {
    sandbox.misbehave.payment({ kind: 'too-many-requests', retryAfterSeconds: 7 });
    const response = await post(order());
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('7');
  });

  it('misbehaves only at the call that was named', async () => {
    sandbox.misbehave.payment({ kind: 'server-error', on: 'read' });
    const payment = await open(order());
    const headers = { authorization: `Bearer ${token}` };
    expect((await fetch(payment.transactionUrl ?? '', { headers })).status).toBe(500);
    expect((await fetch(payment.transactionUrl ?? '', { headers })).status).toBe(200);
  });

  it('misbehaves only for the payment that was named', async () => {
    const request = order();
    sandbox.misbehave.payment({ kind: 'server-error', requestId: request.requestId });
    expect((await post(order())).status).toBe(200);
    expect((await post(request)).status).toBe(500);
  });

  it('takes and lists switches on the admin route and forgets them on DELETE', async () => {
    const admin = `${sandbox.url}/paypage/admin`;
    const fault = { kind: 'silent', on: 'token', times: 2 };
    const headers = { 'content-type': 'application/json' };
    const added = await fetch(admin, { method: 'POST', headers, body: JSON.stringify(fault) });
    expect(added.status).toBe(201);
    expect(await (await fetch(admin)).json()).toMatchObject({
      faults: [{ kind: 'silent', on: 'token', timesLeft: 2 }],
    });
    await fetch(admin, { method: 'DELETE' });
    expect(await (await fetch(admin)).json()).toEqual({ faults: [] });
  });

  it('tells the truth in the ledger', async () => {
    const request = order();
    await pay(request);
    const ledger = (await (await fetch(`${sandbox.url}/paypage/admin/ledger`)).json()) as { bookings: object[] };
    expect(ledger.bookings).toContainEqual(
      expect.objectContaining({ requestId: request.requestId, amountCents: 3_700 }),
    );
  });
});

describe('the token endpoint', () => {
  const ask = (fields: Record<string, string>) =>
    fetch(sandbox.paypageTokenUrl, { method: 'POST', body: new URLSearchParams(fields) });

  it('refuses a wrong secret', async () => {
    const response = await ask({ grant_type: 'client_credentials', client_id: 'hub', client_secret: 'wrong' });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ error: 'invalid_client' });
  });

  it('knows no other grant', async () => {
    const response = await ask({ grant_type: 'password', client_id: 'hub', client_secret: 'sandbox-secret' });
    expect(await response.json()).toEqual({ error: 'unsupported_grant_type' });
  });
});
