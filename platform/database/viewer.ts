import { invariant } from '../errors/index.ts';
import type { Principal, PrincipalKind } from '../visa/index.ts';

/** Viewer (Betrachter): as whom the database is asked. One role per kind of principal; facts come only from the visa. */
export interface Viewer {
  readonly role: `v_${PrincipalKind}`;
  /** The signed-in person herself, whomever she acts for; null for the public and for the hub itself. */
  readonly self: string | null;
  readonly parties: readonly string[];
  readonly offices: readonly number[];
}

export const PUBLIC_VIEWER: Viewer = { role: 'v_public', self: null, parties: [], offices: [] };
export const SYSTEM_VIEWER: Viewer = { role: 'v_system', self: null, parties: [], offices: [] };

export const viewerOf = ({ kind, citizenId, parties, offices }: Principal): Viewer => ({
  role: `v_${kind}`,
  self: citizenId,
  parties,
  offices,
});

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const ROLES = new Set<string>(['v_public', 'v_citizen', 'v_staff', 'v_partner', 'v_system']);

export const isUuid = (text: string): boolean => UUID.test(text);

/** Opens a transaction and states the viewer, all in one round trip. The only place in the hub that sets a role. */
export function beginSql({ role, self, parties, offices }: Viewer, mode: 'read only' | 'read write'): string {
  invariant(ROLES.has(role), 'a viewer has one of five roles');
  invariant(parties.every(isUuid) && (self === null || isUuid(self)), 'a party is a UUID');
  invariant(offices.every(Number.isSafeInteger), 'an office is a number');
  return (
    `begin ${mode}; set local role ${role}; ` +
    `select set_config('stadttor.self', '${self ?? ''}', true), ` +
    `set_config('stadttor.parties', '{${parties.join(',')}}', true), ` +
    `set_config('stadttor.offices', '{${offices.join(',')}}', true)`
  );
}
