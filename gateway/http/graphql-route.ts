import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Gone, type GoneSignal } from '../../platform/gone.ts';
import { BadRequestError } from '../guards/errors.ts';
import { checkBatch } from '../guards/order.ts';
import type { OperationContext } from '../operations.ts';
import type { LoadShedder } from '../resilience/load-shedder.ts';
import { PLAN_HEADER } from '../telemetry/plan-view.ts';
import { statusOf, toBody } from './answer.ts';
import { AnswerBuffers } from './answer-buffers.ts';
import { type ApolloOptions, ApolloShell } from './apollo.ts';
import { type CallerSource, callerOf } from './caller-of.ts';
import {
  drainingError,
  MethodNotAllowedError,
  NotAcceptableError,
  toErrorBody,
  toRefusal,
  UnsupportedMediaTypeError,
} from './errors.ts';
import type { EventStreams } from './event-streams.ts';
import { acceptsEventStream, acceptsJson, responseType } from './media-types.ts';
import { type OperationParameters, readBody, readUrl } from './parameters.ts';

export interface GraphQLRouteOptions extends ApolloOptions {
  readonly source: CallerSource;
  readonly eventStreams: EventStreams;
  /** True while the process goes down: new requests are sent elsewhere. */
  readonly isDraining: () => boolean;
  readonly load: LoadShedder;
}

/** `/graphql`: POST for answers, event streams by GET or POST. Everything else is 405. */
export async function serveGraphQL(app: FastifyInstance, options: GraphQLRouteOptions): Promise<void> {
  const shell = new ApolloShell(options);
  await shell.start();
  app.addHook('onClose', () => shell.stop());
  await app.register(async (scope) => {
    const route = new GraphQLRoute(options, shell);
    // A page elsewhere may send text/plain without asking; nothing here reads it.
    scope.removeContentTypeParser('text/plain');
    scope.addHook('onRequest', async (request) => {
      if (options.isDraining()) throw drainingError();
      // Unpacked, a small body may become a large one.
      if (isPacked(request.headers['content-encoding'])) throw new UnsupportedMediaTypeError();
      options.load.check();
    });
    // Counted once its body is there: one that comes drop by drop costs a connection, and takes no place from others.
    scope.addHook('preValidation', async (request, reply) => {
      options.load.check();
      options.load.enter(request);
      reply.raw.once('close', () => options.load.leave(request));
      await options.load.turn();
    });
    scope.setErrorHandler(sendRefusal);
    scope.post('/graphql', (request, reply) => route.post(request, reply));
    scope.get('/graphql', (request, reply) => route.get(request, reply));
    scope.route({
      method: ['PUT', 'PATCH', 'DELETE', 'OPTIONS'],
      url: '/graphql',
      onRequest: async () => {
        throw new MethodNotAllowedError();
      },
      handler: () => {},
    });
  });
}

const isPacked = (encoding: string | undefined): boolean => encoding !== undefined && encoding !== 'identity';

/** An answer is about somebody, and only for now. */
const ANSWER_HEADERS = { 'cache-control': 'no-store' };

class GraphQLRoute {
  readonly #options: GraphQLRouteOptions;
  readonly #shell: ApolloShell;
  readonly #buffers = new AnswerBuffers();

  constructor(options: GraphQLRouteOptions, shell: ApolloShell) {
    this.#options = options;
    this.#shell = shell;
  }

  async post(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const { accept } = request.headers;
    const context = await this.#contextOf(request, reply, acceptsJson(accept) ? 'http' : 'sse');
    checkBatch(request.body);
    const parameters = readBody(request.body);
    if (!acceptsJson(accept) && acceptsEventStream(accept)) return this.#stream(parameters, context, request, reply);
    const operation = await this.#options.operations.admit(parameters, context);
    if (operation.type === 'subscription') {
      if (acceptsEventStream(accept)) return this.#stream(parameters, { ...context, protocol: 'sse' }, request, reply);
      throw new BadRequestError('A subscription needs a stream: Accept: text/event-stream, or a WebSocket.');
    }
    if (!acceptsJson(accept)) throw new NotAcceptableError();
    const result = await this.#shell.answer(operation);
    const body = this.#buffers.fill(toBody(result), reply.raw);
    return reply.status(statusOf(result)).headers(ANSWER_HEADERS).type(responseType(accept)).send(body);
  }

  async get(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    if (!acceptsEventStream(request.headers.accept)) throw new MethodNotAllowedError();
    const context = await this.#contextOf(request, reply, 'sse');
    const parameters = readUrl(request.query);
    return this.#stream(parameters, context, request, reply, true);
  }

  #stream(
    parameters: OperationParameters,
    context: OperationContext,
    request: FastifyRequest,
    reply: FastifyReply,
    onlyStreams = false,
  ) {
    // A stream may stand open for days; from here on only what it asks counts as work.
    this.#options.load.leave(request);
    return this.#options.eventStreams.send(parameters, context, reply, { onlyStreams });
  }

  async #contextOf(
    request: FastifyRequest,
    reply: FastifyReply,
    protocol: OperationContext['protocol'],
  ): Promise<OperationContext> {
    const caller = await callerOf(request, reply, this.#options.source);
    const resumeAfter = request.headers['last-event-id'];
    return {
      protocol,
      caller,
      requestId: request.id,
      address: request.ip,
      traceparent: request.headers.traceparent,
      wantsPlan: request.headers[PLAN_HEADER] !== undefined,
      signal: goneSignal(reply),
      ...(protocol === 'sse' && typeof resumeAfter === 'string' && resumeAfter !== '' && { resumeAfter }),
    };
  }
}

/** Aborts when the client leaves before it has its answer. */
function goneSignal({ raw }: FastifyReply): GoneSignal {
  const gone = new Gone();
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort();
  });
  return gone;
}

/** Our refusals with their headers; what is none of ours goes on to the server kit's handler. */
function sendRefusal(error: unknown, request: FastifyRequest, reply: FastifyReply): unknown {
  const refusal = toRefusal(error);
  if (!refusal) throw error;
  const { status, headers, errors } = refusal;
  return reply
    .status(status)
    .headers(headers)
    .type(responseType(request.headers.accept))
    .send(JSON.stringify(toErrorBody(errors)));
}
