import { expect, it } from '@jest/globals';
import { killStory } from './stories/kills.ts';

it('loses and doubles nothing when it is killed while people work', async () => {
  const { acknowledged } = await killStory(1);
  expect(acknowledged).toBeGreaterThan(0);
}, 90_000);
