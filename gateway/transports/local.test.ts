import { describe, expect, it } from '@jest/globals';
import type { SubgraphCall } from '../../platform/subgraph/index.ts';
import { citizen } from '../../platform/testing/principals.ts';
import { isVisa } from '../../platform/visa/index.ts';
import { type LocalExecutor, localTransport } from './local.ts';

const principal = citizen();
const request = { document: '{ me { id } }', principal, requestId: 'r' };

function executor(calls: SubgraphCall[]): LocalExecutor {
  return {
    name: 'account',
    execute: async (call) => {
      calls.push(call);
      return { data: {} };
    },
    async *subscribe(call) {
      calls.push(call);
      yield { data: { n: 1 } };
      await new Promise((resolve) => call.signal?.addEventListener('abort', resolve));
    },
  };
}

describe('a call in the same process', () => {
  it('carries a visa for this one subgraph', async () => {
    const calls: SubgraphCall[] = [];
    await localTransport(executor(calls)).execute(request);
    expect(isVisa(calls[0]?.visa, 'account')).toBe(true);
    expect(isVisa(calls[0]?.visa, 'payment')).toBe(false);
    expect(calls[0]?.visa).toMatchObject({ issuer: 'gateway', principal });
  });

  it('ends a stream at once, though it waits for its next event', async () => {
    const stream = localTransport(executor([])).subscribe(request);
    expect((await stream.next()).value).toEqual({ data: { n: 1 } });
    const waiting = stream.next();
    await stream.return?.();
    expect((await waiting).done).toBe(true);
  });

  it('ends a stream when the request is aborted', async () => {
    const gone = new AbortController();
    const stream = localTransport(executor([])).subscribe({ ...request, signal: gone.signal });
    await stream.next();
    const waiting = stream.next();
    gone.abort();
    expect((await waiting).done).toBe(true);
  });
});
