import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols } from 'graphql-ws';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import type { CallerSource } from '../http/caller-of.ts';
import { AddressBook } from './address-book.ts';
import { attach } from './attach.ts';
import { CLOSE } from './close-codes.ts';
import { Connection } from './connection.ts';
import { makeProtocol, type ProtocolOptions } from './protocol.ts';
import { admitUpgrade, refuseUpgrade, type Upgrade } from './upgrade.ts';

const MAX_MESSAGE_BYTES = 64 * 1024;

export interface SocketsOptions extends ProtocolOptions {
  readonly source: CallerSource;
  readonly logger: Logger;
  readonly isDraining: () => boolean;
  /** The reverse proxy whose `X-Forwarded-For` is believed; none unless said. */
  readonly trustProxy?: string;
}

export interface Sockets {
  /** Closes all sockets with 1012: clients come again and find the successor. */
  closeAll(): void;
}

/** `/graphql` over WebSocket (graphql-transport-ws). */
export function serveSockets(server: Server, options: SocketsOptions): Sockets {
  const { source, logger, isDraining, trustProxy } = options;
  const protocol = makeProtocol(options);
  const addresses = new AddressBook(trustProxy);
  const upgrades = new WeakMap<IncomingMessage, Upgrade>();
  const connections = new Set<Connection>();
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    perMessageDeflate: false,
    handleProtocols,
  });
  sockets.on('headers', (headers, request) => {
    const setCookie = upgrades.get(request)?.setCookie;
    if (setCookie) headers.push(`Set-Cookie: ${setCookie}`);
  });
  sockets.on('connection', (socket: WebSocket, request: IncomingMessage) => {
    const { signIn } = upgrades.get(request) as Upgrade;
    const connection = new Connection(socket, randomUUID(), signIn);
    connections.add(connection);
    const leave = addresses.enter(request);
    socket.once('close', () => {
      connections.delete(connection);
      leave();
    });
    attach(socket, connection, protocol, logger);
    if (addresses.isOver(request)) connection.close(CLOSE.tryAgainLater);
  });
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    const upgrade = async () => {
      upgrades.set(request, await admitUpgrade(request, source, isDraining()));
      sockets.handleUpgrade(request, stream, head, (socket) => sockets.emit('connection', socket, request));
    };
    upgrade().catch((error) => refuseUpgrade(stream, error));
  });
  return {
    closeAll: () => {
      for (const connection of connections) connection.close(CLOSE.restart);
    },
  };
}
