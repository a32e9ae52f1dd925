import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { execute, type GraphQLSchema, parse } from 'graphql';
import { shopParts } from './shop.ts';

/**
 * `subgraphs.ts PORT...`: the shop's subgraphs, one port each, all in this process. They know their answers by heart, as
 * text: what is asked for the second time costs them nothing but the socket. `GET /calls` tells how often they were asked.
 */
let calls = 0;

function serve(schema: GraphQLSchema, port: number): void {
  const answers = new Map<string, Buffer>();
  createServer((request, response) => {
    if (request.method === 'GET') return send(response, Buffer.from(String(calls)));
    readText(request, async (question) => {
      calls += 1;
      const answer = answers.get(question) ?? (await workOut(schema, question));
      answers.set(question, answer);
      send(response, answer);
    });
  }).listen(port, '127.0.0.1');
}

function readText(request: IncomingMessage, done: (text: string) => void): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => done(Buffer.concat(chunks).toString('utf8')));
}

async function workOut(schema: GraphQLSchema, question: string): Promise<Buffer> {
  const { query, variables } = JSON.parse(question);
  return Buffer.from(JSON.stringify(await execute({ schema, document: parse(query), variableValues: variables })));
}

function send(response: ServerResponse, body: Buffer): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}

const ports = process.argv.slice(2).map(Number);
shopParts().forEach(({ schema }, at) => {
  serve(schema, ports[at] as number);
});
