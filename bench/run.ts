import '../hub/quiet-runtime.ts';
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import enterTests from '../platform/testing/global-setup.ts';
import leaveTests from '../platform/testing/global-teardown.ts';
import { type Measure, meetsGoal, toLine } from './measurement.ts';

/**
 * `npm run bench [-- NAME...]`: one JSON line per measurement; a name is a topic (`gateway`) or the beginning of a
 * measurement (`gateway.heavy`). Ends with 1 when one misses its goal. For people there is standard error.
 */
const names = process.argv.slice(2);
const topics = globSync('*.bench.ts', { cwd: import.meta.dirname }).sort();
const isAsked = (name: string) => names.length === 0 || names.some((asked) => `${name}.`.startsWith(`${asked}.`));
const mayHold = (topic: string) => isAsked(topic) || names.some((asked) => asked.startsWith(`${topic}.`));

const chosen = topics
  .map((file) => ({ file, topic: basename(file, '.bench.ts') }))
  .filter(({ topic }) => mayHold(topic));
if (chosen.length === 0) {
  process.stderr.write(`Nothing is called ${names.join(', ')}. There is: ${topics.join(', ')}\n`);
  process.exit(1);
}

await enterTests();
try {
  for (const { file } of chosen) await run(file);
} finally {
  await leaveTests();
}
// What was measured may keep timers of its own.
process.exit();

async function run(file: string): Promise<void> {
  const { measure } = (await import(pathToFileURL(join(import.meta.dirname, file)).href)) as { measure: Measure };
  for await (const measurement of measure(isAsked)) {
    if (!isAsked(measurement.bench)) continue;
    process.stdout.write(`${toLine(measurement)}\n`);
    if (meetsGoal(measurement)) continue;
    process.stderr.write(`${measurement.bench} misses its goal.\n`);
    process.exitCode = 1;
  }
}
