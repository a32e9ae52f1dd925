import { type Dispatcher, Pool } from 'undici';

export interface Question {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

/** A client with kept connections: each asks, waits for the whole answer and asks again. */
export class Client {
  readonly #pool: Pool;
  readonly #connections: number;

  constructor(
    origin: string,
    private readonly headers: Readonly<Record<string, string>> = {},
    connections = 8,
  ) {
    this.#connections = connections;
    this.#pool = new Pool(origin, { connections, pipelining: 1 });
  }

  async ask(question: Question): Promise<string> {
    const { status, text } = await this.#send(JSON.stringify(question), true);
    if (status !== 200) throw new Error(`status ${status}: ${text.slice(0, 500)}`);
    return text;
  }

  /** All connections busy for that long; questions in turn. How long each answer took, in milliseconds. */
  async load(questions: readonly Question[], forMs: number): Promise<number[]> {
    const bodies = questions.map((question) => JSON.stringify(question));
    const until = performance.now() + forMs;
    const latenciesMs: number[] = [];
    // Of more questions than fit into the time, others each time.
    let next = Math.floor(Math.random() * bodies.length);
    const one = async () => {
      while (performance.now() < until) {
        const askedAt = performance.now();
        const { status } = await this.#send(bodies[next++ % bodies.length] as string, false);
        if (status !== 200) throw new Error(`status ${status}`);
        latenciesMs.push(performance.now() - askedAt);
      }
    };
    await Promise.all(Array.from({ length: this.#connections }, one));
    return latenciesMs;
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }

  #send(body: string, keepText: boolean): Promise<Reply> {
    const headers = { 'content-type': 'application/json', accept: 'application/json', ...this.headers };
    return new Promise((resolve, reject) => {
      const reply = new ReplyReader(resolve, reject, keepText);
      this.#pool.dispatch({ method: 'POST', path: '/graphql', headers, body }, reply);
    });
  }
}

interface Reply {
  readonly status: number;
  readonly text: string;
}

/** Takes a reply to its end without streams: what the client costs is taken from the subgraphs, who share its core. */
class ReplyReader implements Dispatcher.DispatchHandler {
  #status = 0;
  readonly #chunks: Buffer[] = [];

  constructor(
    private readonly resolve: (reply: Reply) => void,
    private readonly reject: (error: Error) => void,
    private readonly keepText: boolean,
  ) {}

  onRequestStart(): void {}

  onResponseStart(_controller: Dispatcher.DispatchController, status: number): void {
    this.#status = status;
  }

  onResponseData(_controller: Dispatcher.DispatchController, chunk: Buffer): void {
    if (this.keepText) this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    this.resolve({ status: this.#status, text: Buffer.concat(this.#chunks).toString() });
  }

  onResponseError(_controller: Dispatcher.DispatchController, error: Error): void {
    this.reject(error);
  }
}
