import { interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { reachesLevel } from '../../../platform/visa/index.ts';
import { askedLevel } from '../domain/levels.ts';
import type { ProviderParts } from './parts.ts';

const { base, Check } = interactionPolicy;

/** The level an authorization request asks for, in `acr_values` or as an `acr` claim. */
export function requestedLevel(params: Readonly<Record<string, unknown>> | undefined) {
  const claim = acrClaim(params?.claims);
  const names = [params?.acr_values, claim.value, ...(claim.values ?? [])];
  return askedLevel(names.filter((name) => typeof name === 'string').join(' '));
}

function acrClaim(claims: unknown): { value?: unknown; values?: unknown[] } {
  if (typeof claims !== 'string') return {};
  return JSON.parse(claims)?.id_token?.acr ?? {};
}

/**
 * When to ask a citizen: for a sign-in when there is none here, when hers has ended, or when more is asked than it was worth
 * (step-up); for consent when an app wants what she has not allowed yet.
 */
export function makePolicy({ sessions }: ProviderParts): interactionPolicy.DefaultPolicy {
  const policy = base();
  const login = policy.get('login');
  // The provider would compare names of levels letter by letter; a stronger sign-in than asked is welcome here.
  login?.checks.remove('essential_acrs');
  login?.checks.remove('essential_acr');
  login?.checks.add(
    new Check('sign_in_over', 'the sign-in has ended', 'login_required', async (ctx) => {
      if (!isSignedInBefore(ctx)) return Check.NO_NEED_TO_PROMPT;
      const session = await sessions.ofBrowser(ctx.oidc.session?.uid ?? '');
      const asked = requestedLevel(ctx.oidc.params as Record<string, unknown>);
      const enough = session && reachesLevel(session.authentication, asked);
      return enough ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT;
    }),
  );
  return policy;
}

const isSignedInBefore = ({ oidc }: KoaContextWithOIDC): boolean =>
  oidc.session?.accountId !== undefined && oidc.result?.login === undefined;
