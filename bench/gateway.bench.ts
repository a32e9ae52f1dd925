import { deepStrictEqual } from 'node:assert';
import { type ContestantName, OTHER_CORE, Ring } from './gateway/contestants.ts';
import { Client } from './gateway/load.ts';
import { pinMyself } from './gateway/pinned-process.ts';
import { medianOf, type Round, race, ratioOf } from './gateway/race.ts';
import { HEAVY_QUERY, SHELF_QUERY, SINGLE_QUERY } from './gateway/shop.ts';
import { type Measurement, median, rounded } from './measurement.ts';

const RUNS = 5;
const TURNS = 63;
/** Two processes of the same code may differ by more than guards cost: several of each, each with its share of the turns. */
const PAIRS = 3;
/** What each takes part in, by the names it yields. */
const MEASUREMENTS = [
  { names: ['gateway.heavy', 'gateway.heavy.hive'], run: heavy },
  { names: ['gateway.heavy.guards'], run: guarded },
  { names: ['gateway.heavy.shared'], run: shared },
  { names: ['gateway.single.p99'], run: single },
  { names: ['gateway.size.exponent'], run: sizes },
  { names: ['gateway.operations'], run: operations },
];

/** Gateways as processes over HTTP, each pinned to one core, over the same subgraphs on the other. */
export async function* measure(isAsked: (name: string) => boolean): AsyncGenerator<Measurement> {
  pinMyself(OTHER_CORE);
  const ring = await Ring.open();
  // Whoever stops the bench stops all of it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      ring.close();
      process.exit(1);
    });
  }
  try {
    for (const { names, run } of MEASUREMENTS) if (names.some(isAsked)) yield* run(ring);
  } finally {
    ring.close();
  }
}

/** Nothing shared between requests, on either side. */
async function* heavy(ring: Ring): AsyncGenerator<Measurement> {
  const names = ['ours', 'apollo', 'hive', 'hiveRust', 'floor'] as const;
  for (const name of names) await checkAnswer(ring, name);
  const results = await race(ring, names, { questions: [{ query: HEAVY_QUERY }], rounds: RUNS, turns: 8, turnMs: 400 });
  yield beside('gateway.heavy', results.ours, results.apollo, '@apollo/gateway', 12);
  yield beside('gateway.heavy.hive', results.ours, results.hiveRust, '@graphql-hive/gateway (Rust planner)', 6);
}

/** What token, principal, rights and visas add to the same request. */
async function* guarded(ring: Ring): AsyncGenerator<Measurement> {
  await checkAnswer(ring, 'oursGuarded');
  const questions = [{ query: HEAVY_QUERY }];
  const shares: number[] = [];
  for (let pair = 0; pair < PAIRS; pair += 1) {
    const names = ['ours', 'oursGuarded'] as const;
    for (const name of names) ring.leave(name);
    // Small differences want many short turns.
    const { ours, oursGuarded } = await race(ring, names, { questions, rounds: TURNS / PAIRS, turnMs: 400 });
    shares.push((1 - ratioOf(oursGuarded, ours, 'cpuMs')) * 100);
  }
  yield { bench: 'gateway.heavy.guards', unit: 'percent', value: rounded(median(shares)), goal: 3, runs: TURNS };
}

/** Equal reads in flight share one execution, on both sides. */
async function* shared(ring: Ring): AsyncGenerator<Measurement> {
  const names = ['oursShared', 'hiveRustShared'] as const;
  for (const name of names) await checkAnswer(ring, name);
  const results = await race(ring, names, { questions: [{ query: HEAVY_QUERY }], connections: 50, rounds: RUNS });
  const against = '@graphql-hive/gateway (Rust planner, sharing)';
  yield beside('gateway.heavy.shared', results.oursShared, results.hiveRustShared, against, 8);
}

async function* single(ring: Ring): AsyncGenerator<Measurement> {
  const questions = [{ query: SINGLE_QUERY }];
  const { ours, apollo } = await race(ring, ['ours', 'apollo'], { questions, connections: 50, rounds: RUNS });
  yield {
    bench: 'gateway.single.p99',
    unit: 'ms',
    value: rounded(medianOf(ours, 'p99Ms')),
    baseline: rounded(medianOf(apollo, 'p99Ms')),
    against: '@apollo/gateway',
    ratio: rounded(ratioOf(ours, apollo, 'p99Ms')),
    goal: 3,
    runs: RUNS,
  };
}

/** Cost over answer size, both as logarithms: 1 is a straight line, less is a fixed part that counts less and less. */
async function* sizes(ring: Ring): AsyncGenerator<Measurement> {
  const points: [number, number][] = [];
  for (const first of [20, 40, 80, 160, 320]) {
    const question = { query: SHELF_QUERY, variables: { first } };
    const bytes = (await answerOf(ring, 'ours', question)).length;
    const { ours } = await race(ring, ['ours'], { questions: [question], rounds: RUNS, turnMs: 800, warmUpMs: 1_500 });
    points.push([Math.log(bytes), Math.log(medianOf(ours, 'cpuMs'))]);
  }
  yield { bench: 'gateway.size.exponent', unit: 'exponent', value: rounded(slope(points)), goal: 1.05, runs: RUNS };
}

/** The dearest of 100, 1,000, 10,000 known operations beside 10, each number with a gateway of its own: how many times a request costs. */
async function* operations(ring: Ring): AsyncGenerator<Measurement> {
  const names = ['ours10', 'ours100', 'ours1000', 'ours10000'] as const;
  const questions = (name: ContestantName) =>
    Array.from({ length: Number(name.slice('ours'.length)) }, (_, n) => ({
      query: SINGLE_QUERY.replace('name', `name${n}: name`),
    }));
  for (const name of names) {
    const client = new Client((await ring.enter(name)).origin);
    for (const question of questions(name)) await client.ask(question);
    await client.close();
  }
  const results = await race(ring, names, { questions, rounds: TURNS, turnMs: 400 });
  const growth = Math.max(...names.map((name) => ratioOf(results.ours10, results[name], 'cpuMs')));
  yield { bench: 'gateway.operations', unit: 'times', value: rounded(growth), goal: 1.25, runs: TURNS };
}

function beside(
  bench: string,
  own: readonly Round[],
  other: readonly Round[],
  against: string,
  goal: number,
): Measurement {
  return {
    bench,
    unit: 'cpu_ms',
    value: rounded(medianOf(own, 'cpuMs')),
    baseline: rounded(medianOf(other, 'cpuMs')),
    against,
    ratio: rounded(ratioOf(own, other, 'cpuMs')),
    goal,
    runs: own.length,
  };
}

async function answerOf(ring: Ring, name: ContestantName, question: { query: string; variables?: object }) {
  const { origin, headers } = await ring.enter(name);
  const client = new Client(origin, headers);
  const answer = await client.ask(question as { query: string });
  await client.close();
  return answer;
}

/** The same answer from everybody, and for everybody real calls. */
async function checkAnswer(ring: Ring, name: ContestantName): Promise<void> {
  const expected = JSON.parse(await answerOf(ring, 'ours', { query: HEAVY_QUERY })) as object;
  await ring.enter(name);
  const before = await ring.calls();
  const text = await answerOf(ring, name, { query: HEAVY_QUERY });
  const calls = (await ring.calls()) - before;
  deepStrictEqual(JSON.parse(text), expected);
  deepStrictEqual(Object.keys(expected), ['data']);
  if (name !== 'floor' && calls < 4) throw new Error(`${name} made ${calls} calls.`);
  process.stderr.write(`  ${name}: ${text.length} bytes, ${calls} calls\n`);
}

function slope(points: readonly [number, number][]): number {
  const mean = (at: 0 | 1) => points.reduce((sum, point) => sum + point[at], 0) / points.length;
  const [x, y] = [mean(0), mean(1)];
  const over = points.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return over / points.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}
