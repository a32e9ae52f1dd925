import { signInAt } from '../../../../../../sandbox/drive.ts';
import type { Forgery } from '../../../../../../sandbox/faults/forgeries.ts';
import type { LinkingHub } from '../linking-hub.ts';
import type { Attack } from './row.ts';

/** A whole sign-in whose last answer is forged. */
export const forged =
  (kind: Forgery, provider = 'servicekonto', parameters: Record<string, string> = {}): Attack =>
  async (hub) => {
    const { browser, answer } = await hub.answered(provider, { persona: hub.somebody() }, parameters);
    hub.sandbox.misbehave.signIn({ kind });
    return () => browser.open(answer.href);
  };

/** One forgery after the other. */
export const forgedAs = (...kinds: readonly Forgery[]) => Object.fromEntries(kinds.map((kind) => [kind, forged(kind)]));

/** A whole sign-in whose answer is changed on its way. */
export const changed =
  (change: (answer: URL, hub: LinkingHub) => void | Promise<void>): Attack =>
  async (hub) => {
    const { browser, answer } = await hub.answered('servicekonto', { persona: hub.somebody() });
    await change(answer, hub);
    return () => browser.open(answer.href);
  };

/** What a provider says about itself, when it is asked for the first time. */
export const discovered =
  (kind: Forgery, provider: string): Attack =>
  async (hub) => {
    hub.sandbox.misbehave.signIn({ kind });
    return async () => (await hub.away(provider)).stop;
  };

/** A link whose sign-in at the provider is forged. */
export const forgedLink =
  (kind: Forgery): Attack =>
  async (hub) => {
    const { browser, principal } = await hub.signedIn('bundid', { persona: hub.somebody(), level: 'HIGH' });
    const away = await browser.open(await hub.beginLink(principal, 'servicekonto'));
    const answer = await signInAt(away.location, { persona: hub.somebody() });
    hub.sandbox.misbehave.signIn({ kind });
    return () => browser.open(answer);
  };
