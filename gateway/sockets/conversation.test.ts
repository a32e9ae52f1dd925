import { expect, it } from '@jest/globals';
import { PUBLIC_CALLER } from '../principal/callers.ts';
import type { Connection } from './connection.ts';
import { Conversation } from './conversation.ts';
import type { Protocol } from './protocol.ts';

it('tells nothing of an operation that its client has ended, though its id is in use again', async () => {
  const told: unknown[] = [];
  const slow = Promise.withResolvers<object>();
  const operations = {
    admit: async ({ query }: { query: string }) => ({ type: 'query', query }),
    answer: ({ query }: { query: string }) =>
      query === '{ slow }' ? slow.promise : Promise.resolve({ data: { quick: 1 } }),
  };
  const protocol = {
    operations,
    load: { check: () => {} },
    limits: { operationsPerSocket: 20 },
    enter: () => true,
    isDraining: () => false,
  };
  const connection = { ...SOCKET, send: (text: string) => void told.push(JSON.parse(text)) };
  const conversation = new Conversation(
    connection as unknown as Connection,
    protocol as unknown as Protocol,
    async () => PUBLIC_CALLER,
  );
  const say = (message: object) => conversation.hear(JSON.stringify(message));
  await say({ type: 'connection_init' });
  const first = say({ type: 'subscribe', id: '1', payload: { query: '{ slow }' } });
  await say({ type: 'complete', id: '1' });
  await say({ type: 'subscribe', id: '1', payload: { query: '{ quick }' } });
  slow.resolve({ data: { slow: 1 } });
  await first;
  conversation.end();
  expect(told).toEqual([
    { type: 'connection_ack' },
    { id: '1', type: 'next', payload: { data: { quick: 1 } } },
    { id: '1', type: 'complete' },
  ]);
});

const SOCKET = {
  isOver: false,
  caller: PUBLIC_CALLER,
  requestId: 'r',
  address: 'a',
  signal: new AbortController().signal,
  hold: () => {},
  close: () => {},
};
