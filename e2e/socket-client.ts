import { type Client, createClient } from 'graphql-ws';
import WebSocket from 'ws';

export interface StreamResult<Data> {
  data: Data;
  errors?: { message: string; extensions: { code: string } }[];
  extensions?: { cursor?: string };
}

export interface SocketClient {
  /** Events in order, as they come. */
  subscribe<Data>(query: string, variables?: Record<string, unknown>): AsyncIterableIterator<StreamResult<Data>>;
  /** Resolves when the hub has said where the stream stands: from then on nothing is missed. */
  opened(): Promise<void>;
  /** Cuts the connection as a lost network does: no close frame. */
  cut(): void;
  close(): Promise<void>;
}

/** A stock graphql-ws client that neither retries nor hides anything; `from` an address of this machine's own, as another's. */
export function connectSocket(url: string, token: string, from?: string): SocketClient {
  let socket: WebSocket | undefined;
  const bookmark = Promise.withResolvers<void>();
  const client: Client = createClient({
    url,
    webSocketImpl: from === undefined ? WebSocket : socketsFrom(from),
    retryAttempts: 0,
    connectionParams: { authorization: `Bearer ${token}` },
    on: {
      opened: (opened) => {
        socket = opened as WebSocket;
      },
      // A bookmark travels as the payload of a ping.
      ping: (received, payload) => {
        if (received && payload?.cursor) bookmark.resolve();
      },
    },
  });
  return {
    subscribe: <Data>(query: string, variables: Record<string, unknown> = {}) =>
      client.iterate({ query, variables }) as unknown as AsyncIterableIterator<StreamResult<Data>>,
    opened: () => bookmark.promise,
    cut: () => socket?.terminate(),
    close: async () => client.dispose(),
  };
}

const socketsFrom = (localAddress: string) =>
  class extends WebSocket {
    constructor(url: string, protocols: string) {
      super(url, protocols, { localAddress });
    }
  };
