import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { PaymentRegistration, SandboxClient } from '../clients.ts';
import type { Store } from '../store/open-store.ts';

/** A client that may use the payment service. */
export type PaymentClient = SandboxClient & { payment: PaymentRegistration };

/** How long an access token is good for. */
export const TOKEN_TTL_SECONDS = 3_600;

/** Who may order payments: checks secrets and issues opaque access tokens, kept as hashes. */
export class PaymentClients {
  readonly #store: Store;
  readonly #clients: readonly PaymentClient[];

  constructor(store: Store, clients: readonly SandboxClient[]) {
    this.#store = store;
    this.#clients = clients.filter((client): client is PaymentClient => client.payment !== undefined);
  }

  /** The client with this id and secret. */
  bySecret(clientId: string | null | undefined, secret: string | null | undefined): PaymentClient | undefined {
    const client = this.#clients.find((known) => known.clientId === clientId);
    return client?.clientSecret && secret && isSame(client.clientSecret, secret) ? client : undefined;
  }

  issueToken(client: PaymentClient, now = Date.now()): string {
    const token = randomBytes(32).toString('base64url');
    this.#store.prepare('delete from payment_token where expires_at < ?').run(now);
    this.#store
      .prepare('insert into payment_token (token_hash, client_id, expires_at) values (?, ?, ?)')
      .run(hash(token), client.clientId, now + TOKEN_TTL_SECONDS * 1_000);
    return token;
  }

  /** The client behind a request: Bearer token or Basic, both are seen in the field. */
  authenticate({ headers }: IncomingMessage): PaymentClient | undefined {
    const [scheme = '', credentials = ''] = (headers.authorization ?? '').split(' ');
    if (scheme.toLowerCase() === 'bearer') return this.#byToken(credentials);
    return scheme.toLowerCase() === 'basic' ? this.byBasic(headers.authorization) : undefined;
  }

  /** The client named by an `Authorization: Basic` header, form-encoded as OAuth 2.0 section 2.3.1 wants it. */
  byBasic(header: string | undefined): PaymentClient | undefined {
    const [, credentials = ''] = (header ?? '').split(' ');
    const [id = '', ...secret] = Buffer.from(credentials, 'base64').toString('utf8').split(':');
    const plain = this.bySecret(id, secret.join(':'));
    return plain ?? this.bySecret(formDecode(id), formDecode(secret.join(':')));
  }

  #byToken(token: string): PaymentClient | undefined {
    const row = this.#store
      .prepare('select client_id from payment_token where token_hash = ? and expires_at > ?')
      .get(hash(token), Date.now());
    return this.#clients.find(({ clientId }) => clientId === row?.client_id);
  }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex');

const isSame = (one: string, other: string): boolean =>
  timingSafeEqual(Buffer.from(hash(one)), Buffer.from(hash(other)));

const formDecode = (text: string): string => new URLSearchParams(`value=${text}`).get('value') ?? '';
