import { startTestHub, type TestHub } from '../e2e/test-hub.ts';
import { recordStatements } from '../platform/testing/statements.ts';
import { fillTown } from './home/fill-town.ts';
import { HOME, type Home } from './home/query.ts';
import { costOf, type Measurement, rounded } from './measurement.ts';

/** A page of a portal on a weak machine. */
const GOALS = { statements: 20, ms: 150, cpuMs: 60 };
const RUNS = 5;

/**
 * The home page (Startseite): one query over all six subgraphs. First for a citizen with a few rows, then for the same one
 * with 100 cases and 1,000 messages: the statements must not become more.
 */
export async function* measure(): AsyncGenerator<Measurement> {
  const hub = await startTestHub();
  try {
    yield await measureFirst(hub);
    yield* measureAs('home.few', hub);
    await fillTown(hub, { cases: 100, messages: 1_000 });
    yield* measureAs('home.many', hub);
  } finally {
    await hub.stop();
  }
}

/** The first request after a start and a sign-in: keys and principal are asked for too. */
async function measureFirst(hub: TestHub): Promise<Measurement> {
  await hub.as('erika').token();
  const { statements } = await recordStatements(() => hub.as('erika').query<Home>(HOME));
  return {
    bench: 'home.first.statements',
    unit: 'statements',
    value: statements.length,
    goal: GOALS.statements,
    runs: 1,
  };
}

async function* measureAs(name: string, hub: TestHub): AsyncGenerator<Measurement> {
  const ask = async () => hub.as('erika').query<Home>(HOME);
  const { me } = await ask();
  const [cases, messages] = [me.cases?.nodes.length, me.mailbox?.nodes.length];
  process.stderr.write(`${name}: ${cases} cases, ${messages} messages on the page\n`);
  const statements = await mostStatements(ask);
  if (statements.length > GOALS.statements) process.stderr.write(`${statements.join('\n---\n')}\n`);
  yield {
    bench: `${name}.statements`,
    unit: 'statements',
    value: statements.length,
    goal: GOALS.statements,
    runs: RUNS,
  };
  const { ms, cpuMs } = await costOf(ask, { runs: RUNS });
  yield { bench: `${name}.time`, unit: 'ms', value: rounded(ms), goal: GOALS.ms, runs: RUNS };
  yield { bench: `${name}.cpu`, unit: 'cpu_ms', value: rounded(cpuMs), goal: GOALS.cpuMs, runs: RUNS };
}

/** Caches make some requests cheaper than others: the dearest of a few counts. */
async function mostStatements(ask: () => Promise<unknown>): Promise<string[]> {
  let most: string[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    const { statements } = await recordStatements(ask);
    if (statements.length > most.length) most = statements;
  }
  return most;
}
