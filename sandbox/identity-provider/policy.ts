import { interactionPolicy } from 'oidc-provider';

const { base, Check } = interactionPolicy;

/**
 * When to ask: always, and only for the sign-in.
 * BundID offers no single sign-on between services on purpose: each service triggers its own sign-in. And it asks no
 * consent, because the service states the attributes it needs. The levels are compared on the sign-in page ("minimum"),
 * not by the provider, which would compare `acr` letter by letter and ask for ever.
 */
export function makePolicy(): interactionPolicy.DefaultPolicy {
  const policy = base();
  policy.remove('consent');
  const login = policy.get('login');
  login?.checks.remove('essential_acrs');
  login?.checks.remove('essential_acr');
  login?.checks.add(
    new Check('each_service_asks', 'every service triggers its own sign-in', (ctx) =>
      ctx.oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
    ),
  );
  return policy;
}
