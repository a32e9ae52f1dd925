import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';
import { openEvents } from '../event-source.ts';
import type { Delivery, OpenStream } from './subscriber.ts';

const EVENTS = `subscription Events($caseId: ID, $after: String) {
  caseEvents(caseId: $caseId, after: $after) { cursor version case { id reference } } }`;

interface Result {
  data?: { caseEvents: { cursor: string; version: number; case: { id: string } } } | null;
  errors?: readonly { extensions?: { code?: string } }[];
}

type Token = () => Promise<string>;

/** A stock graphql-ws client, shared by a few subscribers as in a page; it does not retry, the subscribers do. */
export const socketClient = (url: string, token: Token): Client =>
  createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: async () => ({ authorization: `Bearer ${await token()}` }),
  });

export const overSocket = (client: Client, caseId: string | undefined): OpenStream =>
  async function* (after, signal) {
    const results = client.iterate({ query: EVENTS, variables: { caseId, after } });
    const stop = () => void results.return?.();
    signal.addEventListener('abort', stop);
    try {
      for await (const result of results) yield toDelivery(result as Result);
    } finally {
      signal.removeEventListener('abort', stop);
    }
  };

export const overEvents = (url: string, token: Token, caseId: string | undefined): OpenStream =>
  async function* (after, signal) {
    const query = new URLSearchParams({ query: EVENTS, variables: JSON.stringify({ caseId }) });
    const headers = { authorization: `Bearer ${await token()}`, ...(after && { 'last-event-id': after }) };
    const { events, close } = await openEvents(`${url}/graphql?${query}`, headers);
    signal.addEventListener('abort', close);
    try {
      for await (const { event, data } of events)
        if (event === 'next' && data) yield toDelivery(JSON.parse(data) as Result);
    } finally {
      signal.removeEventListener('abort', close);
      close();
    }
  };

/** An error in the stream is a reason to come back, like a broken connection. */
function toDelivery({ data, errors }: Result): Delivery {
  if (!data?.caseEvents || errors) throw new Error(JSON.stringify(errors));
  const { cursor, version, case: subject } = data.caseEvents;
  return { cursor, version, caseId: subject.id };
}
