import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL, handleProtocols } from 'graphql-ws';
import type { Logger } from 'pino';
import { WebSocketServer } from 'ws';
import { HubError } from '../../platform/errors/index.ts';
import type { Limits } from '../guards/limits.ts';
import type { CallerSource } from '../http/caller-of.ts';
import { toAddressKey } from '../rates/address-key.ts';
import type { LoadShedder } from '../resilience/load-shedder.ts';
import { clientAddress } from './client-address.ts';
import { CLOSE } from './close-codes.ts';
import { Connection } from './connection.ts';
import { Conversation } from './conversation.ts';
import { HubSocket } from './hub-socket.ts';
import { Protocol, type ProtocolOptions } from './protocol.ts';
import { Quota } from './quota.ts';
import { admitUpgrade, refuseUpgrade, type Upgrade } from './upgrade.ts';

export interface SocketsOptions extends ProtocolOptions {
  readonly source: CallerSource;
  readonly logger: Logger;
  /** So long a client may take nothing of what is sent to it; default 10 s. */
  readonly patienceMs?: number | undefined;
  readonly load: LoadShedder;
  readonly limits: Limits;
  /** The reverse proxy whose `X-Forwarded-For` is believed; none unless said. */
  readonly trustProxy?: string;
}

export interface Sockets {
  /** Closes each socket with 1012 as soon as what was asked on it is answered: clients come again and find the successor. */
  drain(): Promise<void>;
  /** Closes those that are left, whatever is under way on them. */
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
  readonly #protocol: Protocol;
  readonly #addresses: Quota;
  readonly #upgrades = new WeakMap<IncomingMessage, Upgrade>();
  readonly #conversations = new Map<Connection, Conversation>();
  readonly #sockets: WebSocketServer;

  constructor(options: SocketsOptions) {
    this.#options = options;
    this.#sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      WebSocket: HubSocket,
      maxPayload: options.limits.messageBytes,
      // Compressed, a small message may become a large one.
      perMessageDeflate: false,
      handleProtocols,
    });
    this.#protocol = new Protocol(options, (connection) => this.#leave(connection));
    this.#addresses = new Quota(options.limits.socketsPerAddress);
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
    this.#sockets.handleUpgrade(request, stream, head, (socket) => this.#open(socket as HubSocket, request, upgrade));
  }

  async drain(): Promise<void> {
    const closing = [...this.#conversations].map(async ([connection, conversation]) => {
      await conversation.idle();
      connection.close(CLOSE.restart);
    });
    await Promise.all(closing);
  }

  closeAll(): void {
    for (const connection of this.#conversations.keys()) connection.close(CLOSE.restart);
  }

  #open(socket: HubSocket, request: IncomingMessage, { signIn }: Upgrade): void {
    const { trustProxy, patienceMs, isDraining } = this.#options;
    const address = clientAddress(request, trustProxy);
    const connection = new Connection(socket, { requestId: flat(randomUUID()), address, patienceMs });
    const conversation = new Conversation(connection, this.#protocol, signIn);
    const household = toAddressKey(address);
    this.#addresses.enter(household);
    this.#conversations.set(connection, conversation);
    connection.listener = conversation;
    socket.conversation = conversation;
    if (socket.protocol !== GRAPHQL_TRANSPORT_WS_PROTOCOL) connection.close(CLOSE.otherProtocol);
    // The handshake may have begun before the drain did.
    else if (isDraining()) connection.close(CLOSE.restart);
    else if (this.#addresses.isOver(household)) connection.close(CLOSE.tryAgainLater);
  }

  #leave(connection: Connection): void {
    this.#addresses.leave(toAddressKey(connection.address));
    this.#conversations.delete(connection);
  }
}

/** Node joins an id from sixteen pieces and keeps them all; this is one piece. */
const flat = (text: string): string => Buffer.from(text, 'latin1').toString('latin1');
