import { median } from '../measurement.ts';
import type { Contestant, ContestantName, Ring } from './contestants.ts';
import { Client, type Question } from './load.ts';

export interface Round {
  /** CPU of the gateway's process per request. */
  readonly cpuMs: number;
  readonly p99Ms: number;
}

interface Turn {
  /** Of all its requests. */
  readonly cpuMs: number;
  readonly latenciesMs: readonly number[];
}

export interface RaceOptions<Name extends ContestantName> {
  /** For everybody, or for each. */
  readonly questions: readonly Question[] | ((name: Name) => readonly Question[]);
  readonly connections?: number;
  readonly rounds?: number;
  /** A round has so many turns, each so long; all turns of a contestant count together. */
  readonly turns?: number;
  readonly turnMs?: number;
  readonly warmUpMs?: number;
}

/** Rounds by contestant, in the order they were run. */
export type Results<Name extends ContestantName> = Readonly<Record<Name, readonly Round[]>>;

/**
 * Code is compiled for good, and V8 has learned which objects live long: until then it puts some of those that do not where
 * only the big collections look.
 */
const WARM_UP_MS = 15_000;

/** All contestants in turn, so that a busy moment of the machine meets everybody: the shorter the turns, the more evenly. */
export async function race<Name extends ContestantName>(
  ring: Ring,
  names: readonly Name[],
  { questions, connections = 8, rounds = 5, turns = 1, turnMs = 2_000, warmUpMs = WARM_UP_MS }: RaceOptions<Name>,
): Promise<Results<Name>> {
  const results = byName(names, (): Round[] => []);
  const run = async (name: Name, forMs: number) =>
    runOne(await ring.enter(name), typeof questions === 'function' ? questions(name) : questions, connections, forMs);
  for (const name of names) await run(name, warmUpMs);
  for (let round = 0; round < rounds; round += 1) {
    const taken = byName(names, (): Turn[] => []);
    for (let turn = 0; turn < turns; turn += 1) for (const name of names) taken[name].push(await run(name, turnMs));
    for (const name of names) results[name].push(roundOf(taken[name]));
  }
  for (const name of names) {
    const [cpu, p99] = [medianOf(results[name], 'cpuMs'), medianOf(results[name], 'p99Ms')];
    process.stderr.write(`  ${name}: ${cpu.toFixed(3)} CPU ms per request, p99 ${p99.toFixed(1)} ms\n`);
  }
  return results;
}

async function runOne(
  { process, origin, headers }: Contestant,
  questions: readonly Question[],
  connections: number,
  forMs: number,
): Promise<Turn> {
  const client = new Client(origin, headers, connections);
  const before = process.cpuMs;
  const latenciesMs = await client.load(questions, forMs);
  const cpuMs = process.cpuMs - before;
  await client.close();
  return { cpuMs, latenciesMs };
}

function roundOf(turns: readonly Turn[]): Round {
  const latenciesMs = turns.flatMap((turn) => turn.latenciesMs);
  const cpuMs = turns.reduce((sum, turn) => sum + turn.cpuMs, 0);
  return { cpuMs: cpuMs / latenciesMs.length, p99Ms: percentile(latenciesMs, 0.99) };
}

const byName = <Name extends string, Value>(names: readonly Name[], value: () => Value) =>
  Object.fromEntries(names.map((name) => [name, value()])) as Record<Name, Value>;

export const medianOf = (rounds: readonly Round[], key: keyof Round): number =>
  median(rounds.map((round) => round[key]));

/** The median of the ratios of each round: how many times less the first needs. */
export const ratioOf = (own: readonly Round[], other: readonly Round[], key: keyof Round): number =>
  median(own.map((round, at) => (other[at] as Round)[key] / round[key]));

const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};
