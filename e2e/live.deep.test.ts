import { expect, it } from '@jest/globals';
import { liveStory } from './live/live-story.ts';

const WHOLE = { lost: 0, doubled: 0, disordered: 0, vanished: 0 };

it('loses, doubles and reorders nothing for 200 subscribers while processes are killed and the supergraph is swapped', async () => {
  const outcome = await liveStory({ citizens: 20, subscribers: 10, writers: 8, changes: 5_000, kills: 30, swaps: 2 });
  process.stderr.write(`live: ${JSON.stringify(outcome)}\n`);
  expect(outcome).toMatchObject({ ...WHOLE, kills: 30, swaps: 2, acknowledged: 5_000 });
  // Each change is told to those who follow its case and to those who follow all of hers.
  expect(outcome.delivered).toBeGreaterThan(5_000);
  expect(outcome.catchUpMs).toBeLessThanOrEqual(5_000);
}, 480_000);

it('notices what is lost when the subscribers come back without their cursors', async () => {
  const sabotaged = { citizens: 4, subscribers: 6, writers: 4, changes: 300, kills: 4, swaps: 0, ignoreCursor: true };
  const { lost, vanished } = await liveStory(sabotaged);
  expect(lost).toBeGreaterThan(0);
  expect(vanished).toBe(0);
}, 240_000);
