import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../hub/split/processes.ts';
import { type Measurement, median } from './measurement.ts';
import { startAndStop } from './start/npm-start.ts';

const RUNS = 5;
const GOAL_MS = 3_000;

/** `npm start` as people type it, on an installed checkout and a seeded folder, until the line that says it is ready. */
export async function* measure(): AsyncGenerator<Measurement> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'stadttor-bench-'));
  // As root the server runs as somebody else, who must reach its cluster here.
  chmodSync(dataFolder, 0o755);
  const [port] = await freePorts(1);
  const env = { PORT: String(port), STADTTOR_DATA: dataFolder };
  try {
    process.stderr.write(`start, empty folder: ${Math.round(await startAndStop(env))} ms\n`);
    const times: number[] = [];
    for (let run = 0; run < RUNS; run += 1) {
      times.push(await startAndStop(env));
      process.stderr.write(
        `start: ${Math.round(times.at(-1) as number)} ms, of it ${JSON.stringify(phases(dataFolder))}\n`,
      );
    }
    yield { bench: 'start.warm', unit: 'ms', value: Math.round(median(times)), goal: GOAL_MS, runs: RUNS };
  } finally {
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** What the hub itself wrote into its log about the last start; npm and the launcher come before. */
function phases(dataFolder: string): unknown {
  const lines = readFileSync(join(dataFolder, 'stadttor.log'), 'utf8').trim().split('\n');
  const entries = lines.map((line) => JSON.parse(line) as { startMs?: object });
  return entries.findLast(({ startMs }) => startMs)?.startMs;
}
