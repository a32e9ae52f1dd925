import type { Step } from '../planning/plan-nodes.ts';
import type { Run } from './run.ts';
import { runStep } from './run-step.ts';

/** Runs a compiled plan: each step begins as soon as those it waits for are over. Never rejects. */
export async function runSteps(steps: readonly Step[], run: Run): Promise<void> {
  const over: Promise<void>[] = [];
  for (const step of steps) over.push(afterOthers(step, over, run));
  await Promise.all(over);
}

function afterOthers(step: Step, over: readonly Promise<void>[], run: Run): Promise<void> {
  const { after } = step;
  if (after.length === 0) return runStep(step, run);
  const before = after.length === 1 ? over[after[0] as number] : Promise.all(after.map((at) => over[at]));
  return (before as Promise<unknown>).then(() => runStep(step, run));
}
