import type { WebSocket } from 'ws';
import { LazyAbort } from '../../platform/lazy-abort.ts';
import { SECOND } from '../../platform/time.ts';
import { type Sleeper, type Slot, wheel } from '../../platform/wheel.ts';
import { type Caller, PUBLIC_CALLER } from '../principal/callers.ts';
import { CallerWatch, type Holder } from '../principal/watch-caller.ts';
import { CLOSE, type CloseReason } from './close-codes.ts';
import { MessageRate } from './message-rate.ts';
import { Patience } from './patience.ts';

/** Proxies close a quiet socket, and a client that vanished says nothing: a ping finds out. */
const HEARTBEAT_MS = 12 * SECOND;
/** So long a slow reader keeps what was sent to it; the log keeps the rest. */
const PATIENCE_MS = 10 * SECOND;
/** A client that does not take part in closing is cut off. */
const CLOSE_WAIT_MS = 2 * SECOND;

export interface ConnectionOptions {
  readonly requestId: string;
  /** Where the client is, as far as that can be believed. */
  readonly address: string;
  /** A client that takes nothing for this long is sent away. */
  readonly patienceMs?: number | undefined;
}

/** Connection (Verbindung): one client's socket, who holds it, and when it must end. */
export class Connection implements Sleeper, Holder {
  readonly requestId: string;
  readonly address: string;
  /** Told once, when it ends. */
  listener: { end(): void } | undefined;
  caller: Caller = PUBLIC_CALLER;
  /** Whose sockets are counted; nobody's until she is signed in. */
  account: string | null = null;
  readonly #socket: WebSocket;
  readonly #patience: Patience;
  readonly #rate = new MessageRate();
  #gone: LazyAbort | undefined;
  #watch: CallerWatch | undefined;
  #heartbeat: Slot | undefined;
  #isAlive = true;
  #isOver = false;

  constructor(socket: WebSocket, { requestId, address, patienceMs = PATIENCE_MS }: ConnectionOptions) {
    this.#socket = socket;
    this.requestId = requestId;
    this.address = address;
    this.#patience = new Patience(socket, patienceMs, this);
    this.#heartbeat = wheel.set(this, HEARTBEAT_MS);
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  /** Aborts when the socket is closed. */
  get signal(): AbortSignal {
    this.#gone ??= new LazyAbort();
    if (this.#isOver) this.#gone.abort();
    return this.#gone.signal;
  }

  /** From now on the socket lives as long as the caller's token and right. */
  hold(caller: Caller): void {
    this.caller = caller;
    if (!this.#isOver) this.#watch = CallerWatch.of(caller, this);
  }

  /** Her token or her right has ended. */
  lose(): void {
    this.close(CLOSE.forbidden);
  }

  loseReader(): void {
    this.close(CLOSE.tryAgainLater);
  }

  /** False when the client talks too much; the socket is closed then. */
  admitMessage(): boolean {
    if (this.#isOver) return false;
    if (this.#rate.take()) return true;
    this.close(CLOSE.tryAgainLater);
    return false;
  }

  /** Calls back when the text has left for the network, so that a slow reader slows its own streams only. */
  send(text: string, onSent: () => void = () => {}): void {
    if (this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(text, () => {
      this.#patience.taken();
      onSent();
    });
    this.#patience.begin();
  }

  close({ code, reason }: CloseReason): void {
    this.end();
    this.#socket.close(code, reason);
    wheel.set({ wake: () => this.#socket.terminate() }, CLOSE_WAIT_MS);
  }

  /** The client has answered a ping. */
  pong(): void {
    this.#isAlive = true;
  }

  /** Time for a ping. */
  wake(): void {
    if (this.#isAlive) {
      this.#isAlive = false;
      this.#heartbeat = wheel.set(this, HEARTBEAT_MS);
      this.#socket.ping();
    } else this.#socket.terminate();
  }

  /** The socket is closed, or about to be. */
  end(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    wheel.cancel(this, this.#heartbeat);
    this.#patience.end();
    this.#watch?.stop();
    this.#gone?.abort();
    this.listener?.end();
  }
}
