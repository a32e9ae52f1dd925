import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { graphql, parse } from 'graphql';
import { compose, sdlOf, type TestSubgraph } from '../harness.ts';
import * as interfaceObjects from '../interface-object-more/questions.ts';
import * as requires from '../requires-abstract/questions.ts';

/** A subgraph as anybody's server: POST in, JSON out. */
async function serve(subgraph: TestSubgraph): Promise<Server> {
  const schema = buildSubgraphSchema([
    { typeDefs: parse(sdlOf(subgraph)), resolvers: (subgraph.resolvers ?? {}) as never },
  ]);
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { query, variables } = JSON.parse(Buffer.concat(chunks).toString());
    const answer = await graphql({ schema, source: query, variableValues: variables });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;

/** The gateway by its command line, as somebody would start it who knows nothing else of it. */
async function startGateway(file: string): Promise<{ process: ChildProcess; url: string }> {
  const command = ['bin/run.mjs', 'gateway/open.ts', '--supergraph', file, '--port', '0', '--open'];
  const child = spawn(process.execPath, command, { stdio: ['ignore', 'pipe', 'ignore'] });
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    const url = /ready at (\S+)/.exec(line)?.[1];
    if (url) return { process: child, url };
  }
  throw new Error('the gateway ended before it was ready');
}

describe.each([
  ['@requires', requires],
  ['interface objects', interfaceObjects],
])('the open gateway over HTTP: %s', (_what, { subgraphs, questions }) => {
  const folder = mkdtempSync(join(tmpdir(), 'stadttor-open-'));
  const file = join(folder, 'supergraph.graphql');
  let servers: Server[] = [];
  let gateway: { process: ChildProcess; url: string };

  beforeAll(async () => {
    servers = await Promise.all(subgraphs.map(serve));
    const urls = new Map(subgraphs.map(({ name }, i) => [name, urlOf(servers[i] as Server)]));
    writeFileSync(
      file,
      compose(subgraphs, (name) => urls.get(name) as string),
    );
    gateway = await startGateway(file);
  });
  afterAll(async () => {
    gateway.process.kill();
    await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    rmSync(folder, { recursive: true });
  });

  it('answers as in one process', async () => {
    const answers = await Promise.all(
      questions.map(async ([query, , variables]) => {
        const body = JSON.stringify({ query, variables });
        const headers = { 'content-type': 'application/json', accept: 'application/json' };
        return (await fetch(gateway.url, { method: 'POST', headers, body })).json();
      }),
    );
    expect(answers).toEqual(questions.map(([, data]) => ({ data })));
  });
});
