import { expect } from '@jest/globals';
import { eventually } from '../eventually.ts';
import { connectSocket } from '../socket-client.ts';
import type { Holder } from './holder.ts';
import type { TwoGateways } from './two-gateways.ts';

/** A right taken away works so soon (P10). */
const WITHIN_MS = 5_000;
/** So long a busy machine may need to show it. */
const PATIENCE_MS = 30_000;
const EVERY_MS = 200;

/** What shows that a channel is closed; rejects when it is not in time. */
export type Check = (pulledAt: number) => Promise<void>;

export interface Answer {
  readonly status: number;
  readonly data: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly object[];
}

export async function ask(url: string, token: string, query: string): Promise<Answer> {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${token}` };
  const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const { data = null, errors } = (await response.json()) as Partial<Answer>;
  return { status: response.status, data, ...(errors && { errors }) };
}

const ME = '{ me { id } }';
const isSignedOut = ({ status }: Answer): boolean => status === 401;

export interface Question {
  readonly query: string;
  /** Whether the answer shows that the right is gone. */
  readonly isOver: (answer: Answer) => boolean;
}

/** The next request, at each gateway. */
export async function requests(
  town: TwoGateways,
  token: string,
  { query, isOver }: Question = { query: ME, isOver: isSignedOut },
): Promise<Check> {
  for (const url of town.urls) expect(isOver(await ask(url, token, query))).toBe(false);
  return async (pulledAt) => {
    await Promise.all(town.urls.map((url) => isOverInTime(async () => isOver(await ask(url, token, query)), pulledAt)));
  };
}

/** Asks again and again: none that begins later than 5 s after finds the right still there. */
export async function isOverInTime(isOver: () => Promise<boolean>, pulledAt: number): Promise<void> {
  let lastAt = pulledAt;
  for (let at = now(); !(await isOver()); at = now()) {
    lastAt = at;
    if (at > pulledAt + PATIENCE_MS) break;
    await pause(EVERY_MS);
  }
  expect(lastAt - pulledAt).toBeLessThan(WITHIN_MS);
}

const MAILBOX = 'subscription { mailboxEvents { cursor } }';

/** A socket of an app, one stream on it: how it ended, and when. */
export interface OpenSocket {
  readonly events: unknown[];
  readonly ended: Promise<{ code: number | undefined; at: number }>;
  close(): Promise<void>;
}

export interface SocketPlace {
  readonly url: string;
  readonly token: string;
  readonly query?: string;
  /** The address it comes from: one may have so many and no more. */
  readonly from?: string;
}

export async function openSocket(
  { clock }: TwoGateways,
  { url, token, query = MAILBOX, from }: SocketPlace,
): Promise<OpenSocket> {
  const socket = connectSocket(`${url.replace('http', 'ws')}/graphql`, token, from);
  const events: unknown[] = [];
  const follow = async () => {
    for await (const event of socket.subscribe(query)) events.push(event);
  };
  const ended = follow().then(
    () => ({ code: undefined, at: clock.now }),
    ({ code }: { code?: number }) => ({ code, at: clock.now }),
  );
  const early = ended.then(({ code }) => Promise.reject(new Error(`ended with ${code}: ${JSON.stringify(events)}`)));
  await Promise.race([socket.opened(), early]);
  early.catch(() => {});
  return { events, ended, close: () => socket.close() };
}

/** The sockets open at each gateway: closed so that a client comes back with a fresh token, which it does not get. */
export async function sockets(town: TwoGateways, token: string): Promise<Check> {
  const open = await Promise.all(town.urls.map((url) => openSocket(town, { url, token })));
  return () => areClosed(town, open);
}

export async function areClosed({ clock }: TwoGateways, open: readonly OpenSocket[]): Promise<void> {
  const pulledAt = clock.now;
  const ends = await Promise.all(open.map(({ ended }) => inTime(ended)));
  expect(ends.map(({ code }) => code)).toEqual(open.map(() => 4403));
  expect(Math.max(...ends.map(({ at }) => at)) - pulledAt).toBeLessThan(WITHIN_MS);
}

/** The refresh token: worked until then, buys nothing afterwards. */
export async function refreshing({ refresh }: Holder): Promise<Check> {
  await refresh();
  return async () => expect(refresh()).rejects.toMatchObject({ error: 'invalid_grant' });
}

/** The app's own server: it hears that it is over, and of her nothing else. */
export function notices(town: TwoGateways, client: string, sub: string, words: readonly string[]): Check {
  return async () => {
    const told = () => [...new Set(town.receivers.about(client, sub))].sort();
    await eventually(async () => expect(told()).toEqual([...words].sort()), PATIENCE_MS);
    await town.clock.pass(1_000);
    expect(told()).toEqual([...words].sort());
  };
}

export const now = (): number => performance.now();
export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function inTime<Value>(promise: Promise<Value>): Promise<Value> {
  const deadline = Promise.withResolvers<never>();
  const timer = setTimeout(() => deadline.reject(new Error('The socket stays open.')), PATIENCE_MS);
  return Promise.race([promise, deadline.promise]).finally(() => clearTimeout(timer));
}
