import { AccessTokens } from '../gateway/principal/access-tokens.ts';
import { PUBLIC_URL, TestIdentity } from '../gateway/testing/test-identity.ts';
import { recordStatements } from '../platform/testing/statements.ts';
import { Browser } from '../subgraphs/identity/__tests__/browser.ts';
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
import { type Cost, costOf, type Measurement, median, rounded } from './measurement.ts';

/** Sixty sign-ins a second on one core are 16.7 ms each. */
const GOALS = { statements: 30, cpuMs: 15, msEach: 16.7, seenUs: 60, firstUs: 300 };
const RUNS = 5;
const SIGN_INS = 20;
const WARM_UP = 100;
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
  // A hub at work has compiled its code.
  for (let warm = 0; warm < WARM_UP; warm += 1) await signIn();
  const { statements } = await recordStatements(signIn);
  if (statements.length > GOALS.statements) process.stderr.write(`${statements.join('\n---\n')}\n`);
  const common = { goal: GOALS.statements, runs: 1 };
  yield { bench: 'identity.passkey.statements', unit: 'statements', value: statements.length, ...common };
  const client = await walkOfClient(hub, key);
  const all = await costOf(signIn, { runs: RUNS, calls: SIGN_INS });
  const clients = await costOf(client, { runs: RUNS, calls: SIGN_INS });
  yield { bench: 'identity.passkey.cpu', unit: 'cpu_ms', value: rest(all, clients), goal: GOALS.cpuMs, runs: RUNS };
  tell('one after the other', all, clients);
  const ten = (walk: () => Promise<void>) => () => Promise.all(Array.from({ length: 10 }, walk));
  const allOfTen = each(await costOf(ten(signIn), { runs: RUNS, calls: 2 }), 10);
  const clientsOfTen = each(await costOf(ten(client), { runs: RUNS, calls: 2 }), 10);
  // One core does nothing else: what a sign-in costs of it says how many fit into a second.
  yield {
    bench: 'identity.passkey.rate',
    unit: 'ms',
    value: rest(allOfTen, clientsOfTen),
    goal: GOALS.msEach,
    runs: RUNS,
  };
  tell('ten at a time', allOfTen, clientsOfTen);
}

/** The hub's part: all that happened, without what browser, authenticator and app did. */
const rest = (all: Cost, clients: Cost): number => rounded(all.cpuMs - clients.cpuMs);

const each = ({ ms, cpuMs }: Cost, count: number): Cost => ({ ms: ms / count, cpuMs: cpuMs / count });

function tell(how: string, all: Cost, clients: Cost): void {
  const parts = `${rounded(all.cpuMs)} CPU ms each, ${rounded(clients.cpuMs)} of them browser, authenticator and app`;
  process.stderr.write(`${how}: ${parts}; ${rounded(all.ms)} ms each\n`);
}

/** What the browser and the app send, from the authorization request to the token. */
async function signInAt(browser: Browser, key: SoftwareAuthenticator): Promise<void> {
  const request = await appRequest({ scope: SCOPE }, APP);
  const page = await browser.open(request.url);
  const response = key.use(optionsIn(page, 'use'));
  const stop = await browser.submit(`${page.address}/passkey`, { response });
  const { status } = await redeem(browser, request, codeIn(stop));
  if (status !== 200) throw new Error(`The sign-in gave no token: ${status}`);
}

/** The same walk against the answers of one sign-in, given again in their order: all of it but the hub. */
async function walkOfClient(hub: SignInHub, key: SoftwareAuthenticator): Promise<() => Promise<void>> {
  const answers: { body: string; status: number; headers: [string, string][] }[] = [];
  const recording = async (...asked: Parameters<typeof fetch>) => {
    const answer = await hub.sendInside(...asked);
    answers.push({ body: await answer.clone().text(), status: answer.status, headers: [...answer.headers] });
    return answer;
  };
  await signInAt(new Browser(HUB, HUB, recording), key);
  return () => {
    let at = 0;
    const replaying = async () => {
      const { body, ...init } = answers[at++] as (typeof answers)[number];
      return new Response(body, init);
    };
    return signInAt(new Browser(HUB, HUB, replaying), key);
  };
}

async function* measureTokens(): AsyncGenerator<Measurement> {
  const identity = await TestIdentity.start();
  const tokens = new AccessTokens({ issuer: PUBLIC_URL, audience: `${PUBLIC_URL}/graphql`, identity });
  const first: number[] = [];
  const seen: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const fresh = await Promise.all(Array.from({ length: TOKENS }, () => identity.token()));
    first.push(await microsecondsEach(fresh, async (token) => tokens.verify(token)));
    seen.push(await microsecondsEach(fresh, async (token) => tokens.verify(token)));
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
