import { median } from '../measurement.ts';
import type { Contestant, ContestantName, Ring } from './contestants.ts';
import { Client, type Load, type Question } from './load.ts';

export interface Round {
  /** CPU of the gateway's process per request. */
  readonly cpuMs: number;
  readonly p99Ms: number;
}

export interface RaceOptions<Name extends ContestantName> {
  /** For everybody, or for each. */
  readonly questions: readonly Question[] | ((name: Name) => readonly Question[]);
  readonly connections?: number;
  readonly rounds?: number;
  readonly roundMs?: number;
  readonly warmUpMs?: number;
}

/** Rounds by contestant, in the order they were run. */
export type Results<Name extends ContestantName> = Readonly<Record<Name, readonly Round[]>>;

/**
 * Code is compiled for good, and V8 has learned which objects live long: until then it puts some of those that do not where
 * only the big collections look.
 */
const WARM_UP_MS = 15_000;

/** All contestants in turn, round by round, so that a busy moment of the machine meets everybody. */
export async function race<Name extends ContestantName>(
  ring: Ring,
  names: readonly Name[],
  { questions, connections = 8, rounds = 5, roundMs = 2_000, warmUpMs = WARM_UP_MS }: RaceOptions<Name>,
): Promise<Results<Name>> {
  const results = Object.fromEntries(names.map((name) => [name, [] as Round[]])) as Record<Name, Round[]>;
  const run = async (name: Name, forMs: number) =>
    runOne(await ring.enter(name), typeof questions === 'function' ? questions(name) : questions, connections, forMs);
  for (const name of names) await run(name, warmUpMs);
  for (let round = 0; round < rounds; round += 1)
    for (const name of names) results[name].push(await run(name, roundMs));
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
): Promise<Round> {
  const client = new Client(origin, headers, connections);
  const before = process.cpuMs;
  const { requests, latenciesMs } = await client.load(questions, forMs);
  const cpuMs = (process.cpuMs - before) / requests;
  await client.close();
  return { cpuMs, p99Ms: percentile(latenciesMs, 0.99) };
}

export const medianOf = (rounds: readonly Round[], key: keyof Round): number =>
  median(rounds.map((round) => round[key]));

/** The median of the ratios of each round: how many times less the first needs. */
export const ratioOf = (own: readonly Round[], other: readonly Round[], key: keyof Round): number =>
  median(own.map((round, at) => (other[at] as Round)[key] / round[key]));

const percentile = (values: Load['latenciesMs'], share: number): number => {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
};
