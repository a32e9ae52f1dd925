import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { createLocalJWKSet, type JWTPayload, jwtVerify } from 'jose';
import type { AdapterPayload, default as Provider } from 'oidc-provider';
import type { SealedGrants } from '../domain/sealed-grants.ts';
import type { SigningKeys } from './signing-keys.ts';

const PATHS = new Set(['/oidc/introspect', '/oidc/revoke']);
const MAX_BYTES = 56 * 1024;

/** The access token that the request under way asks about. */
const asked = new AsyncLocalStorage<AdapterPayload>();

/** An access token asked about in this request, by the name that stands in for it. */
export const askedToken = (kind: string, name: string): AdapterPayload | undefined => {
  const token = asked.getStore();
  return token?.kind === kind && token.jti === name ? token : undefined;
};

export interface OwnTokenOptions {
  readonly keys: SigningKeys;
  readonly audience: string;
  readonly grants: SealedGrants;
}

/**
 * Introspection and revocation of access tokens. The provider stores none of them and so knows none: a good one is read here,
 * and stands for itself under its `jti` while the provider answers.
 */
export function knowOwnTokens(provider: Provider, options: OwnTokenOptions): void {
  const find = createLocalJWKSet({ keys: [...options.keys.public] as never });
  provider.use(async (ctx, next) => {
    if (ctx.method !== 'POST' || !PATHS.has(ctx.path)) return next();
    const form = await readForm(ctx.req);
    const token = await read(form.get('token') ?? '', { ...options, provider, find });
    if (token) form.set('token', String(token.jti));
    giveBack(ctx.req, form.toString());
    return asked.run(token ?? {}, next as () => Promise<void>);
  });
}

interface Reading extends OwnTokenOptions {
  readonly provider: Provider;
  readonly find: ReturnType<typeof createLocalJWKSet>;
}

async function read(token: string, reading: Reading): Promise<AdapterPayload | undefined> {
  const { provider, audience, find, grants } = reading;
  const verified = await jwtVerify(token, find, { issuer: provider.issuer, audience, typ: 'at+jwt' }).catch(
    () => undefined,
  );
  if (!verified) return undefined;
  const { payload } = verified;
  const grantId = grants.open(payload.grant);
  const grant = grantId ? await provider.Grant.find(grantId) : undefined;
  return {
    ...toRecord(payload),
    ...(grantId && { grantId, accountId: grant?.accountId }),
    kind: grantId ? 'AccessToken' : 'ClientCredentials',
  };
}

/** A token as the provider would have stored it. */
function toRecord({ jti, iat, exp, aud, scope, client_id, acr, auth_time, cnf }: JWTPayload): AdapterPayload {
  const { jkt } = (cnf ?? {}) as { jkt?: string };
  return {
    jti,
    iat,
    exp,
    aud: aud as string,
    scope: scope as string,
    clientId: client_id as string,
    extra: { acr, auth_time },
    ...(jkt && { jkt }),
  } as AdapterPayload;
}

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= MAX_BYTES) chunks.push(chunk);
  }
  return new URLSearchParams(bytes <= MAX_BYTES ? Buffer.concat(chunks).toString('utf8') : '');
}

/** The provider reads bodies from the request itself. */
function giveBack(request: IncomingMessage, body: string): void {
  const bytes = Buffer.from(body);
  Object.defineProperty(request, 'readable', { value: true });
  request.iterator = () => Readable.from([bytes]).iterator();
  request.headers['content-length'] = String(bytes.length);
  delete request.headers['transfer-encoding'];
}
