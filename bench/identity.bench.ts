import { AccessTokens } from '../gateway/principal/access-tokens.ts';
import { PUBLIC_URL, TestIdentity } from '../gateway/testing/test-identity.ts';
import { recordStatements } from '../platform/testing/statements.ts';
import type { Browser } from '../subgraphs/identity/__tests__/browser.ts';
import { allow } from '../subgraphs/identity/__tests__/person.ts';
import {
  appRequest,
  HUB,
  redeem,
  type SignInHub,
  startSignInHub,
} from '../subgraphs/identity/__tests__/sign-in-hub.ts';
import { codeIn, createAccount, optionsIn } from '../subgraphs/identity/modules/sign-in/__tests__/own-methods-hub.ts';
import { SoftwareAuthenticator } from '../subgraphs/identity/modules/sign-in/__tests__/software-authenticator.ts';
import { costOf, type Measurement, median, rounded } from './measurement.ts';

/** Sixty sign-ins a second on one core are 16.7 ms each. */
const GOALS = { statements: 30, cpuMs: 15, msEach: 16.7, seenUs: 60, firstUs: 300 };
const RUNS = 5;
const SIGN_INS = 20;
const TOKENS = 500;
const APP = 'waste-app';
const SCOPE = 'openid home';

/** Signing in with a passkey, from the app's request to its token; and what the gateway pays for a token it is shown. */
export async function* measure(): AsyncGenerator<Measurement> {
  const hub = await startSignInHub({ straightOn: false, env: { SIGN_IN_TRIES_PER_ADDRESS: '1000000' } });
  try {
    yield* measureSignIn(hub);
  } finally {
    await hub.stop();
  }
  yield* measureTokens();
}

async function* measureSignIn(hub: SignInHub): AsyncGenerator<Measurement> {
  const key = new SoftwareAuthenticator({ origin: HUB });
  const { claims } = await createAccount(hub, key, hub.browserInside());
  await allow(hub.subgraph, claims.sub, APP, ['openid', 'home']);
  const signIn = () => signInAt(hub.browserInside(), key);
  await signIn();
  const { statements } = await recordStatements(signIn);
  if (statements.length > GOALS.statements) process.stderr.write(`${statements.join('\n---\n')}\n`);
  const common = { goal: GOALS.statements, runs: 1 };
  yield { bench: 'identity.passkey.statements', unit: 'statements', value: statements.length, ...common };
  const { ms, cpuMs } = await costOf(signIn, { runs: RUNS, calls: SIGN_INS });
  yield { bench: 'identity.passkey.cpu', unit: 'cpu_ms', value: rounded(cpuMs), goal: GOALS.cpuMs, runs: RUNS };
  process.stderr.write(`one after the other: ${rounded(ms)} ms each\n`);
  const { cpuMs: together } = await costOf(() => Promise.all(Array.from({ length: 10 }, signIn)), {
    runs: RUNS,
    calls: 2,
  });
  // One core does nothing else: what a sign-in costs of it says how many fit into a second.
  yield { bench: 'identity.passkey.rate', unit: 'ms', value: rounded(together / 10), goal: GOALS.msEach, runs: RUNS };
}

/** What the browser and the app send, from the authorization request to the token; the authenticator's own work included. */
async function signInAt(browser: Browser, key: SoftwareAuthenticator): Promise<void> {
  const request = await appRequest({ scope: SCOPE }, APP);
  const page = await browser.open(request.url);
  const response = key.use(optionsIn(page, 'use'));
  const stop = await browser.submit(`${page.address}/passkey`, { response });
  const { status } = await redeem(browser, request, codeIn(stop));
  if (status !== 200) throw new Error(`The sign-in gave no token: ${status}`);
}

async function* measureTokens(): AsyncGenerator<Measurement> {
  const identity = await TestIdentity.start();
  const tokens = new AccessTokens({ issuer: PUBLIC_URL, audience: `${PUBLIC_URL}/graphql`, identity });
  const first: number[] = [];
  const seen: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const fresh = await Promise.all(Array.from({ length: TOKENS }, () => identity.token()));
    first.push(await microsecondsEach(fresh, (token) => tokens.verify(token)));
    seen.push(await microsecondsEach(fresh, (token) => tokens.verify(token)));
  }
  const one = (name: string, values: readonly number[], goal: number): Measurement => ({
    bench: `identity.token.${name}`,
    unit: 'us',
    value: rounded(median(values)),
    goal,
    runs: RUNS,
  });
  yield one('seen', seen, GOALS.seenUs);
  yield one('first', first, GOALS.firstUs);
}

/** CPU of this process, of all threads: other work on the machine does not count. */
async function microsecondsEach(
  tokens: readonly string[],
  verify: (token: string) => Promise<unknown>,
): Promise<number> {
  const before = process.cpuUsage();
  for (const token of tokens) await verify(token);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / tokens.length;
}
