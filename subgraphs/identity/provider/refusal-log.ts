import { randomUUID } from 'node:crypto';
import type { KoaContextWithOIDC, default as Provider } from 'oidc-provider';
import type { Logger } from 'pino';

/** What the provider's errors say: a code, and for us alone a detail. Neither holds a person. */
interface Refusal {
  readonly error?: string;
  readonly error_description?: string;
  readonly error_detail?: string;
}

/** Attacks on a provider by what gives them away: route, code, description, detail. The first that fits names the refusal. */
const ATTACKS: readonly (readonly [sign: RegExp, attack: string])[] = [
  [/post_logout_redirect_uri/, 'V27'],
  [/redirect_uri/, 'V01'],
  [/code already (consumed|used)|^token invalid_grant.*already consumed/, 'V02'],
  [/refresh token already used/, 'V10'],
  [/client mismatch/, 'V03'],
  [/code is expired/, 'V04'],
  [/policy requires PKCE/, 'V05'],
  [/code_challenge_method/, 'V06'],
  [/PKCE|code_verifier|code_challenge/, 'V07'],
  [/unsupported_response_type|unsupported_grant_type|response_type/, 'V08'],
  [/invalid_scope/, 'V09'],
  [/refresh token|grant (not found|is expired)|account not found/, 'V11'],
  [/invalid_target/, 'V13'],
  [/invalid_client.*(assertion|jti|audience|JWT|alg)/i, 'V15'],
  [/invalid_client/, 'V14'],
  [/request_uri|request object|request_not_supported|parameter "?request/i, 'V16'],
  [/login_required|consent_required|interaction_required/, 'V17'],
  [/claims/, 'V19'],
  [/dpop/i, 'V15'],
  [/xsrf|logout/, 'V27'],
];

function attackOf(route: string, { error, error_description, error_detail }: Refusal): string {
  const signs = `${route} ${error} ${error_description ?? ''} ${error_detail ?? ''}`;
  return ATTACKS.find(([sign]) => sign.test(signs))?.[1] ?? 'V32';
}

const EVENTS = [
  'authorization.error',
  'grant.error',
  'pushed_authorization_request.error',
  'introspection.error',
  'revocation.error',
  'end_session.error',
] as const;

/** Writes each refusal down once, as `op.refused V##` (reference/trust P8), under the reference that a page shows for it. */
export class RefusalLog {
  readonly #references = new WeakMap<object, string>();

  constructor(private readonly logger: Logger) {}

  watch(provider: Provider): void {
    for (const event of EVENTS)
      provider.on(event as 'grant.error', (ctx, error) => void this.note(ctx as KoaContextWithOIDC, error));
  }

  /** Returns the reference; a refusal that is noted already keeps its own. */
  note(ctx: KoaContextWithOIDC, error: Error & Refusal): string {
    const known = this.#references.get(error);
    if (known) return known;
    const reference = randomUUID();
    this.#references.set(error, reference);
    if (error.error === undefined || error.error === 'server_error')
      this.logger.error({ err: error, reference }, 'unexpected error');
    else {
      const { client, route = '' } = ctx.oidc ?? {};
      const facts = { reason: error.error, route, client: client?.clientId, reference };
      this.logger.warn(facts, `op.refused ${attackOf(route, error)}`);
    }
    return reference;
  }
}
