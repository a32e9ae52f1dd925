import { GraphQLError } from 'graphql';
import { type Message, MessageType, parseMessage, type SubscribeMessage } from 'graphql-ws';
import { UnavailableError } from '../../platform/errors/index.ts';
import { SECOND } from '../../platform/time.ts';
import { type Sleeper, type Slot, wheel } from '../../platform/wheel.ts';
import { readBody } from '../http/parameters.ts';
import type { Operation } from '../operations.ts';
import type { Caller } from '../principal/callers.ts';
import { RateLimitedError } from '../rates/errors.ts';
import { CLOSE } from './close-codes.ts';
import type { Connection } from './connection.ts';
import type { Protocol } from './protocol.ts';
import { type Listener, SocketStream, StreamCaller, toPayload } from './socket-stream.ts';

/** So long a client may take until it says who it is. */
const INIT_WAIT_MS = 3 * SECOND;

/** Signs the client in from its `connection_init`; rejects when it may not. */
export type SignIn = (payload: Readonly<Record<string, unknown>>) => Promise<Caller>;

/** An operation by the client's id; without a stream it is being admitted or answered. */
interface UnderWay {
  readonly id: string;
  stream: SocketStream | undefined;
}

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

  over(id: string, reason?: unknown): void {
    if (!this.#remove(id)) return;
    if (reason === undefined) this.say({ id, type: MessageType.Complete });
    else this.say({ id, type: MessageType.Error, payload: this.#toErrors(reason) });
  }

  /** The client has not said in time who it is. */
  wake(): void {
    this.connection.close(CLOSE.silent);
  }

  /** Ends all that is under way: nobody hears it any more. */
  end(): void {
    wheel.cancel(this, this.#slot);
    const ended = this.#operations;
    this.#operations = [];
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
    if (this.#find(id)) return this.connection.close(CLOSE.idInUse);
    this.#operations = this.#operations.concat({ id, stream: undefined });
    try {
      const operation = await this.#admit(id, payload);
      if (!this.#find(id)) return;
      if (operation.type === 'subscription') this.#stream(id, operation);
      else await this.#answer(id, operation);
    } catch (error) {
      this.over(id, error);
    }
  }

  #admit(id: string, payload: SubscribeMessage['payload']): Promise<Operation> {
    const { load, limits, operations } = this.protocol;
    const { caller, requestId, address } = this.connection;
    load.check();
    if (this.#operations.length > limits.operationsPerSocket) throw tooMany();
    const own = `${requestId}:${id.slice(0, 40)}`;
    return operations.admit(readBody(payload), { protocol: 'websocket', caller, requestId: own, address });
  }

  #stream(id: string, operation: Operation): void {
    const { operations } = this.protocol;
    try {
      const events = operations.stream({ ...operation, caller: new StreamCaller(this.connection) });
      const stream = new SocketStream(id, events, this);
      const underWay = this.#find(id);
      if (underWay) underWay.stream = stream;
      stream.read();
    } catch (error) {
      this.#tell(id, { errors: this.#toErrors(error) });
    }
  }

  async #answer(id: string, operation: Operation): Promise<void> {
    const { signal } = this.connection;
    this.#tell(id, toPayload(await this.protocol.operations.answer({ ...operation, signal })));
  }

  /** One answer, and no more. */
  #tell(id: string, payload: object): void {
    if (!this.#find(id)) return;
    this.say({ id, type: MessageType.Next, payload });
    this.over(id);
  }

  #complete(id: string): void {
    this.#remove(id)?.stream?.stop();
  }

  #find(id: string): UnderWay | undefined {
    return this.#operations.find((operation) => operation.id === id);
  }

  #remove(id: string): UnderWay | undefined {
    const found = this.#find(id);
    if (found) this.#operations = this.#operations.filter((operation) => operation !== found);
    return found;
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
