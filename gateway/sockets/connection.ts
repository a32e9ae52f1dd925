import type { WebSocket } from 'ws';
import { SECOND } from '../../platform/time.ts';
import type { Caller } from '../principal/callers.ts';
import { watchCaller } from '../principal/watch-caller.ts';
import { CLOSE, type CloseReason } from './close-codes.ts';
import { MessageRate } from './message-rate.ts';

/** Proxies close a quiet socket, and a client that vanished says nothing: a ping finds out. */
const HEARTBEAT_MS = 12 * SECOND;
/** So long a slow reader keeps what was sent to it; the log keeps the rest. */
const PATIENCE_MS = 10 * SECOND;
/** A client that does not take part in closing is cut off. */
const CLOSE_WAIT_MS = 2 * SECOND;

/** Connection (Verbindung): one client's socket, who holds it, and when it must end. */
export class Connection {
  readonly requestId: string;
  readonly #socket: WebSocket;
  readonly #rate = new MessageRate();
  readonly #gone = new AbortController();
  readonly #heartbeat: NodeJS.Timeout;
  #caller: Caller | undefined;
  #unwatch: () => void = () => {};
  #isAlive = true;
  #impatience: NodeJS.Timeout | undefined;

  constructor(
    socket: WebSocket,
    requestId: string,
    /** Signs the client in from its `connection_init`; rejects when it may not. */
    readonly signIn: (payload: Readonly<Record<string, unknown>>) => Promise<Caller>,
    /** Where the client is, as far as that can be believed. */
    readonly address: string,
    /** A client that takes nothing for this long is sent away. */
    private readonly patienceMs = PATIENCE_MS,
  ) {
    this.#socket = socket;
    this.requestId = requestId;
    this.#heartbeat = setInterval(() => this.#beat(), HEARTBEAT_MS);
    socket.on('pong', () => {
      this.#isAlive = true;
    });
    socket.once('close', () => this.#end());
  }

  /** Aborts when the socket is closed. */
  get signal(): AbortSignal {
    return this.#gone.signal;
  }

  get caller(): Caller | undefined {
    return this.#caller;
  }

  /** From now on the socket lives as long as the caller's token and right. */
  hold(caller: Caller): void {
    this.#caller = caller;
    this.#unwatch();
    this.#unwatch = watchCaller(caller, () => this.close(CLOSE.forbidden));
    if (this.#gone.signal.aborted) this.#unwatch();
  }

  /** False when the client talks too much; the socket is closed then. */
  admitMessage(): boolean {
    if (this.#gone.signal.aborted) return false;
    if (this.#rate.take()) return true;
    this.close(CLOSE.tryAgainLater);
    return false;
  }

  /** Resolves when the text has left for the network, so that a slow reader slows its own streams only. */
  send(text: string): Promise<void> {
    return new Promise((resolve) => {
      if (this.#socket.readyState !== this.#socket.OPEN) return resolve();
      this.#socket.send(text, () => {
        this.#watchReader();
        resolve();
      });
      this.#watchReader();
    });
  }

  /** Each operation waits with its next event until the last one has left; who takes none at all is told to come again. */
  #watchReader(): void {
    clearTimeout(this.#impatience);
    this.#impatience = undefined;
    if (this.#socket.bufferedAmount === 0 || this.#gone.signal.aborted) return;
    this.#impatience = setTimeout(() => this.close(CLOSE.tryAgainLater), this.patienceMs);
  }

  close({ code, reason }: CloseReason | { code?: number; reason?: string }): void {
    this.#end();
    this.#socket.close(code, reason);
    setTimeout(() => this.#socket.terminate(), CLOSE_WAIT_MS).unref();
  }

  #beat(): void {
    if (!this.#isAlive) {
      this.#socket.terminate();
      return;
    }
    this.#isAlive = false;
    this.#socket.ping();
  }

  #end(): void {
    clearInterval(this.#heartbeat);
    clearTimeout(this.#impatience);
    this.#unwatch();
    this.#gone.abort();
  }
}
