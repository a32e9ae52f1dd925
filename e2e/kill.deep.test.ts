import { expect, it } from '@jest/globals';
import { killStory } from './stories/kills.ts';

it('loses and doubles nothing over twenty kills at random moments', async () => {
  const { acknowledged } = await killStory(20);
  expect(acknowledged).toBeGreaterThan(100);
}, 600_000);
