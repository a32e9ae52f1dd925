import type { Principal } from '../../platform/visa/index.ts';

/** A leaf of the answer as one principal may know it. */
export type Mask = (value: unknown) => unknown;

/** By coordinate: `Citizen.id`. */
export type Masks = ReadonlyMap<string, Mask>;

/** Masks (Verschleierung) for a principal to whom values are told differently; undefined for everybody else. */
export type MaskFields = (principal: Principal) => Masks | undefined;
