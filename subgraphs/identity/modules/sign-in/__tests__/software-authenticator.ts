import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** What can be wrong with an answer; each is refused. */
export interface Misuse {
  /** Another challenge than the one asked. */
  readonly challenge?: string;
  readonly origin?: string;
  readonly rpId?: string;
  /** The user was not verified: no finger, no PIN. */
  readonly unverified?: boolean;
  /** Signed by somebody else's key. */
  readonly forged?: boolean;
  /** Counter that does not move on: a cloned key. */
  readonly counter?: number;
}

interface Options {
  readonly challenge: string;
}

interface Credential {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

export interface AuthenticatorOptions {
  readonly origin: string;
  /** Key that never leaves the device; false: synced (flags BE and BS). */
  readonly deviceBound?: boolean;
  /** Signs its attestation: certificates (DER, leaf first) and the leaf's key. */
  readonly maker?: { readonly certificates: readonly Buffer[]; readonly privateKey: KeyObject };
  /** Counts its signatures; most synced passkeys do not. */
  readonly counts?: boolean;
}

const UP = 0x01;
const UV = 0x04;
const BE = 0x08;
const BS = 0x10;
const AT = 0x40;
const AAGUID = Buffer.alloc(16, 7);

const sha256 = (data: string | Buffer): Buffer => createHash('sha256').update(data).digest();

/** Authenticator in software (WebAuthn level 3): one discoverable ES256 passkey per `make`, used by `use`. */
export class SoftwareAuthenticator {
  readonly #options: AuthenticatorOptions;
  readonly #credentials: Credential[] = [];
  #counter = 0;

  constructor(options: AuthenticatorOptions) {
    this.#options = options;
  }

  /** Answers `navigator.credentials.create`, as the form field `response`. */
  make(options: Options, misuse: Misuse = {}): string {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const id = randomBytes(32);
    this.#credentials.push({ id: id.toString('base64url'), ...pair });
    const client = this.#clientData('webauthn.create', options, misuse);
    const length = Buffer.from([0, id.length]);
    const data = Buffer.concat([this.#head(AT, misuse), AAGUID, length, id, coseKey(pair.publicKey)]);
    const attestation = cbor({
      fmt: this.#options.maker ? 'packed' : 'none',
      attStmt: this.#statement(data, client),
      authData: data,
    });
    return this.#answer(id.toString('base64url'), client, {
      attestationObject: attestation.toString('base64url'),
      transports: ['internal'],
    });
  }

  /** Answers `navigator.credentials.get` with its latest passkey. */
  use(options: Options, misuse: Misuse = {}): string {
    const credential = this.#credentials.at(-1);
    if (!credential) throw new Error('This authenticator has no passkey yet.');
    const client = this.#clientData('webauthn.get', options, misuse);
    const data = this.#head(0, misuse);
    const key = misuse.forged ? generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey : credential.privateKey;
    return this.#answer(credential.id, client, {
      authenticatorData: data.toString('base64url'),
      signature: sign('sha256', Buffer.concat([data, sha256(client)]), key).toString('base64url'),
    });
  }

  #statement(data: Buffer, client: Buffer): object {
    const { maker } = this.#options;
    if (!maker) return {};
    const sig = sign('sha256', Buffer.concat([data, sha256(client)]), maker.privateKey);
    return { alg: -7, sig, x5c: maker.certificates };
  }

  #clientData(type: string, { challenge }: Options, misuse: Misuse): Buffer {
    const { origin = this.#options.origin } = misuse;
    return Buffer.from(JSON.stringify({ type, challenge: misuse.challenge ?? challenge, origin, crossOrigin: false }));
  }

  #head(extra: number, { rpId = new URL(this.#options.origin).hostname, unverified, counter }: Misuse): Buffer {
    if (this.#options.counts) this.#counter += 1;
    const synced = this.#options.deviceBound ? 0 : BE | BS;
    const count = Buffer.alloc(4);
    count.writeUInt32BE(counter ?? this.#counter);
    return Buffer.concat([sha256(rpId), Buffer.from([UP | (unverified ? 0 : UV) | synced | extra]), count]);
  }

  #answer(id: string, client: Buffer, response: object): string {
    const clientDataJSON = client.toString('base64url');
    const body = {
      id,
      rawId: id,
      type: 'public-key',
      clientExtensionResults: {},
      response: { clientDataJSON, ...response },
    };
    return JSON.stringify(body);
  }
}

/** COSE key of an ES256 public key (RFC 9053). */
function coseKey(key: KeyObject): Buffer {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  return cbor(
    new Map<number, number | Buffer>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ]),
  );
}

/** As much of CBOR (RFC 8949) as an authenticator writes. */
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value);
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)]);
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value]);
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)]);
  const entries = value instanceof Map ? [...value] : Object.entries(value as object);
  return Buffer.concat([head(5, entries.length), ...entries.flatMap(([key, item]) => [cbor(key), cbor(item)])]);
}

function head(type: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(type << 5) | length]);
  if (length < 256) return Buffer.from([(type << 5) | 24, length]);
  return Buffer.from([(type << 5) | 25, length >> 8, length & 255]);
}
