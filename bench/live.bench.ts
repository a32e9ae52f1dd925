import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Memory } from './live/server.ts';
import { makeSigner, PUBLIC_URL, Subscribers } from './live/subscribers.ts';
import { Writers } from './live/writers.ts';
import { type Measurement, rounded } from './measurement.ts';

const SUBSCRIBERS = Number(process.env.LIVE_SUBSCRIBERS ?? 10_000);
const PER_SECOND = Number(process.env.LIVE_EVENTS ?? 1_000);
/** `LIVE_MINUTES=5` for the whole run; the short one shows a leak of any size as well. */
const SECONDS = Number(process.env.LIVE_MINUTES ?? 0.5) * 60;
const WARM_SECONDS = 5;
const LATENCY_SECONDS = 10;
const SAMPLES = 6;

/**
 * What subscribers cost: memory while nothing happens, the time from a commit to the socket while much happens, and whether
 * memory grows with the events. Gateway and subgraph stand in one process, writers and clients in this one.
 */
export async function* measure(): AsyncGenerator<Measurement> {
  const signer = await makeSigner();
  const server = fork(
    join(import.meta.dirname, '..', 'bin', 'run.mjs'),
    [join(import.meta.dirname, 'live', 'server.ts')],
    {
      execArgv: ['--expose-gc'],
      env: { ...process.env, PUBLIC_KEY: signer.publicJwk, PUBLIC_URL, NODE_OPTIONS: '--expose-gc' },
    },
  );
  const [{ address, databaseUrl }] = (await once(server, 'message')) as [{ address: string; databaseUrl: string }];
  const subscribers = new Subscribers(address, signer);
  const writers = new Writers();
  try {
    await writers.start(databaseUrl);
    await warmUp(new Subscribers(address, signer));
    const empty = await memoryOf(server);
    const startedAt = performance.now();
    await subscribers.open(SUBSCRIBERS);
    say(`${SUBSCRIBERS} subscribers after ${Math.round(performance.now() - startedAt)} ms`);
    // Every stream has outlived a visa by then.
    await pause(20_000);
    const idle = await memoryOf(server);
    const perSubscriber = (key: keyof Memory) => (idle[key] - empty[key]) / SUBSCRIBERS / 1024;
    say(`idle: ${rounded(perSubscriber('rss'))} KB resident, ${rounded(perSubscriber('heap'))} KB on the heap, each`);
    yield { bench: 'live.idle.kb', unit: 'kb', value: rounded(perSubscriber('rss')), goal: 12, runs: 1 };
    yield* underLoad(server, subscribers, writers);
  } finally {
    subscribers.close();
    await writers.stop();
    server.send('stop');
    await once(server, 'exit');
  }
}

async function* underLoad(
  server: ChildProcess,
  subscribers: Subscribers,
  writers: Writers,
): AsyncGenerator<Measurement> {
  const latencies: number[] = [];
  let received = 0;
  subscribers.onEvent = (version) => {
    received++;
    latencies.push(performance.now() - (writers.committedAt[version] ?? performance.now()));
  };
  const untilAll = async () => {
    for (let wait = 0; wait < 300 && received < writers.committedAt.length; wait++) await pause(100);
    if (received !== writers.committedAt.length)
      throw new Error(`live: ${received} of ${writers.committedAt.length} events were told`);
  };
  const { citizens } = subscribers;
  await writers.write(citizens, PER_SECOND, WARM_SECONDS);
  await untilAll();
  latencies.length = 0;
  // Nothing else is asked of the server meanwhile: collecting all garbage for a look at its memory would be the latency.
  await writers.write(citizens, PER_SECOND, LATENCY_SECONDS);
  await untilAll();
  say(`p50 ${rounded(percentile(latencies, 0.5))} ms, p95 ${rounded(percentile(latencies, 0.95))} ms`);
  const p99 = rounded(percentile(latencies, 0.99));
  yield { bench: 'live.latency.p99', unit: 'ms', value: p99, goal: 250, runs: latencies.length };
  const samples: number[] = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    await writers.write(citizens, PER_SECOND, SECONDS / SAMPLES);
    samples.push((await memoryOf(server)).heap / 1024);
  }
  await untilAll();
  say(`${received} events told, ${subscribers.closed} sockets lost; heap ${samples.map(Math.round)} KB`);
  const perMinute = slope(samples) / (SECONDS / SAMPLES / 60);
  // Of 60,000 events a minute each would have to leave less than 16 bytes.
  yield { bench: 'live.slope', unit: 'kb_per_minute', value: Math.round(perMinute), goal: 1_000, runs: samples.length };
}

/** Code is compiled and caches are filled before anything is compared. */
async function warmUp(first: Subscribers): Promise<void> {
  await first.open(200);
  first.close();
  await pause(1_000);
}

async function memoryOf(server: ChildProcess): Promise<Memory> {
  server.send('memory');
  const [memory] = (await once(server, 'message')) as [Memory];
  return memory;
}

const percentile = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;

/** Least squares, per sample. */
function slope(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const above = values.reduce((sum, value, index) => sum + (index - middle) * (value - mean), 0);
  return above / values.reduce((sum, _, index) => sum + (index - middle) ** 2, 0);
}

const say = (text: string): void => void process.stderr.write(`live: ${text}\n`);
