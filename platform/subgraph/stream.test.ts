import { describe, expect, it, jest } from '@jest/globals';
import { parse } from 'graphql';
import { citizen } from '../testing/principals.ts';
import { makeVisa } from '../visa/index.ts';
import type { OpenStream, StreamMessage, StreamPayload, SubgraphCall } from './call.ts';
import { SubgraphStream } from './stream.ts';

const visaFor = (ms: number) =>
  makeVisa({ audience: 'account', issuer: 'gateway', principal: citizen(), expiresAt: new Date(Date.now() + ms) });

const callFor = (ms: number, renew?: SubgraphCall['renew']): SubgraphCall => ({
  document: 'subscription { n }',
  visa: visaFor(ms),
  requestId: 'r',
  renew,
});

/** An executor whose source waits until the stream ends; tells how often it was opened. */
function quietExecutor() {
  const opened: SubgraphCall[] = [];
  const open = async (call: SubgraphCall, { signal }: { signal: AbortSignal }): Promise<OpenStream> => {
    opened.push(call);
    return { document: parse(call.document), source: quiet(signal) };
  };
  const message = async (_parts: unknown, { cursor }: StreamPayload<unknown>): Promise<StreamMessage> => ({
    extensions: { cursor },
  });
  return { opened, open, message, mask: (error: unknown) => error as never };
}

async function* quiet(signal: AbortSignal): AsyncGenerator<StreamPayload<unknown>> {
  yield { cursor: 'here' };
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
}

describe('a stream of a subgraph', () => {
  it('ends with its visa when nobody is there to renew it', async () => {
    const stream = new SubgraphStream(quietExecutor(), callFor(100));
    expect((await stream.next()).value).toEqual({ extensions: { cursor: 'here' } });
    expect((await stream.next()).done).toBe(true);
  });

  it('goes on with the next visa, and nothing is opened anew', async () => {
    const executor = quietExecutor();
    const renew = jest.fn(async () => true);
    const call = callFor(2_050, renew);
    const stream = new SubgraphStream(executor, call);
    await stream.next();
    const waiting = stream.next();
    while (renew.mock.calls.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await Promise.race([waiting, 'still open'])).toBe('still open');
    expect(executor.opened).toEqual([call]);
    await stream.return();
    expect((await waiting).done).toBe(true);
  });

  it.each<[string, () => Promise<boolean>]>([
    ['she is another person now', async () => false],
    ['nobody can say who she is', () => Promise.reject(new Error('identity is silent'))],
  ])('ends, to be opened anew, when %s', async (_why, renew) => {
    const stream = new SubgraphStream(quietExecutor(), callFor(2_050, renew));
    await stream.next();
    expect((await stream.next()).done).toBe(true);
  });
});
