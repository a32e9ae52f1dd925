import type { IncomingHttpHeaders } from 'node:http';
import { CsrfBlockedError } from './errors.ts';

/** The origin in `PUBLIC_URL`. */
export const originOf = (publicUrl: string): string => new URL(publicUrl).origin;

/** With a cookie, a request must come from the hub's own pages: `Origin` says so, or the browser by `Sec-Fetch-Site`. */
export function checkSameOrigin(headers: IncomingHttpHeaders, publicOrigin: string): void {
  const { origin, 'sec-fetch-site': site } = headers;
  const isOurs = origin === undefined ? site === 'same-origin' : origin === publicOrigin;
  if (!isOurs) throw new CsrfBlockedError();
}
