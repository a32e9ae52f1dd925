import { describe, expect, it } from '@jest/globals';
import { UnauthenticatedError } from '../../platform/errors/index.ts';
import type { Principal } from '../../platform/visa/index.ts';
import { citizen, makeHub } from '../__tests__/harness.ts';
import { until } from '../testing/until.ts';
import type { SubgraphRequest, SubgraphResponse, Transport } from '../transports/transport.ts';
import { shareStreams } from './share-streams.ts';

const typeDefs = 'type Query { ping: String }  type Subscription { ticks: Int }';

/** A hub whose one upstream is quiet; the request it was opened with is kept. */
function quietHub(principal: () => Promise<Principal>) {
  const requests: SubgraphRequest[] = [];
  async function* stream(request: SubgraphRequest): AsyncGenerator<SubgraphResponse> {
    requests.push(request);
    await new Promise((resolve) => request.signal?.addEventListener('abort', resolve));
  }
  const events = makeHub([{ name: 'town', typeDefs, stream }]).stream('subscription { ticks }', { principal });
  return { requests, events };
}

describe('when the visa of an upstream ends', () => {
  it('its stream says for whom it goes on, and nobody once she is somebody else', async () => {
    let principal: Principal = citizen();
    const { requests, events } = quietHub(async () => principal);
    const waiting = events.next();
    await until(() => requests.length === 1);
    const renew = () => requests[0]?.renew?.();
    expect(await renew()).toEqual(principal);
    principal = { ...principal };
    expect(await renew()).toEqual(principal);
    principal = { ...principal, version: principal.version + 1 };
    expect(await renew()).toBeUndefined();
    await events.return?.();
    await waiting;
  });

  it('nobody renews it whose token has ended, or who has left', async () => {
    let isGone = false;
    const { requests, events } = quietHub(async () => {
      if (isGone) throw new UnauthenticatedError();
      return citizen();
    });
    const waiting = events.next();
    await until(() => requests.length === 1);
    isGone = true;
    await expect(requests[0]?.renew?.()).rejects.toMatchObject({ code: 'UNAUTHENTICATED' });
    isGone = false;
    await events.return?.();
    await waiting;
    expect(await requests[0]?.renew?.()).toBeUndefined();
  });

  it('a shared one asks the reader it was opened for', async () => {
    const principal = citizen();
    const opened: SubgraphRequest[] = [];
    const quiet: Transport = {
      name: 'town',
      execute: async () => ({}),
      async *subscribe(request) {
        opened.push(request);
        await new Promise((resolve) => request.signal?.addEventListener('abort', resolve));
      },
    };
    const shared = shareStreams(new Map([['town', quiet]])).get('town') as Transport;
    const stream = shared.subscribe({ document: 'd', principal, requestId: 'r', renew: async () => principal });
    const waiting = stream.next();
    await until(() => opened.length === 1);
    expect(await opened[0]?.renew?.()).toBe(principal);
    await stream.return?.();
    expect((await waiting).done).toBe(true);
  });
});
