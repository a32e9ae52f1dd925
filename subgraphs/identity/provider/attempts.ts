import type { IncomingMessage, ServerResponse } from 'node:http';
import { RateLimiterMemory } from 'rate-limiter-flexible';

const WINDOW_SECONDS = 60;
/** An app with a wrong secret notices long before; somebody who guesses does not. */
const FAILURES = 30;
const TOO_MANY = JSON.stringify({ error: 'temporarily_unavailable', error_description: 'too many failed attempts' });

/** Failed authentications of apps (fehlgeschlagene Anmeldungen), by network address: too many, and nothing is looked at for a while. */
export class Attempts {
  readonly #failures = new RateLimiterMemory({ points: FAILURES, duration: WINDOW_SECONDS });

  /** True when this request was answered here. */
  async refuse(address: string, response: ServerResponse): Promise<boolean> {
    const known = await this.#failures.get(address);
    if (!known || known.consumedPoints < FAILURES) return false;
    response.writeHead(429, {
      'content-type': 'application/json',
      'retry-after': String(Math.ceil(known.msBeforeNext / 1000)),
    });
    response.end(TOO_MANY);
    return true;
  }

  /** Counts what the provider has refused as unauthenticated. */
  async count(address: string, { method }: IncomingMessage, { statusCode }: ServerResponse): Promise<void> {
    if (method === 'POST' && statusCode === 401) await this.#failures.penalty(address);
  }
}
