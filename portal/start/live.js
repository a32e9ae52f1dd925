// A subscription over a plain WebSocket (graphql-transport-ws). The log on the hub is the truth: whenever the socket goes,
// it comes back with the last cursor, and the hub first sends what was missed.

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** Follows `query`, whose only field has a `cursor`, until `end()`. */
export function follow(options) {
  const stream = new LiveStream(options);
  stream.open();
  return { end: () => stream.end() };
}

class LiveStream {
  #options;
  #cursor;
  #socket;
  #timer;
  #wait = FIRST_WAIT_MS;
  #isOver = false;

  constructor(options) {
    this.#options = options;
    this.#cursor = options.after ?? null;
  }

  open() {
    this.#options.onState('connecting');
    this.#socket = new WebSocket(new URL('/graphql', location.href.replace(/^http/, 'ws')), 'graphql-transport-ws');
    this.#socket.addEventListener('open', () => this.#send({ type: 'connection_init' }));
    this.#socket.addEventListener('message', ({ data }) => this.#read(JSON.parse(data)));
    this.#socket.addEventListener('close', () => this.#comeBack());
  }

  end() {
    this.#isOver = true;
    clearTimeout(this.#timer);
    this.#socket?.close(1000);
  }

  #read({ type, payload }) {
    if (type === 'connection_ack') this.#subscribe();
    if (type === 'next') this.#next(payload);
    if (type === 'error') void this.#refused(payload);
    if (type === 'complete') this.#socket.close(1000);
    if (type === 'ping') {
      // A bookmark: the place moved on although nothing of ours happened.
      if (payload?.cursor) this.#cursor = payload.cursor;
      this.#wait = FIRST_WAIT_MS;
      this.#send({ type: 'pong' });
    }
  }

  #subscribe() {
    const { query } = this.#options;
    this.#send({ id: 'live', type: 'subscribe', payload: { query, variables: { after: this.#cursor } } });
    this.#options.onState('on');
  }

  #next({ data, errors, extensions }) {
    const event = data && Object.values(data)[0];
    if (!event) return this.#refused(errors ?? []);
    this.#wait = FIRST_WAIT_MS;
    this.#cursor = extensions?.cursor ?? event.cursor;
    this.#options.onEvent(event);
  }

  /** A cursor older than the log's memory: read everything anew and go on from there. */
  async #refused(errors) {
    const codes = errors.map(({ extensions }) => extensions?.code);
    if (codes.includes('CURSOR_EXPIRED')) {
      this.#cursor = (await this.#options.onLost()) ?? null;
      this.#socket.close(1000);
      return;
    }
    if (codes.includes('FORBIDDEN')) {
      this.end();
      this.#options.onState('refused');
    } else this.#socket.close(1000);
  }

  #comeBack() {
    if (this.#isOver) return;
    this.#options.onState('off');
    this.#timer = setTimeout(() => void this.#again(), this.#wait * (0.75 + Math.random() / 2));
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
  }

  /** Asking for the session first renews its token; without a session there is nothing to come back to. */
  async #again() {
    const signedIn = await this.#options.isSignedIn().catch(() => true);
    if (this.#isOver) return;
    if (signedIn) return this.open();
    this.end();
    this.#options.onSignedOut();
  }

  #send(message) {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
  }
}
