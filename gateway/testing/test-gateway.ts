import { Registry } from 'prom-client';
import { makeLogger } from '../../platform/server/index.ts';
import { type Gateway, type GatewayOptions, makeGateway } from '../server.ts';
import { TestGraph } from './test-graph.ts';
import { PUBLIC_URL, TestIdentity } from './test-identity.ts';

export interface Posted {
  readonly status: number;
  readonly headers: Headers;
  readonly body: {
    data?: Record<string, unknown> | null;
    errors?: { message: string; extensions: { code: string } }[];
  };
}

export interface TestGateway {
  readonly gateway: Gateway;
  readonly graph: TestGraph;
  readonly identity: TestIdentity;
  readonly url: string;
  readonly wsUrl: string;
  /** POST /graphql; `body` an operation, or any text to send as it is. */
  post(body: object | string, headers?: Record<string, string>): Promise<Posted>;
  close(): Promise<void>;
}

/** The real gateway on a free port over two subgraphs in memory, with an identity that tests can steer. */
export async function startTestGateway(options: Partial<GatewayOptions> = {}): Promise<TestGateway> {
  const graph = new TestGraph();
  const identity = await TestIdentity.start();
  const gateway = await makeGateway({
    supergraphSdl: graph.supergraphSdl(),
    transports: graph.transports(),
    identity,
    publicUrl: PUBLIC_URL,
    logger: makeLogger({ level: 'silent' }),
    production: true,
    rights: true,
    // Tests count upstreams; those of sharing turn it on.
    coalesce: false,
    metrics: new Registry(),
    ...options,
  });
  const address = await gateway.listen(0);
  const url = `${address}/graphql`;
  return {
    gateway,
    graph,
    identity,
    url,
    wsUrl: url.replace('http', 'ws'),
    post: (body, headers) => post(url, body, headers),
    close: () => gateway.close(),
  };
}

export async function post(url: string, body: object | string, headers: Record<string, string> = {}): Promise<Posted> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Posted['body'] };
}

export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

export const codesOf = ({ body }: Posted): string[] => (body.errors ?? []).map(({ extensions }) => extensions.code);
