import { GraphQLError } from 'graphql';
import { type Message, MessageType, parseMessage, type SubscribeMessage } from 'graphql-ws';
import { UnavailableError } from '../../platform/errors/index.ts';
import { SECOND } from '../../platform/time.ts';
import { type Sleeper, type Slot, wheel } from '../../platform/wheel.ts';
import { drainingError } from '../http/errors.ts';
import { readBody } from '../http/parameters.ts';
import type { Operation } from '../operations.ts';
import type { Caller } from '../principal/callers.ts';
import { RateLimitedError } from '../rates/errors.ts';
import { CLOSE } from './close-codes.ts';
import type { Connection } from './connection.ts';
import type { Protocol } from './protocol.ts';
import { type Listener, SocketStream, StreamCaller, toPayload, type UnderWay } from './socket-stream.ts';

/** So long a client may take until it says who it is. */
const INIT_WAIT_MS = 3 * SECOND;

/** Signs the client in from its `connection_init`; rejects when it may not. */
export type SignIn = (payload: Readonly<Record<string, unknown>>) => Promise<Caller>;

/**
 * Conversation (Gespräch) with one client: graphql-transport-ws over our admission and execution. Every problem of an
 * operation ends that operation alone.
 */
export class Conversation implements Listener, Sleeper {
  readonly connection: Connection;
  readonly protocol: Protocol;
  /** Undefined once it was used. */
  #signIn: SignIn | undefined;
  #isOpen = false;
  #slot: Slot | undefined;
  /** Nearly always one. */
  #operations: readonly UnderWay[] = [];
  #whenIdle: (() => void) | undefined;

  constructor(connection: Connection, protocol: Protocol, signIn: SignIn) {
    this.connection = connection;
    this.protocol = protocol;
    this.#signIn = signIn;
    this.#slot = wheel.set(this, INIT_WAIT_MS);
  }

  /** The client has said something. Rejects only by accident. */
  async hear(text: string): Promise<void> {
    const message = read(text);
    if (message?.type === MessageType.ConnectionInit) await this.#init(message.payload ?? {});
    else if (message?.type === MessageType.Subscribe) await this.#subscribe(message);
    else if (message?.type === MessageType.Complete) this.#complete(message.id);
    else if (message?.type === MessageType.Ping) this.say({ type: MessageType.Pong, payload: message.payload });
    else if (message?.type !== MessageType.Pong) this.connection.close(CLOSE.badMessage);
  }

  say(message: object, onSent?: () => void): void {
    this.connection.send(JSON.stringify(message), onSent);
  }

  over(underWay: UnderWay, reason?: unknown): void {
    if (!this.#operations.includes(underWay)) return;
    this.#remove(underWay);
    const { id } = underWay;
    if (reason === undefined) this.say({ id, type: MessageType.Complete });
    else this.say({ id, type: MessageType.Error, payload: this.#toErrors(reason) });
  }

  /** The client has not said in time who it is. */
  wake(): void {
    this.connection.close(CLOSE.silent);
  }

  /** Resolves when what was asked is answered. Streams are never done; their clients continue them elsewhere from the cursor. */
  idle(): Promise<void> {
    return new Promise((resolve) => {
      this.#whenIdle = resolve;
      this.#tellIdle();
    });
  }

  /** Ends all that is under way: nobody hears it any more. */
  end(): void {
    wheel.cancel(this, this.#slot);
    const ended = this.#operations;
    this.#operations = [];
    this.#tellIdle();
    for (const { stream } of ended) stream?.stop();
  }

  async #init(payload: Readonly<Record<string, unknown>>): Promise<void> {
    const signIn = this.#signIn;
    if (!signIn) return this.connection.close(CLOSE.initTwice);
    this.#signIn = undefined;
    wheel.cancel(this, this.#slot);
    this.#slot = undefined;
    try {
      const caller = await signIn(payload);
      const { citizenId } = await caller.principal();
      if (this.connection.isOver) return;
      if (!this.protocol.enter(this.connection, citizenId)) return this.connection.close(CLOSE.tryAgainLater);
      this.connection.hold(caller);
    } catch (error) {
      // Clients come again after either, with a fresh token if they have one.
      const isLater = error instanceof UnavailableError;
      return this.connection.close(isLater ? CLOSE.tryAgainLater : CLOSE.forbidden);
    }
    this.#isOpen = true;
    this.say({ type: MessageType.ConnectionAck });
  }

  async #subscribe({ id, payload }: SubscribeMessage): Promise<void> {
    if (!this.#isOpen) return this.connection.close(CLOSE.unauthorized);
    if (this.#operations.some((operation) => operation.id === id)) return this.connection.close(CLOSE.idInUse);
    const underWay: UnderWay = { id, stream: undefined };
    this.#operations = this.#operations.concat(underWay);
    try {
      const operation = await this.#admit(id, payload);
      // The client may have ended it, and begun another one by the same id.
      if (!this.#operations.includes(underWay)) return;
      if (operation.type === 'subscription') this.#stream(underWay, operation);
      else await this.#answer(underWay, operation);
    } catch (error) {
      this.over(underWay, error);
    }
  }

  #admit(id: string, payload: SubscribeMessage['payload']): Promise<Operation> {
    const { load, limits, operations } = this.protocol;
    const { caller, requestId, address } = this.connection;
    if (this.protocol.isDraining()) throw drainingError();
    load.check();
    if (this.#operations.length > limits.operationsPerSocket) throw tooMany();
    const own = `${requestId}:${id.slice(0, 40)}`;
    return operations.admit(readBody(payload), { protocol: 'websocket', caller, requestId: own, address });
  }

  #stream(underWay: UnderWay, operation: Operation): void {
    const { operations } = this.protocol;
    try {
      const events = operations.stream({ ...operation, caller: new StreamCaller(this.connection) });
      underWay.stream = new SocketStream(underWay, events, this);
      this.#tellIdle();
      underWay.stream.read();
    } catch (error) {
      this.#tell(underWay, { errors: this.#toErrors(error) });
    }
  }

  async #answer(underWay: UnderWay, operation: Operation): Promise<void> {
    const { signal } = this.connection;
    this.#tell(underWay, toPayload(await this.protocol.operations.answer({ ...operation, signal })));
  }

  /** One answer, and no more. */
  #tell(underWay: UnderWay, payload: object): void {
    if (!this.#operations.includes(underWay)) return;
    this.say({ id: underWay.id, type: MessageType.Next, payload });
    this.over(underWay);
  }

  #complete(id: string): void {
    const ended = this.#operations.find((operation) => operation.id === id);
    if (!ended) return;
    this.#remove(ended);
    ended.stream?.stop();
  }

  #remove(underWay: UnderWay): void {
    this.#operations = this.#operations.filter((operation) => operation !== underWay);
    this.#tellIdle();
  }

  #tellIdle(): void {
    if (this.#operations.every(({ stream }) => stream)) this.#whenIdle?.();
  }

  #toErrors(reason: unknown): readonly GraphQLError[] {
    return reason instanceof GraphQLError ? [reason] : this.protocol.toErrors(reason);
  }
}

function read(text: string): Message | undefined {
  try {
    return parseMessage(text);
  } catch {
    return undefined;
  }
}

const tooMany = () => new RateLimitedError('Too many operations on this socket. End some first.');
