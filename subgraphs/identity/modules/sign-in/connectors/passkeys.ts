import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { SignInRefusedError } from '../../../domain/errors.ts';
import { proofOf } from '../../../domain/seal.ts';
import type { Method } from '../domain/method.ts';
import type { PasskeyFacts } from '../domain/passkey-level.ts';
import { isAttested } from './attestation.ts';

/** A passkey as the browser has just made it. */
export interface NewPasskey extends PasskeyFacts {
  /** Credential id, base64url. */
  readonly handle: string;
  readonly publicKey: string;
  readonly transports: readonly string[];
  readonly counter: number;
}

export interface PasskeysOptions {
  readonly publicUrl: string;
  /** Key of the challenges. */
  readonly key: Buffer;
  /** Certificates of makers whose attestation counts; none: nobody's. */
  readonly roots: readonly string[];
  /** How authenticators call this hub. */
  readonly name: string;
}

/** What a ceremony is for, and in which browser: a challenge is good there alone. */
export type Occasion = readonly [purpose: string, ...where: string[]];

const TIMEOUT_MS = 300_000;
/** ES256, EdDSA, RS256 (COSE numbers): what authenticators in use offer. */
const ALGORITHMS = [-7, -8, -257];

/**
 * Passkeys (WebAuthn) of this hub. Found by the authenticator itself, so no user name is asked for; the user is always
 * verified (finger, face, PIN), so that one passkey is two factors.
 *
 * A challenge is not stored: it is a keyed hash of the interaction and the browser it is for, both random and short-lived,
 * and an interaction ends with its first success.
 */
export class Passkeys {
  readonly #options: PasskeysOptions;
  readonly #rpId: string;
  readonly #origin: string;

  constructor(options: PasskeysOptions) {
    this.#options = options;
    const url = new URL(options.publicUrl);
    this.#rpId = url.hostname;
    this.#origin = url.origin;
  }

  async optionsToUse(occasion: Occasion): Promise<object> {
    return generateAuthenticationOptions({
      rpID: this.#rpId,
      challenge: this.#challenge(occasion),
      userVerification: 'required',
      timeout: TIMEOUT_MS,
    });
  }

  async optionsToMake(occasion: Occasion, account: { id: string; label: string; known: readonly string[] }) {
    const { name, roots } = this.#options;
    return generateRegistrationOptions({
      rpName: name,
      rpID: this.#rpId,
      userID: new TextEncoder().encode(account.id),
      userName: account.label,
      userDisplayName: account.label,
      challenge: this.#challenge(occasion),
      attestationType: roots.length > 0 ? 'direct' : 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      supportedAlgorithmIDs: ALGORITHMS,
      excludeCredentials: account.known.map((id) => ({ id })),
      timeout: TIMEOUT_MS,
    });
  }

  /** A new passkey, checked. @throws SignInRefusedError */
  async checkNew(response: string, occasion: Occasion): Promise<NewPasskey> {
    const answer = parse(response);
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response: answer as never,
      expectedChallenge: this.#challengeText(occasion),
      expectedOrigin: this.#origin,
      expectedRPID: this.#rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }).catch(invalid);
    if (!verified || !registrationInfo) throw new SignInRefusedError('passkey-invalid');
    const { credential, credentialDeviceType, attestationObject } = registrationInfo;
    return {
      handle: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      transports: credential.transports ?? [],
      counter: credential.counter,
      deviceBound: credentialDeviceType === 'singleDevice',
      attested: isAttested(attestationObject, this.#options.roots),
    };
  }

  /** The signature counter of a passkey that was just used, checked. @throws SignInRefusedError */
  async checkUse(response: string, occasion: Occasion, method: Method, handle: string): Promise<number> {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: parse(response) as never,
      expectedChallenge: this.#challengeText(occasion),
      expectedOrigin: this.#origin,
      expectedRPID: this.#rpId,
      requireUserVerification: true,
      credential: {
        id: handle,
        publicKey: new Uint8Array(Buffer.from(method.data.publicKey ?? '', 'base64url')),
        counter: method.counter,
      },
    }).catch(invalid);
    if (!verified) throw new SignInRefusedError('passkey-invalid');
    return authenticationInfo.newCounter;
  }

  #challenge(occasion: Occasion): Uint8Array<ArrayBuffer> {
    return new Uint8Array(Buffer.from(this.#challengeText(occasion), 'base64url'));
  }

  #challengeText(occasion: Occasion): string {
    return proofOf(this.#options.key, JSON.stringify(['passkey', ...occasion]));
  }
}

/** The credential id a browser answers with; empty when it is no answer at all. */
export function handleIn(response: string): string {
  const { id } = parse(response) as { id?: unknown };
  return typeof id === 'string' && /^[\w-]{16,1400}$/.test(id) ? id : '';
}

function parse(response: string): object {
  try {
    const answer: unknown = JSON.parse(response);
    if (typeof answer === 'object' && answer !== null) return answer;
  } catch {
    // told below, like everything that is not an answer
  }
  throw new SignInRefusedError('passkey-invalid');
}

function invalid(cause: unknown): never {
  throw new SignInRefusedError('passkey-invalid', cause);
}
