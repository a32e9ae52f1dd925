import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import { payAt, signInAt } from './drive.ts';

const folder = mkdtempSync(join(tmpdir(), 'sandbox-main-'));
const clientsFile = join(folder, 'clients.json');
const started: ChildProcess[] = [];

writeFileSync(
  clientsFile,
  JSON.stringify([
    {
      clientId: 'hub',
      clientSecret: 'sandbox-secret',
      signIn: { redirectUris: ['http://hub.example/callback'] },
      payment: {},
    },
  ]),
);
const basic = { authorization: `Basic ${Buffer.from('hub:sandbox-secret').toString('base64')}` };
/** Verifier and challenge of the example in RFC 7636, appendix B. */
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

afterEach(async () => {
  for (const child of started.splice(0)) await kill(child);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(env: Record<string, string>): ChildProcess {
  const root = join(import.meta.dirname, '..');
  const { NODE_OPTIONS: _options, ...inherited } = process.env;
  const child = spawn(process.execPath, ['--import', './bin/register.mjs', 'sandbox/main.ts'], {
    cwd: root,
    env: { ...inherited, NODE_NO_WARNINGS: '1', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  return child;
}

async function start(port: string): Promise<{ child: ChildProcess; url: string }> {
  const child = run({ SANDBOX_PORT: port, SANDBOX_DATA: join(folder, 'data'), SANDBOX_CLIENTS: clientsFile });
  if (!child.stdout) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const url = /"url":"([^"]+)"/.exec(line)?.[1];
    if (url) return { child, url };
  }
  throw new Error('The sandbox did not start.');
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

async function refusal(env: Record<string, string>): Promise<{ code: number; text: string }> {
  const child = run(env);
  let text = '';
  child.stderr?.on('data', (chunk) => {
    text += String(chunk);
  });
  const [code] = await once(child, 'close');
  return { code: code as number, text };
}

describe('the sandbox, started alone', () => {
  it('refuses to start in production and names the variable', async () => {
    const { code, text } = await refusal({ NODE_ENV: 'production', SANDBOX_CLIENTS: clientsFile });
    expect(code).toBe(1);
    expect(text).toContain('NODE_ENV');
  });

  it('refuses to start without clients and names the variable', async () => {
    const { code, text } = await refusal({ SANDBOX_CLIENTS: '' });
    expect(code).toBe(1);
    expect(text).toContain('SANDBOX_CLIENTS');
  });

  it('loses neither an open sign-in nor a payment to kill -9', async () => {
    const first = await start('0');
    const returned = await signInAt(authorizationUrl(first.url), { persona: 'p0007' });
    const payment = await openPayment(first.url);
    await kill(first.child);

    const { url } = await start(new URL(first.url).port);
    expect(await redeem(url, returned)).toMatchObject({ token_type: 'Bearer', id_token: expect.any(String) });
    await payAt(payment.transactionRedirectUrl ?? '', 'pay');
    const read = await (await fetch(payment.transactionUrl ?? '', { headers: basic })).json();
    expect(read).toMatchObject({ paymentInformation: { status: 'PAYED' } });
  });
});

const authorizationUrl = (url: string): string =>
  `${url}/idp/auth?${new URLSearchParams({
    client_id: 'hub',
    response_type: 'code',
    scope: 'openid',
    redirect_uri: 'http://hub.example/callback',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
  })}`;

async function redeem(url: string, returned: string): Promise<unknown> {
  const body = new URLSearchParams({
    grant_type: 'authorization_code',
    code: new URL(returned).searchParams.get('code') ?? '',
    redirect_uri: 'http://hub.example/callback',
    code_verifier: VERIFIER,
  });
  return (await fetch(`${url}/idp/token`, { method: 'POST', headers: basic, body })).json();
}

async function openPayment(url: string): Promise<Record<string, string>> {
  const amounts = { totalNetAmount: 5, totalTaxAmount: 0, singleNetAmount: 5, singleTaxAmount: 0 };
  const response = await fetch(`${url}/paypage/api/v1.0.0/paymenttransaction/portal/town`, {
    method: 'POST',
    headers: { ...basic, 'content-type': 'application/json' },
    body: JSON.stringify({
      requestId: 'survivor',
      requestTimestamp: '2026-03-01T10:00:00Z',
      currency: 'EUR',
      grosAmount: 5,
      purpose: 'Fee',
      redirectUrl: 'http://hub.example/return',
      items: [{ id: 'one', taxRate: 0, quantity: 1, ...amounts }],
    }),
  });
  return ((await response.json()) as { paymentInformation: Record<string, string> }).paymentInformation;
}
