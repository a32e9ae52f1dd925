import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { useServer } from 'graphql-ws/use/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { TestGraph } from './test-graph.ts';

export interface ReceivedRequest {
  readonly headers: IncomingHttpHeaders;
  readonly body: { query: string; variables?: Record<string, unknown> };
}

/** One subgraph of the test graph behind real HTTP and a real socket, as somebody else's server might be. */
export class TestSubgraphServer {
  readonly requests: ReceivedRequest[] = [];
  /** Payloads of the streams that were opened. */
  readonly streams: { extensions?: Record<string, unknown> | null }[] = [];
  /** Set it to answer every POST so, instead of executing it. */
  answer: { status: number; body: string } | undefined;
  /** Connections that were opened so far. */
  connections = 0;
  openConnections = 0;
  /** Set it to close the connection of the next POST instead of answering. */
  hangUpNext = false;
  readonly #http = createServer();
  /** A longer message costs the socket, as at a subgraph of ours. */
  readonly #sockets = new WebSocketServer({ server: this.#http, path: '/graphql', maxPayload: 1024 * 1024 });

  private constructor(
    private readonly name: 'people' | 'things',
    private readonly graph: TestGraph,
  ) {}

  static async start(name: 'people' | 'things', graph: TestGraph): Promise<TestSubgraphServer> {
    const server = new TestSubgraphServer(name, graph);
    server.#http.on('connection', (socket) => {
      server.connections++;
      server.openConnections++;
      socket.once('close', () => server.openConnections--);
    });
    server.#servePosts();
    server.#serveStreams();
    await new Promise<void>((resolve) => server.#http.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}/graphql`;
  }

  get sockets(): Set<WebSocket> {
    return this.#sockets.clients;
  }

  /** As a server does whose clients are quiet for too long. */
  closeIdle(): void {
    this.#http.closeIdleConnections();
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.terminate();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #servePosts(): void {
    this.#http.on('request', async (request, response) => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const body = JSON.parse(Buffer.concat(chunks).toString()) as ReceivedRequest['body'];
      this.requests.push({ headers: request.headers, body });
      if (this.hangUpNext) {
        this.hangUpNext = false;
        request.socket.destroy();
        return;
      }
      const executed = () => this.graph.execute(this.name, { document: body.query, variables: body.variables });
      const { status, body: text } = this.answer ?? { status: 200, body: JSON.stringify(await executed()) };
      response.writeHead(status, { 'content-type': 'application/json' }).end(text);
    });
  }

  #serveStreams(): void {
    const { ticker } = this.graph;
    useServer(
      {
        schema: this.graph.schemas[this.name],
        onSubscribe: (_context, _id, payload) => {
          this.streams.push(payload);
        },
        subscribe: (() => {
          const after = this.streams.at(-1)?.extensions?.resumeAfter as string | undefined;
          const ending = new AbortController();
          const ticks = ticker.follow(after, ending.signal);
          const events = (async function* () {
            for await (const { n, cursor } of ticks)
              yield n === undefined ? { extensions: { cursor } } : { data: { ticks: { n } }, extensions: { cursor } };
          })();
          const end = events.return.bind(events);
          events.return = (value) => {
            ending.abort();
            return end(value);
          };
          return events;
        }) as never,
      },
      this.#sockets,
    );
  }
}
