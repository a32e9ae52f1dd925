import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols } from 'graphql-ws';
import type { Logger } from 'pino';
import { type WebSocket, WebSocketServer } from 'ws';
import { HubError } from '../../platform/errors/index.ts';
import type { CallerSource } from '../http/caller-of.ts';
import type { LoadShedder } from '../resilience/load-shedder.ts';
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
  /** So long a client may take nothing of what is sent to it; default 10 s. */
  readonly patienceMs?: number | undefined;
  readonly load: LoadShedder;
  /** The reverse proxy whose `X-Forwarded-For` is believed; none unless said. */
  readonly trustProxy?: string;
}

export interface Sockets {
  /** Closes all sockets with 1012: clients come again and find the successor. */
  closeAll(): void;
}

/** `/graphql` over WebSocket (graphql-transport-ws). */
export function serveSockets(server: Server, options: SocketsOptions): Sockets {
  const sockets = new GraphQLSockets(options);
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    sockets.upgrade(request, stream, head).catch((error) => {
      if (!(error instanceof HubError)) options.logger.error({ err: error }, 'socket handshake failed');
      refuseUpgrade(stream, error);
    });
  });
  return sockets;
}

class GraphQLSockets implements Sockets {
  readonly #options: SocketsOptions;
  readonly #protocol: ReturnType<typeof makeProtocol>;
  readonly #addresses: AddressBook;
  readonly #upgrades = new WeakMap<IncomingMessage, Upgrade>();
  readonly #connections = new Set<Connection>();
  readonly #sockets = new WebSocketServer({
    noServer: true,
    maxPayload: MAX_MESSAGE_BYTES,
    // Compressed, a small message may become a large one.
    perMessageDeflate: false,
    handleProtocols,
  });

  constructor(options: SocketsOptions) {
    this.#options = options;
    this.#protocol = makeProtocol(options);
    this.#addresses = new AddressBook(options.trustProxy);
    this.#sockets.on('headers', (headers, request) => {
      const setCookie = this.#upgrades.get(request)?.setCookie;
      if (setCookie) headers.push(`Set-Cookie: ${setCookie}`);
    });
  }

  async upgrade(request: IncomingMessage, stream: Duplex, head: Buffer): Promise<void> {
    const { source, isDraining, load } = this.#options;
    if (!isDraining()) load.check();
    // A client that vanishes during its handshake is nobody's failure.
    const ignore = () => {};
    stream.on('error', ignore);
    const upgrade = await admitUpgrade(request, source, isDraining());
    this.#upgrades.set(request, upgrade);
    stream.off('error', ignore);
    this.#sockets.handleUpgrade(request, stream, head, (socket) => this.#open(socket, request, upgrade));
  }

  closeAll(): void {
    for (const connection of this.#connections) connection.close(CLOSE.restart);
  }

  #open(socket: WebSocket, request: IncomingMessage, { signIn }: Upgrade): void {
    const connection = new Connection(socket, randomUUID(), signIn, this.#options.patienceMs);
    const leave = this.#addresses.enter(request);
    this.#connections.add(connection);
    socket.once('close', () => {
      this.#connections.delete(connection);
      leave();
    });
    attach(socket, connection, this.#protocol, this.#options.logger);
    // The handshake may have begun before the drain did.
    if (this.#options.isDraining()) connection.close(CLOSE.restart);
    else if (this.#addresses.isOver(request)) connection.close(CLOSE.tryAgainLater);
  }
}
