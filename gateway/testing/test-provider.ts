import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { PUBLIC_URL, type TestIdentity } from './test-identity.ts';

/**
 * An OpenID provider of one client, `portal`: enough to play the portal's sign-in to its end. Reached through `fetch`, as if it
 * stood at the hub's public address.
 */
export class TestProvider {
  readonly requests: { path: string; form: URLSearchParams }[] = [];
  readonly revoked: string[] = [];
  /** Refresh tokens that are good, each once. */
  readonly #refreshTokens = new Set<string>();
  /** Seconds that access tokens last. */
  accessTokenSeconds = 300;
  refusesRefresh = false;
  #nonce = '';
  #count = 0;

  private constructor(
    private readonly server: Server,
    private readonly key: CryptoKey,
    private readonly jwk: object,
    private readonly identity: TestIdentity,
    private readonly sub: string,
  ) {
    server.on('request', (request, response) => void this.#answer(request, response));
  }

  static async start(identity: TestIdentity, sub: string): Promise<TestProvider> {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'op', alg: 'ES256' };
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new TestProvider(server, privateKey as CryptoKey, jwk, identity, sub);
  }

  /** The public address, led to this server. */
  readonly fetch = (url: string, init: object): Promise<Response> => {
    const { port } = this.server.address() as AddressInfo;
    return fetch(url.replace(PUBLIC_URL, `http://127.0.0.1:${port}`), init);
  };

  /** What the browser would bring back after a sign-in at this address. */
  signInAt(authorizationUrl: string): string {
    const asked = new URL(authorizationUrl).searchParams;
    this.#nonce = asked.get('nonce') ?? '';
    return `/session/callback?${new URLSearchParams({ code: 'c', state: asked.get('state') ?? '', iss: PUBLIC_URL })}`;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const path = request.url ?? '';
    const form = new URLSearchParams(Buffer.concat(chunks).toString());
    this.requests.push({ path, form });
    const { status = 200, body } = await this.#route(path, form);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  async #route(path: string, form: URLSearchParams): Promise<{ status?: number; body: object }> {
    if (path === '/.well-known/openid-configuration') return { body: METADATA };
    if (path === '/oidc/jwks') return { body: { keys: [this.jwk] } };
    if (path === '/oidc/revoke') this.revoked.push(form.get('token') ?? '');
    if (path !== '/oidc/token') return { body: {} };
    if (form.get('grant_type') === 'authorization_code') return { body: await this.#tokens(this.#nonce) };
    const isGood = !this.refusesRefresh && this.#refreshTokens.delete(form.get('refresh_token') ?? '');
    return isGood ? { body: await this.#tokens() } : { status: 400, body: { error: 'invalid_grant' } };
  }

  async #tokens(nonce?: string): Promise<object> {
    const refreshToken = `r${++this.#count}`;
    this.#refreshTokens.add(refreshToken);
    const exp = Math.floor(Date.now() / 1000) + this.accessTokenSeconds;
    const idToken = new SignJWT({ nonce })
      .setProtectedHeader({ alg: 'ES256', kid: 'op' })
      .setIssuer(PUBLIC_URL)
      .setAudience('portal')
      .setSubject(this.sub)
      .setIssuedAt()
      .setExpirationTime('5m');
    return {
      access_token: await this.identity.token({ sub: this.sub, exp }),
      token_type: 'Bearer',
      expires_in: this.accessTokenSeconds,
      refresh_token: refreshToken,
      id_token: await idToken.sign(this.key),
    };
  }
}

const METADATA = {
  issuer: PUBLIC_URL,
  authorization_endpoint: `${PUBLIC_URL}/oidc/auth`,
  token_endpoint: `${PUBLIC_URL}/oidc/token`,
  jwks_uri: `${PUBLIC_URL}/oidc/jwks`,
  revocation_endpoint: `${PUBLIC_URL}/oidc/revoke`,
  end_session_endpoint: `${PUBLIC_URL}/oidc/sign-out`,
  response_types_supported: ['code'],
  id_token_signing_alg_values_supported: ['ES256'],
  code_challenge_methods_supported: ['S256'],
  authorization_response_iss_parameter_supported: true,
};
