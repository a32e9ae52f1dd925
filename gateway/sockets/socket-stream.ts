import type { ExecutionResult } from 'graphql';
import { type ID, MessageType, stringifyMessage } from 'graphql-ws';
import { UnauthenticatedError } from '../../platform/errors/index.ts';
import type { StreamEvent } from '../engine.ts';
import type { Operation, Operations } from '../operations.ts';
import { CLOSE } from './close-codes.ts';
import type { Connection } from './connection.ts';

/** An operation together with the socket that it came from. */
export interface SocketOperation {
  readonly id: ID;
  readonly operation: Operation;
  readonly connection: Connection;
}

/** Opens the stream of a subscription. A caller who lost her right loses the socket, so that her client signs in anew. */
export function openSocketStream({ id, operation, connection }: SocketOperation, operations: Operations): SocketStream {
  const principal = () =>
    operation.caller.principal().catch((error) => {
      if (error instanceof UnauthenticatedError) connection.close(CLOSE.forbidden);
      throw error;
    });
  const events = operations.stream({ ...operation, caller: { ...operation.caller, principal } });
  return new SocketStream(events, id, connection);
}

/** Events as graphql-transport-ws carries them: cursors in `extensions.cursor`, bookmarks as pings with `{ cursor, id }`. */
export class SocketStream implements AsyncIterableIterator<ExecutionResult> {
  constructor(
    private readonly events: AsyncIterableIterator<StreamEvent>,
    private readonly id: ID,
    private readonly connection: Connection,
  ) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<ExecutionResult>> {
    for (;;) {
      const { done, value } = await this.events.next();
      if (done) return { done: true, value: undefined };
      const { result, cursor } = value as StreamEvent;
      if (result) return { done: false, value: { ...result, ...(cursor && { extensions: { cursor } }) } };
      const payload = { cursor, id: this.id };
      await this.connection.send(stringifyMessage({ type: MessageType.Ping, payload }));
    }
  }

  async return(): Promise<IteratorResult<ExecutionResult>> {
    await this.events.return?.();
    return { done: true, value: undefined };
  }
}
