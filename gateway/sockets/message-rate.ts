/** Messages a second a client may send for long. */
const PER_SECOND = 20;
/** A page that opens all its subscriptions at once sends more than that in its first moment. */
const BURST = 60;

/** Rate of messages (Nachrichtenrate) on one socket: a bucket that refills while nobody talks. */
export class MessageRate {
  #tokens = BURST;
  #filledAt = performance.now();

  /** False when this message is one too many. */
  take(now = performance.now()): boolean {
    this.#tokens = Math.min(BURST, this.#tokens + ((now - this.#filledAt) / 1000) * PER_SECOND);
    this.#filledAt = now;
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }
}
