import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { OperationTypeNode } from 'graphql';
import { createClient } from 'graphql-ws';
import { firstValueFrom } from 'rxjs';
import { WebSocket } from 'ws';
import { AUTHORIZATION, type Events, HUB, type Me, play } from './story.ts';

/** Apollo Client: queries by POST, subscriptions over a WebSocket. */
const socket = createClient({
  url: `${HUB.replace('http', 'ws')}/graphql`,
  connectionParams: { authorization: AUTHORIZATION },
  webSocketImpl: WebSocket,
});
const client = new ApolloClient({
  cache: new InMemoryCache(),
  link: ApolloLink.split(
    ({ operationType }) => operationType === OperationTypeNode.SUBSCRIPTION,
    new GraphQLWsLink(socket),
    new HttpLink({ uri: `${HUB}/graphql`, headers: { authorization: AUTHORIZATION } }),
  ),
});

await play({
  query: async (document) => {
    const { data } = await client.query<Me>({ query: gql(document) });
    return data as Me;
  },
  nextEvent: async (document, variables) => {
    const { data, error } = await firstValueFrom(client.subscribe<Events>({ query: gql(document), variables }));
    if (!data) throw error;
    return data as Events;
  },
  close: () => {
    client.stop();
    void socket.dispose();
  },
});
