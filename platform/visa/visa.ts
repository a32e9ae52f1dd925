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

const issued = new WeakSet<Visa>();

/** Makes a visa that `isVisa` accepts. Only the gateway's local transport, feeds and the JWT verifier call this. */
export function makeVisa(fields: { audience: string; issuer: string; principal: Principal; expiresAt?: Date }): Visa {
  const visa = Object.freeze({ expiresAt: new Date(Date.now() + VISA_TTL_MS), ...fields });
  issued.add(visa);
  return visa;
}

/** True for objects that came from `makeVisa` in this process, for this subgraph, and are not expired. */
export const isVisa = (value: unknown, audience: string, now = new Date()): value is Visa =>
  issued.has(value as Visa) && (value as Visa).audience === audience && (value as Visa).expiresAt > now;
