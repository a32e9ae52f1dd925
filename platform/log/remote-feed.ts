import { Agent, request } from 'undici';
import { UnavailableError } from '../errors/index.ts';
import type { LogEvent } from './events.ts';
import type { Feed, FeedPage } from './feed.ts';

/** Over HTTP: `GET /feed`, with a fresh system visa for each call. */
export class RemoteFeed implements Feed {
  readonly #agent = new Agent({ keepAliveTimeout: 30_000, connections: 4 });

  constructor(
    readonly source: string,
    private readonly url: string,
    private readonly visa: () => string,
  ) {}

  after(seq: number): Promise<FeedPage> {
    return this.get<FeedPage>(`/feed?after=${seq}`).then((page) => ({ ...page, events: page.events.map(revive) }));
  }

  async subject(id: string, afterVersion: number): Promise<readonly LogEvent[]> {
    const { events } = await this.get<{ events: LogEvent[] }>(`/feed/subject/${id}?after=${afterVersion}`);
    return events.map(revive);
  }

  /** A long poll: the other side answers at its next ring. */
  async wait(seq: number, timeoutMs: number, signal: AbortSignal): Promise<void> {
    if (signal.aborted) return;
    await this.get(`/feed/wait?after=${seq}&timeout=${timeoutMs}`, signal).catch((error) => {
      if (!signal.aborted) throw error;
    });
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  private async get<Answer>(path: string, signal?: AbortSignal): Promise<Answer> {
    try {
      const { statusCode, body } = await request(`${this.url}${path}`, {
        dispatcher: this.#agent,
        headers: { authorization: `Visa ${this.visa()}` },
        headersTimeout: 10_000,
        bodyTimeout: 10_000,
        signal,
      });
      if (statusCode === 200) return (await body.json()) as Answer;
      await body.dump();
      throw new Error(`feed of ${this.source} answered ${statusCode}`);
    } catch (cause) {
      throw new UnavailableError(`The feed of ${this.source} does not answer.`, cause);
    }
  }
}

const revive = (event: LogEvent): LogEvent => ({ ...event, occurredAt: new Date(event.occurredAt) });
