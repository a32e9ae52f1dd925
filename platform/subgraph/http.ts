import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ExecutionResult, GraphQLError } from 'graphql';
import { isUuid } from '../database/index.ts';
import { ForbiddenError, NotFoundError, UnauthenticatedError } from '../errors/index.ts';
import { type Trace, type Tracing, under } from '../telemetry/index.ts';
import type { Visa } from '../visa/index.ts';
import { serveSocket } from './socket.ts';
import type { RunningSubgraph } from './start.ts';

export type CheckVisa = (token: string) => Visa;

interface GraphQLBody {
  query: string;
  operationName?: string;
  variables?: Record<string, unknown>;
}

/** A subgraph over HTTP, for the split form: GraphQL, its feed, questions of the hub's parts, its browser routes. */
export async function serveSubgraph(
  app: FastifyInstance,
  subgraph: RunningSubgraph,
  checkVisa: CheckVisa,
  tracing?: Tracing,
): Promise<void> {
  const visaOf = (request: FastifyRequest): Visa => checkVisa(bearerOf(request));
  app.post<{ Body: GraphQLBody }>('/graphql', async (request, reply) => {
    const visa = visaOf(request);
    const { query: document, operationName, variables } = request.body;
    const requestId = String(request.headers['x-request-id'] ?? request.id);
    const call = { document, operationName, variables, visa, requestId, signal: goneSignal(reply) };
    return under(continued(request, subgraph, tracing), async (trace) =>
      toJson(await subgraph.executor.execute({ ...call, trace })),
    );
  });
  serveFeed(app, subgraph, (request) => systemVisa(visaOf(request)));
  app.post<{ Params: { question: string } }>('/internal/:question', async (request) => {
    const { principal } = systemVisa(visaOf(request));
    return { answer: (await subgraph.ask(request.params.question, request.body, principal)) ?? null };
  });
  serveSocket(app.server, subgraph, checkVisa);
  await app.register(async (scope) => subgraph.routes?.(scope));
}

/** Only what the gateway has begun: it decides which requests are traced. */
const continued = ({ headers }: FastifyRequest, { name }: RunningSubgraph, tracing?: Tracing): Trace | undefined =>
  headers.traceparent === undefined
    ? undefined
    : tracing?.start(`serve ${name}`, { traceparent: headers.traceparent, trusted: true });

/** Aborts when the gateway has left: nobody waits for this answer any more. */
function goneSignal({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort();
  });
  return gone.signal;
}

function serveFeed(app: FastifyInstance, { feed }: RunningSubgraph, admit: (request: FastifyRequest) => Visa): void {
  type Query = { Querystring: { after?: string; timeout?: string } };
  app.get<Query>('/feed', async (request) => {
    admit(request);
    return feed.after(toCount(request.query.after));
  });
  app.get<Query & { Params: { id: string } }>('/feed/subject/:id', async (request) => {
    admit(request);
    if (!isUuid(request.params.id)) throw new NotFoundError();
    return { events: await feed.subject(request.params.id, toCount(request.query.after)) };
  });
  app.get<Query>('/feed/wait', async (request) => {
    admit(request);
    const gone = new AbortController();
    request.raw.once('close', () => gone.abort());
    await feed.wait(toCount(request.query.after), Math.min(toCount(request.query.timeout), 5_000), gone.signal);
    return {};
  });
}

const toCount = (text = '0'): number => (/^\d{1,15}$/.test(text) ? Number(text) : 0);

function bearerOf({ headers }: FastifyRequest): string {
  const [scheme, token, ...rest] = (headers.authorization ?? '').split(' ');
  if (scheme !== 'Visa' || !token || rest.length > 0)
    throw new UnauthenticatedError('A subgraph answers only with a visa.');
  return token;
}

function systemVisa(visa: Visa): Visa {
  if (visa.principal.kind !== 'system') throw new ForbiddenError('Only parts of the hub may ask this.');
  return visa;
}

/** GraphQLError carries more than JSON should: `toJSON` keeps message, path and extensions. */
export const toJson = ({ errors, ...rest }: ExecutionResult): object =>
  errors ? { ...rest, errors: errors.map((error: GraphQLError) => error.toJSON()) } : rest;
