import { lookup } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import { SECOND } from '../../../platform/time.ts';
import { isInternalAddress } from './oidc/guarded-fetch.ts';

const TIMEOUT_MS = 10 * SECOND;

/** An address the hub does not post to: inside somebody's network, or not https. */
export class ForbiddenAddressError extends Error {}

export interface PostGuard {
  /** Plain http on this machine, for stand-ins and tests; never in production. */
  readonly allowLoopback: boolean;
}

/** The address is looked up once, checked, and connected to: no other answer can come between. */
const checkedLookup: LookupFunction = (host, options, done) =>
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '');
    if (found.some(({ address }) => isInternalAddress(address))) return done(new ForbiddenAddressError(), '');
    const [first] = found;
    return options.all ? done(null, found) : done(null, first?.address ?? '', first?.family);
  });

const outside = new Agent({ connect: { lookup: checkedLookup, timeout: TIMEOUT_MS } });
const here = new Agent({ connect: { timeout: TIMEOUT_MS } });

/**
 * Posts to an address that somebody else named: never inwards, never on by redirect, never for long. The answer's body is not
 * read.
 *
 * @returns the status
 * @throws ForbiddenAddressError, or what the network says
 */
export async function guardedPost(
  address: string,
  message: { headers: Record<string, string>; body: string },
  { allowLoopback }: PostGuard,
): Promise<number> {
  const url = new URL(address);
  const isHere = allowLoopback && isLoopback(url.hostname);
  if (!isHere) checkOutside(url);
  const { statusCode, body } = await request(url, {
    method: 'POST',
    dispatcher: isHere ? here : outside,
    headersTimeout: TIMEOUT_MS,
    bodyTimeout: TIMEOUT_MS,
    ...message,
  });
  body.on('error', () => {}).destroy();
  return statusCode;
}

const isLoopback = (host: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(host);

function checkOutside({ protocol, hostname }: URL): void {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (protocol !== 'https:' || (isIP(host) && isInternalAddress(host))) throw new ForbiddenAddressError();
}
