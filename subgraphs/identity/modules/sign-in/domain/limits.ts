import { RateLimiterMemory } from 'rate-limiter-flexible';
import { TooManyTriesError } from './errors.ts';

const WINDOW_SECONDS = 600;
const TRIES_PER_CITIZEN = 10;

/**
 * Limits of guessing (Grenzen fürs Raten), per process: so many tries from one network address and for one account in ten
 * minutes. Codes count their own tries in the database beside this.
 */
export class Limits {
  readonly #address: RateLimiterMemory;
  readonly #citizen = new RateLimiterMemory({ points: TRIES_PER_CITIZEN, duration: WINDOW_SECONDS });

  constructor(triesPerAddress: number) {
    this.#address = new RateLimiterMemory({ points: triesPerAddress, duration: WINDOW_SECONDS });
  }

  /** @throws TooManyTriesError */
  async countAddress(address: string): Promise<void> {
    await this.#address.consume(address).catch(refuse);
  }

  /** @throws TooManyTriesError */
  async countCitizen(citizen: string): Promise<void> {
    await this.#citizen.consume(citizen).catch(refuse);
  }

  async forgetCitizen(citizen: string): Promise<void> {
    await this.#citizen.delete(citizen);
  }
}

function refuse(): never {
  throw new TooManyTriesError();
}
