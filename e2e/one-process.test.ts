import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ProcessHub } from './process-hub.ts';
import { homeStories } from './stories/home.ts';
import { liveStories } from './stories/live.ts';
import { paymentStories } from './stories/payment.ts';

let hub: ProcessHub;
/** Somebody starts it again by mistake; that one waits 5 s for the first to go, so it may do so beside the stories. */
let mistake: ReturnType<ProcessHub['second']>;
beforeAll(async () => {
  hub = await ProcessHub.start('start');
  mistake = hub.second();
}, 60_000);
afterAll(() => hub.stop());

describe('the hub in one process', () => {
  homeStories(() => hub);
  liveStories(() => hub);
  paymentStories(() => hub);

  it('lets no second hub onto the same data folder', async () => {
    const { code, output } = await mistake;
    expect(code).toBe(1);
    expect(output).toContain('Another hub runs');
  });
});
