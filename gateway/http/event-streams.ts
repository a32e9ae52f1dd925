import type { FastifyReply } from 'fastify';
import type { UnknownErrorReport } from '../../platform/errors/index.ts';
import { SECOND } from '../../platform/time.ts';
import type { StreamEvent } from '../engine.ts';
import { BadRequestError } from '../guards/errors.ts';
import type { Limits } from '../guards/limits.ts';
import type { Operation, OperationContext, Operations } from '../operations.ts';
import { watchCaller } from '../principal/watch-caller.ts';
import { RateLimitedError } from '../rates/errors.ts';
import { MethodNotAllowedError, toErrorBody, toStreamErrors } from './errors.ts';
import { EventStreamWriter } from './event-stream-writer.ts';
import type { OperationParameters } from './parameters.ts';
import { StreamQuota } from './stream-quota.ts';

export interface EventStreamsOptions {
  readonly operations: Operations;
  readonly limits: Limits;
  readonly onUnknownError: (report: UnknownErrorReport) => void;
  /** A comment keeps proxies from closing a quiet stream; default 15 s. */
  readonly heartbeatMs?: number;
  /** So long a client may take nothing of what is sent to it; default 10 s. */
  readonly patienceMs?: number | undefined;
}

/**
 * Server-sent events, the distinct-connections mode of graphql-sse: one request, one operation, `next` for each answer,
 * `complete` at its end. A stream that ends without `complete` asks the browser to come again with `Last-Event-ID`.
 */
export class EventStreams {
  readonly #options: EventStreamsOptions;
  readonly #open = new Set<EventStreamWriter>();
  readonly #quota: StreamQuota;

  constructor(options: EventStreamsOptions) {
    this.#options = options;
    this.#quota = new StreamQuota(options.limits);
  }

  /** Ends every subscription without `complete`: the clients come again, to another process or to this one's successor. */
  closeAll(): void {
    for (const writer of this.#open) writer.end();
  }

  async send(
    parameters: OperationParameters,
    context: OperationContext,
    reply: FastifyReply,
    { onlyStreams }: { onlyStreams: boolean },
  ): Promise<unknown> {
    // Routes by GET answer HEAD too; a stream without events would stand open for nothing.
    if (reply.request.method === 'HEAD') throw new MethodNotAllowedError();
    const admitted = await this.#admit(parameters, context);
    // What a link or an image on a foreign page can trigger must not change anything, nor be read from a cache.
    const isStream = 'type' in admitted && admitted.type === 'subscription';
    if (onlyStreams && 'type' in admitted && !isStream) throw new MethodNotAllowedError();
    const leave = isStream ? await this.#quota.enter(context) : () => {};
    const writer = new EventStreamWriter(reply, {
      heartbeatMs: this.#options.heartbeatMs ?? 15 * SECOND,
      patienceMs: this.#options.patienceMs ?? 10 * SECOND,
    });
    // A query or mutation ends with its answer, and is waited for.
    if (isStream) this.#open.add(writer);
    const unwatch = watchCaller(context.caller, () => writer.end());
    try {
      if ('type' in admitted) await this.#answer(admitted, writer);
      else await writer.next({ payload: { errors: admitted.errors } });
      await writer.complete();
    } finally {
      leave();
      unwatch();
      this.#open.delete(writer);
      writer.end();
    }
    return reply;
  }

  /** What refuses the operation itself is an answer in the stream; what is wrong with the request or its sender is one before. */
  async #admit(parameters: OperationParameters, context: OperationContext): Promise<Operation | { errors: object[] }> {
    await context.caller.principal();
    try {
      return await this.#options.operations.admit(parameters, context);
    } catch (error) {
      if (error instanceof RateLimitedError || error instanceof BadRequestError) throw error;
      return toErrorBody(toStreamErrors(error, this.#options.onUnknownError));
    }
  }

  async #answer(operation: Operation, writer: EventStreamWriter): Promise<void> {
    const { operations, onUnknownError } = this.#options;
    try {
      if (operation.type === 'subscription') await pump(operations.stream(operation), writer);
      else await writer.next({ payload: toPayload({ result: await operations.answer(operation) }) });
    } catch (error) {
      await writer.next({ payload: toErrorBody(toStreamErrors(error, onUnknownError)) });
    }
  }
}

/** Takes the next event only when the client has taken the last one; when it leaves, the stream ends at once. */
async function pump(events: AsyncIterableIterator<StreamEvent>, writer: EventStreamWriter): Promise<void> {
  writer.onEnd(() => void events.return?.());
  for await (const event of events) await writer.next({ cursor: event.cursor, payload: toPayload(event) });
}

function toPayload({ result, cursor }: StreamEvent): object | undefined {
  if (!result) return undefined;
  const { data, errors } = result;
  return {
    ...(data !== undefined && { data }),
    ...(errors && toErrorBody(errors)),
    ...(cursor !== undefined && { extensions: { cursor } }),
  };
}
