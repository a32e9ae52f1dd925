import type { Principal } from './principal.ts';

/** The six subgraphs, by the names that are fixed. */
export const SUBGRAPH_NAMES = ['identity', 'account', 'townhall', 'payment', 'transit', 'waste'] as const;
export type SubgraphName = (typeof SUBGRAPH_NAMES)[number];

/** A visa is good for 15 seconds; a stream that lives longer is opened again from its cursor with a fresh one. */
export const VISA_TTL_MS = 15_000;

/** Visa (Sichtvermerk): the principal's signed copy for one subgraph. Locally a frozen object, over HTTP an ES256 JWT. */
export interface Visa {
  readonly audience: string;
  readonly issuer: string;
  readonly principal: Principal;
  readonly expiresAt: Date;
}

/** Only this module makes one: the mark inside is nothing that anybody else could give to an object. */
class IssuedVisa implements Visa {
  readonly audience: string;
  readonly issuer: string;
  readonly principal: Principal;
  readonly #expiresAtMs: number;

  constructor({ audience, issuer, principal, expiresAt = new Date(Date.now() + VISA_TTL_MS) }: VisaFields) {
    this.audience = audience;
    this.issuer = issuer;
    this.principal = principal;
    this.#expiresAtMs = expiresAt.getTime();
    Object.freeze(this);
  }

  get expiresAt(): Date {
    return new Date(this.#expiresAtMs);
  }

  static isOne(value: unknown): value is Visa {
    return typeof value === 'object' && value !== null && #expiresAtMs in value;
  }
}

type VisaFields = Omit<Visa, 'expiresAt'> & { readonly expiresAt?: Date };

/** Makes a visa that `isVisa` accepts. Only the gateway's local transport, feeds and the JWT verifier call this. */
export const makeVisa = (fields: VisaFields): Visa => new IssuedVisa(fields);

/** True for objects that came from `makeVisa` in this process, for this subgraph, and are not expired. */
export const isVisa = (value: unknown, audience: string, now = new Date()): value is Visa =>
  IssuedVisa.isOne(value) && value.audience === audience && value.expiresAt > now;
