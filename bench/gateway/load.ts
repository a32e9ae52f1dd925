import { Pool } from 'undici';

export interface Question {
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

export interface Load {
  readonly requests: number;
  /** In the order of the answers. */
  readonly latenciesMs: readonly number[];
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
    const { statusCode, body } = await this.#send(JSON.stringify(question));
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`status ${statusCode}: ${text.slice(0, 500)}`);
    return text;
  }

  /** All connections busy for that long; questions in turn. */
  async load(questions: readonly Question[], forMs: number): Promise<Load> {
    const bodies = questions.map((question) => JSON.stringify(question));
    const until = performance.now() + forMs;
    const latenciesMs: number[] = [];
    let next = 0;
    const one = async () => {
      while (performance.now() < until) {
        const askedAt = performance.now();
        const { statusCode, body } = await this.#send(bodies[next++ % bodies.length] as string);
        if (statusCode !== 200) throw new Error(`status ${statusCode}`);
        await body.dump({ limit: Number.MAX_SAFE_INTEGER });
        latenciesMs.push(performance.now() - askedAt);
      }
    };
    await Promise.all(Array.from({ length: this.#connections }, one));
    return { requests: latenciesMs.length, latenciesMs };
  }

  close(): Promise<void> {
    return this.#pool.destroy();
  }

  #send(body: string) {
    const headers = { 'content-type': 'application/json', accept: 'application/json', ...this.headers };
    return this.#pool.request({ method: 'POST', path: '/graphql', headers, body });
  }
}
