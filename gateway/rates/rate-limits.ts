import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { MILLISECOND, SECOND } from '../../platform/time.ts';
import type { Principal } from '../../platform/visa/index.ts';
import type { Identity } from '../principal/identity.ts';
import { toAddressKey } from './address-key.ts';
import { ClientRates } from './client-rates.ts';
import { RateLimitedError } from './errors.ts';
import type { RateSettings } from './settings.ts';

/** What is allowed in this time may come at once: a page opens with twenty questions, a person then reads. */
const WINDOW_SECONDS = 10;

/**
 * Rate limits (Anfragebegrenzung): per citizen, per partner app, and per address for those who are not signed in. Counted in
 * memory: of several gateways each allows its part.
 */
export class RateLimits {
  readonly #settings: RateSettings;
  readonly #clients: ClientRates;
  readonly #limiters = new Map<string, RateLimiterMemory>();

  constructor(settings: RateSettings, identity: Identity) {
    this.#settings = settings;
    this.#clients = new ClientRates(identity, settings.perClient);
  }

  /** Counts one operation. @throws RateLimitedError when it is one too many */
  async take({ citizenId, client, kind }: Principal, address: string): Promise<void> {
    const { perCitizen, perStaff, perAddress } = this.#settings;
    if (!citizenId) return this.#count('address', perAddress, toAddressKey(address));
    await this.#count(kind === 'staff' ? 'staff' : 'citizen', kind === 'staff' ? perStaff : perCitizen, citizenId);
    if (client) await this.#count(`client ${client}`, this.#clients.of(client), client);
  }

  async #count(what: string, perSecond: number, key: string): Promise<void> {
    if (perSecond === 0) return;
    try {
      await this.#limiter(what, perSecond).consume(key);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      const waitMs = Math.max(1 * MILLISECOND, refused.msBeforeNext);
      throw new RateLimitedError(undefined, Math.ceil(waitMs / SECOND));
    }
  }

  #limiter(what: string, perSecond: number): RateLimiterMemory {
    const points = Math.max(1, Math.ceil((perSecond * WINDOW_SECONDS) / this.#settings.replicas));
    const known = this.#limiters.get(what);
    if (known?.points === points) return known;
    const limiter = new RateLimiterMemory({ points, duration: WINDOW_SECONDS });
    this.#limiters.set(what, limiter);
    return limiter;
  }
}
