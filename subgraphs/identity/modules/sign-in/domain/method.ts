import type { TrustLevelName } from '../../../../../platform/visa/index.ts';

/** Kinds of own sign-in methods (Anmeldewege). */
export type MethodKind = 'passkey' | 'email' | 'totp' | 'recovery';

/** An own sign-in method as rows hold it. */
export interface Method {
  readonly id: string;
  readonly citizen: string;
  readonly kind: MethodKind;
  readonly level: TrustLevelName;
  readonly label: string;
  readonly data: MethodData;
  /** Passkey: its signature counter; TOTP: the last time step used. */
  readonly counter: number;
}

export interface MethodData {
  /** Passkey: COSE key, base64url. */
  readonly publicKey?: string;
  readonly transports?: readonly string[];
  /** E-mail address or TOTP secret, sealed. */
  readonly sealed?: string;
}

/** Two facts that alone let somebody in again; a TOTP app or a code on paper only helps beside or instead of them. */
export const isWayIn = (kind: MethodKind): boolean => kind === 'passkey' || kind === 'email';
