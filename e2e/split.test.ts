import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SUBGRAPH_NAMES } from '../platform/visa/index.ts';
import { ProcessHub } from './process-hub.ts';
import { HOME, type Home } from './stories/graph.ts';
import { homeStories } from './stories/home.ts';
import { liveStories } from './stories/live.ts';
import { paymentStories } from './stories/payment.ts';

interface SplitState {
  urls: Record<string, string>;
  pids: Record<string, number>;
}

let hub: ProcessHub;
beforeAll(async () => {
  hub = await ProcessHub.start('split');
}, 90_000);
afterAll(() => hub.stop());

/** Where each part runs, as the split command notes it for operators. */
const state = (): SplitState => JSON.parse(readFileSync(join(hub.dataFolder, 'split.json'), 'utf8'));

describe('the hub as separate processes', () => {
  homeStories(() => hub);
  liveStories(() => hub);
  paymentStories(() => hub);

  it('answers 401 at the port of every subgraph when no visa is shown', async () => {
    for (const name of SUBGRAPH_NAMES) {
      const url = state().urls[name];
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify({ query: '{ me { id } }' });
      expect((await fetch(`${url}/graphql`, { method: 'POST', headers, body })).status).toBe(401);
      expect((await fetch(`${url}/feed`)).status).toBe(401);
      const bearer = { ...headers, authorization: `Bearer ${await hub.token('erika')}` };
      expect((await fetch(`${url}/graphql`, { method: 'POST', headers: bearer, body })).status).toBe(401);
    }
  });

  it('leaves the fields of the others answered when one subgraph is gone', async () => {
    process.kill(state().pids.waste as number, 'SIGKILL');
    const { data, errors } = await hub.ask<Home>(await hub.token('erika'), HOME);
    expect(data.me).toMatchObject({ home: null, profile: { displayName: 'Erika Mustermann' } });
    expect(data.me.favouriteStops?.length).toBe(2);
    expect(errors?.map(({ path, extensions }) => [path?.join('.'), extensions.code])).toEqual([
      ['me.home', 'UNAVAILABLE'],
    ]);
  });
});
