import type { KoaContextWithOIDC, default as Provider } from 'oidc-provider';
import type { Sessions } from '../actions/sessions.ts';

/**
 * Signing out at the provider's own page ends the session in our table too, and with it every app's tokens: before the page
 * says so.
 */
export function endSessionsOnSignOut(provider: Provider, sessions: Sessions): void {
  const ending = new WeakMap<object, Promise<unknown>>();
  provider.on('end_session.success', (ctx) => {
    const browser = ctx.oidc.session?.uid;
    if (browser && ctx.oidc.params?.logout) ending.set(ctx.req, sessions.end({ browser }));
  });
  provider.use(async (ctx: Pick<KoaContextWithOIDC, 'req'>, next: () => Promise<void>) => {
    await next();
    await ending.get(ctx.req);
  });
}
