import { SignInRefusedError } from '../../../domain/errors.ts';
import type { RouteParts, Visit } from '../../../routes/parts.ts';
import type { Occasion } from '../connectors/passkeys.ts';

/** What a passkey ceremony is for, in this browser; its random name is set while the page is made. */
export const occasionHere = (
  { cookie }: RouteParts,
  { request, response }: Visit,
  ...what: [string, ...string[]]
): Occasion => [...what, cookie.ensure(request, response)];

/** The same when the answer comes back: only the browser that saw the page has its name. */
export function occasionBack({ cookie }: RouteParts, { request }: Visit, ...what: [string, ...string[]]): Occasion {
  const browser = cookie.read(request);
  if (!browser) throw new SignInRefusedError('browser-differs');
  return [...what, browser];
}
