import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { AUTHORIZATION, type Events, HUB, type Me, play } from './story.ts';

/** graphql-ws: queries and subscriptions over one WebSocket. */
const client = createClient({
  url: `${HUB.replace('http', 'ws')}/graphql`,
  connectionParams: { authorization: AUTHORIZATION },
  webSocketImpl: WebSocket,
});

/** The first answer; leaving the loop ends the operation. */
async function first<Data>(query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  for await (const { data, errors } of client.iterate<Data>({ query, variables })) {
    if (data) return data;
    throw new Error(JSON.stringify(errors));
  }
  throw new Error('no answer');
}

await play({
  query: (document) => first<Me>(document),
  nextEvent: (document, variables) => first<Events>(document, variables),
  close: () => void client.dispose(),
});
