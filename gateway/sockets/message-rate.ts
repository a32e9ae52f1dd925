/** A message costs as many drops: whole numbers need no memory of their own. */
const DROPS = 1_000;
/** Messages a second a client may send for long: twenty. */
const DROPS_PER_MS = 20;
/** A page that opens all its subscriptions at once sends more than that in its first moment. */
const BURST = 60 * DROPS;

/** Rate of messages (Nachrichtenrate) on one socket: a bucket that refills while nobody talks. */
export class MessageRate {
  #drops = BURST;
  #filledAt = Math.floor(performance.now());

  /** False when this message is one too many. */
  take(now = performance.now()): boolean {
    const at = Math.floor(now);
    this.#drops = Math.min(BURST, this.#drops + (at - this.#filledAt) * DROPS_PER_MS);
    this.#filledAt = at;
    if (this.#drops < DROPS) return false;
    this.#drops -= DROPS;
    return true;
  }
}
