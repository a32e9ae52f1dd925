import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, expect, it } from '@jest/globals';
import { Agent, request } from 'undici';
import { Slowness } from '../testing/slowness.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const BODY = JSON.stringify({ query: '{ person(id: "p1") { name things { title } } }' });

interface Seen {
  readonly at: number;
  readonly ms: number;
  /** 0: no answer at all. */
  readonly status: number;
  readonly text: string;
  readonly retryAfter: unknown;
}

let target: ChildProcess;
let agent: Agent;
afterEach(async () => {
  target.kill('SIGKILL');
  await agent.destroy();
});

/** A gateway in its own process; the line it says last tells what it has executed. */
async function start(burnMs: number) {
  agent = new Agent({ connections: 2_000, pipelining: 1 });
  target = spawn(process.execPath, [join(ROOT, 'bin', 'run.mjs'), 'gateway/testing/load-target.ts'], {
    env: { ...process.env, BURN_MS: String(burnMs), NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: target.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
  const url = String((await lines.next()).value);
  return { url, lastLine: async () => String((await lines.next()).value) };
}

async function ask(url: string): Promise<Seen> {
  const at = performance.now();
  try {
    const answer = await request(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: BODY,
      dispatcher: agent,
    });
    const text = await answer.body.text();
    const ms = performance.now() - at;
    return { at, ms, status: answer.statusCode, text, retryAfter: answer.headers['retry-after'] };
  } catch (error) {
    return { at, ms: performance.now() - at, status: 0, text: String(error), retryAfter: undefined };
  }
}

/** So many clients, each asking again as soon as it is answered. */
async function closedLoop(url: string, clients: number, isOver: () => boolean): Promise<Seen[]> {
  const seen: Seen[] = [];
  const client = async () => {
    while (!isOver()) seen.push(await ask(url));
  };
  await Promise.all(Array.from({ length: clients }, client));
  return seen;
}

/** So many requests a second, whether or not those before are answered. */
async function openLoop(url: string, perSecond: number, ms: number): Promise<Seen[]> {
  const begun: Promise<Seen>[] = [];
  const startedAt = performance.now();
  while (performance.now() - startedAt < ms) {
    const due = ((performance.now() - startedAt) / 1_000) * perSecond;
    while (begun.length < due) begun.push(ask(url));
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  return Promise.all(begun);
}

const p99 = (seen: readonly Seen[]): number =>
  seen.map(({ ms }) => ms).sort((a, b) => a - b)[Math.ceil(seen.length * 0.99) - 1] ?? 0;
const after = (ms: number) => {
  const end = performance.now() + ms;
  return () => performance.now() > end;
};

it.each([[1], [8]])(
  'three times what it can do (%i ms a call): sheds with 503, answers the rest in time, recovers',
  async (burnMs) => {
    const { url } = await start(burnMs);
    await closedLoop(url, 16, after(3_000));
    const capacity = (await closedLoop(url, 16, after(4_000))).length / 4;
    const slowness = new Slowness();
    const seen = await openLoop(url, 3 * capacity, 10_000);
    const factor = slowness.stop();
    const endedAt = performance.now();
    let recoveredMs = 0;
    while ((await ask(url)).status !== 200) recoveredMs = performance.now() - endedAt;
    const accepted = seen.filter(({ status }) => status === 200);
    const shed = seen.filter(({ status }) => status === 503);
    const figures = { burnMs, capacity, asked: seen.length, accepted: accepted.length, shed: shed.length, factor };
    process.stderr.write(
      `${JSON.stringify({ ...figures, p99Ms: Math.round(p99(accepted)), shedP99Ms: Math.round(p99(shed)), recoveredMs: Math.round(recoveredMs) })}\n`,
    );
    const unanswered = seen.filter(({ status }) => status !== 200 && status !== 503).map(({ text }) => text);
    expect(Object.groupBy(unanswered, (text) => text)).toEqual({});
    expect(shed.length).toBeGreaterThan(0);
    expect(shed.every(({ text, retryAfter }) => text.includes('"OVERLOADED"') && retryAfter === '1')).toBe(true);
    // It goes on doing what it can, instead of only refusing.
    expect(accepted.length).toBeGreaterThan(0.5 * capacity * 10);
    expect(p99(accepted)).toBeLessThan(2_000 * factor);
    expect(recoveredMs).toBeLessThan(10_000 * factor);
  },
  90_000,
);

it('SIGTERM under load: whatever was executed is answered', async () => {
  const { url, lastLine } = await start(1);
  const warm = await closedLoop(url, 16, after(2_000));
  let isOver = false;
  const load = closedLoop(url, 64, () => isOver);
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  target.kill('SIGTERM');
  const line = await lastLine();
  isOver = true;
  const seen = [...warm, ...(await load)];
  await once(target, 'exit').catch(() => {});
  const answered = seen.filter(({ status }) => status === 200).length;
  const executed = Number(line.split(' ')[1]);
  process.stderr.write(
    `${JSON.stringify({ executed, answered, sentElsewhere: seen.filter(({ status }) => status === 503).length })}\n`,
  );
  expect(answered).toBe(executed);
}, 60_000);
