import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import { citizen } from '../../platform/testing/principals.ts';
import type { Principal } from '../../platform/visa/index.ts';
import type { AccessClaims } from '../principal/access-tokens.ts';
import type { TrustedIdentity } from '../principal/identity.ts';

export const PUBLIC_URL = 'http://hub.test';

interface TokenFields extends JWTPayload {
  readonly typ?: string;
}

/** identity, played: issues tokens as the hub's provider does and answers the gateway's questions. */
export class TestIdentity implements TrustedIdentity {
  readonly secret = 'a secret of the hub and all its gateways';
  /** By subject; who is not here is no longer known. */
  readonly principals = new Map<string, Principal | null>();
  readonly questions: { question: string; body: unknown }[] = [];
  /** By client id, as partner files name them. */
  rates: Record<string, number> = {};
  /** Set it to play an identity that does not answer, or refuses. */
  failure: Error | undefined;

  private constructor(
    private readonly privateKey: CryptoKey,
    readonly publicJwk: JWK,
  ) {}

  static async start(): Promise<TestIdentity> {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
    return new TestIdentity(privateKey as CryptoKey, jwk);
  }

  async ask(question: string, body: unknown): Promise<unknown> {
    if (question !== 'rates') this.questions.push({ question, body });
    if (this.failure) throw this.failure;
    if (question === 'rates') return this.rates;
    if (question === 'keys') return { keys: [this.publicJwk] };
    if (question === 'endSession') return { ended: true };
    if (question === 'principals')
      return (body as { questions: readonly unknown[] }).questions.map((one) => ({
        principal: this.#principalOf(one),
      }));
    return this.#principalOf(body);
  }

  #principalOf(question: unknown): Principal | null {
    const { claims, actingFor } = question as { claims: AccessClaims; actingFor: string | null };
    const principal = this.principals.get(claims.sub) ?? null;
    return principal && actingFor ? { ...principal, parties: [actingFor] } : principal;
  }

  /** A citizen the hub knows, with a token of hers. */
  async signIn(fields: Partial<Principal> = {}, claims: TokenFields = {}) {
    const principal = citizen(fields);
    this.principals.set(principal.citizenId, principal);
    return { principal, token: await this.token({ sub: principal.citizenId, ...claims }) };
  }

  async token({ typ = 'at+jwt', ...claims }: TokenFields = {}): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const defaults = {
      iss: PUBLIC_URL,
      aud: `${PUBLIC_URL}/graphql`,
      sub: 'somebody',
      client_id: 'portal',
      jti: crypto.randomUUID(),
      iat: now,
      exp: now + 300,
    };
    return new SignJWT({ ...defaults, ...claims })
      .setProtectedHeader({ alg: 'ES256', typ, kid: 'one' })
      .sign(this.privateKey);
  }
}
