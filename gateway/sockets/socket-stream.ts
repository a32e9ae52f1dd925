import type { GraphQLError } from 'graphql';
import { UnauthenticatedError } from '../../platform/errors/index.ts';
import { readNext, type Taker } from '../../platform/flow.ts';
import type { Principal } from '../../platform/visa/index.ts';
import type { HubResult, RunningStream, StreamEvent } from '../engine.ts';
import type { Caller } from '../principal/callers.ts';
import { CLOSE } from './close-codes.ts';
import type { Connection } from './connection.ts';

/** An operation by the client's id; without a stream it is being admitted or answered. */
export interface UnderWay {
  readonly id: string;
  stream: SocketStream | undefined;
}

/** The side of the conversation that a stream speaks to. */
export interface Listener {
  say(message: object, onSent?: () => void): void;
  /** The stream is over; with a reason it ends in `error`, else in `complete`. */
  over(underWay: UnderWay, reason?: unknown): void;
}

/** Events as graphql-transport-ws carries them: cursors in `extensions.cursor`, bookmarks as pings with `{ cursor, id }`. */
export class SocketStream implements Taker<StreamEvent> {
  readonly #underWay: UnderWay;
  readonly #events: RunningStream;
  readonly #listener: Listener;

  constructor(underWay: UnderWay, events: RunningStream, listener: Listener) {
    this.#underWay = underWay;
    this.#events = events;
    this.#listener = listener;
  }

  /** Asks for an event; for the next one when it has left. */
  read(): void {
    readNext(this.#events, this);
  }

  stop(): void {
    void this.#events.return?.();
  }

  take({ result, cursor }: StreamEvent): void {
    const { id } = this.#underWay;
    const message = result
      ? { id, type: 'next', payload: toPayload(result, cursor) }
      : { type: 'ping', payload: { cursor, id } };
    this.#listener.say(message, () => this.read());
  }

  end(): void {
    this.#listener.over(this.#underWay);
  }

  fail(reason: unknown): void {
    this.#listener.over(this.#underWay, reason);
  }
}

interface Payload {
  readonly data?: unknown;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: object;
}

export const toPayload = ({ data, errors, extensions }: HubResult, cursor?: string): Payload => ({
  data,
  extensions: cursor ? { cursor } : extensions,
  errors,
});

/** The caller of a stream: who loses her right loses the socket, so that her client signs in anew. */
export class StreamCaller implements Caller {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  principal(): Promise<Principal> {
    return this.#orClose(() => this.#connection.caller.principal());
  }

  recheck(): Promise<Principal> {
    return this.#orClose(() => this.#connection.caller.recheck());
  }

  onChange(listener: () => void): void {
    this.#connection.caller.onChange(listener);
  }

  offChange(listener: () => void): void {
    this.#connection.caller.offChange(listener);
  }

  async #orClose(ask: Caller['principal']): Promise<Principal> {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof UnauthenticatedError) this.#connection.close(CLOSE.forbidden);
      throw error;
    }
  }
}
