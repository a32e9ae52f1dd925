import { hkdfSync, timingSafeEqual } from 'node:crypto';

const STEP_MS = 60_000;
/** A nonce is good for about two minutes either side, like clocks that disagree. */
const STEPS = [-2, -1, 0, 1, 2];

/** Secret of the nonces: the provider's end points and the gateway answer under one address, so they know each other's. */
export const dpopNonceSecret = (secret: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', 'stadttor dpop nonce', 32));

/**
 * DPoP nonces (RFC 9449, section 8): made of the time alone, so that every process knows them and none is stored. The
 * scheme is oidc-provider's, because a client keeps one nonce for each address and the provider's lives at the same one.
 */
export class DpopNonces {
  #step = 0;
  #good: readonly Buffer[] = [];

  constructor(
    private readonly secret: Buffer,
    private readonly now: () => number = Date.now,
  ) {}

  /** The one to use from now on. */
  next(): string {
    return String(this.#window()[3]);
  }

  isGood(nonce: unknown): boolean {
    if (typeof nonce !== 'string') return false;
    const given = Buffer.from(nonce);
    return this.#window().some((good) => good.length === given.length && timingSafeEqual(good, given));
  }

  #window(): readonly Buffer[] {
    const step = Math.floor(this.now() / STEP_MS);
    if (step !== this.#step) {
      this.#step = step;
      this.#good = STEPS.map((distance) => this.#nonceOf(step + distance));
    }
    return this.#good;
  }

  #nonceOf(step: number): Buffer {
    const salt = Buffer.alloc(8);
    salt.writeUInt32BE(step, 4);
    return Buffer.from(Buffer.from(hkdfSync('sha256', this.secret, salt, 'DPoP', 32)).toString('base64url'));
  }
}
