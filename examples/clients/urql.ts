import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { AUTHORIZATION, type Events, HUB, type Me, play } from './story.ts';

/** urql: queries by POST, subscriptions over a WebSocket. */
const socket = createClient({
  url: `${HUB.replace('http', 'ws')}/graphql`,
  connectionParams: { authorization: AUTHORIZATION },
  webSocketImpl: WebSocket,
});
const client = new Client({
  url: `${HUB}/graphql`,
  exchanges: [
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: ({ query = '', variables }) => ({
        subscribe: (sink) => ({ unsubscribe: socket.subscribe({ query, variables }, sink) }),
      }),
    }),
  ],
  preferGetMethod: false,
  fetchOptions: { headers: { authorization: AUTHORIZATION } },
});

await play({
  query: async (document) => {
    const { data, error } = await client.query<Me>(document, {}).toPromise();
    if (!data) throw error;
    return data;
  },
  nextEvent: (document, variables) =>
    new Promise((resolve, reject) => {
      const { unsubscribe } = client.subscription<Events>(document, variables).subscribe(({ data, error }) => {
        if (data) resolve(data);
        else reject(error);
        unsubscribe();
      });
    }),
  close: () => void socket.dispose(),
});
