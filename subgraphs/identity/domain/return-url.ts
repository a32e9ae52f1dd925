import type { PartnerApps } from './partner-app.ts';

/**
 * Return address (Rücksprungadresse): where a browser may be sent after an account was linked. Only the hub's own origin, or
 * a redirect URI registered for an app, letter by letter: anything looser is an open redirect.
 */
export function isReturnUrl(text: string, publicUrl: string, apps: PartnerApps): boolean {
  if (text.length > 2_000 || /[\s\\]/.test(text)) return false;
  if (registeredUris(apps).has(text)) return true;
  const url = URL.parse(text);
  return url !== null && url.origin === new URL(publicUrl).origin && !url.username && !url.password;
}

const registeredUris = (apps: PartnerApps): Set<string> =>
  new Set([...apps.values()].flatMap(({ redirectUris }) => redirectUris));

/** The return address with what came of it: `?link=<id>&state=LINKED`. */
export function withOutcome(returnUrl: string, id: string, state: string): string {
  const url = new URL(returnUrl);
  url.searchParams.set('link', id);
  url.searchParams.set('state', state);
  return url.href;
}
