import { HubError, UnavailableError } from '../../platform/errors/index.ts';
import { SECOND } from '../../platform/time.ts';

/** The subgraph that knows who is who; asked directly or over HTTP. */
export interface Identity {
  ask(question: string, body: unknown): Promise<unknown>;
}

/** identity together with the hub's secret, from which both make the pairwise ids toward partner apps and the nonces of proofs. */
export interface TrustedIdentity extends Identity {
  readonly secret: string;
}

/** Asks identity with a deadline. Its own refusals pass; silence and accidents become `UNAVAILABLE`. */
export async function askIdentity<Answer>(
  identity: Identity,
  question: string,
  body: unknown,
  timeoutMs = 5 * SECOND,
): Promise<Answer> {
  try {
    return (await within(timeoutMs, question, () => identity.ask(question, body))) as Answer;
  } catch (cause) {
    throw cause instanceof HubError ? cause : new UnavailableError('Sign-ins cannot be checked at the moment.', cause);
  }
}

/** One promise and one timer, and no race. */
function within(timeoutMs: number, question: string, ask: () => Promise<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new Error(`identity did not answer "${question}" in time`));
    const timer = setTimeout(giveUp, timeoutMs);
    ask()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
