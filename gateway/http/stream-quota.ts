import type { Limits } from '../guards/limits.ts';
import type { OperationContext } from '../operations.ts';
import { toAddressKey } from '../rates/address-key.ts';
import { RateLimitedError } from '../rates/errors.ts';
import { Quota } from '../sockets/quota.ts';

/**
 * Quota of event streams (Kontingent der Ereignisströme): how many one account holds open at once, or one address for those who are not
 * signed in. Each stream is one subscription, as on sockets each socket carries several.
 */
export class StreamQuota {
  readonly #accounts: Quota;
  readonly #addresses: Quota;

  constructor({ streamsPerAccount, streamsPerAddress }: Limits) {
    this.#accounts = new Quota(streamsPerAccount);
    this.#addresses = new Quota(streamsPerAddress);
  }

  /**
   * Counts one more; returns what counts it off again.
   *
   * @throws RateLimitedError when it is one too many
   */
  async enter({ caller, address }: Pick<OperationContext, 'caller' | 'address'>): Promise<() => void> {
    const { citizenId } = await caller.principal();
    const [quota, holder] = citizenId ? [this.#accounts, citizenId] : [this.#addresses, toAddressKey(address)];
    const leave = () => quota.leave(holder);
    quota.enter(holder);
    if (!quota.isOver(holder)) return leave;
    leave();
    throw new RateLimitedError('Too many event streams. End some first.');
  }
}
