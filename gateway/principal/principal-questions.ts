import DataLoader from 'dataloader';
import { UnavailableError } from '../../platform/errors/index.ts';
import type { Principal } from '../../platform/visa/index.ts';
import type { AccessClaims } from './access-tokens.ts';
import { askIdentity, type Identity } from './identity.ts';

export interface PrincipalQuestion {
  readonly claims: AccessClaims;
  readonly actingFor: string | null;
}

/** With a kilobyte for each token they stay under what identity reads (256 KB). */
const MOST_TOGETHER = 200;

/**
 * What identity is asked about principals. Questions of one tick travel together: those who watch over ten thousand sockets wake
 * in groups (`platform/wheel.ts`), a few hundred every tenth of a second. Who comes alone is asked about alone, at once.
 */
export class PrincipalQuestions {
  readonly #loader: DataLoader<PrincipalQuestion, Principal | null>;

  constructor(
    private readonly identity: Identity,
    private readonly timeoutMs?: number,
  ) {
    const together = { cache: false, maxBatchSize: MOST_TOGETHER };
    this.#loader = new DataLoader((questions) => this.#askAll(questions), together);
  }

  /** @throws UnavailableError when identity does not answer, or not about her */
  ask(question: PrincipalQuestion): Promise<Principal | null> {
    return this.#loader.load(question);
  }

  async #askAll(questions: readonly PrincipalQuestion[]): Promise<(Principal | null | Error)[]> {
    if (questions.length === 1) return [await this.#ask<Principal | null>('principal', questions[0])];
    const answers = await this.#ask<unknown>('principals', { questions });
    if (!Array.isArray(answers) || answers.length !== questions.length) throw unanswered();
    return answers.map((answer: Answer | null) => (answer?.principal === undefined ? unanswered() : answer.principal));
  }

  #ask<Answer>(question: string, body: unknown): Promise<Answer> {
    return askIdentity<Answer>(this.identity, question, body, this.timeoutMs);
  }
}

interface Answer {
  /** Null: the token is no longer good. Missing: nobody can say. */
  readonly principal?: Principal | null;
}

const unanswered = () => new UnavailableError('Sign-ins cannot be checked at the moment.');
