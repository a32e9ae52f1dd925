import { lookup } from 'node:dns/promises';
import { BlockList, isIP } from 'node:net';
import { SignInRefusedError } from '../../domain/errors.ts';

/** More than any discovery document, key set or token answer of an honest provider. */
const MAX_BYTES = 64 * 1024;

const internal = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  internal.addSubnet(network, prefix, 'ipv4');
for (const [network, prefix] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  internal.addSubnet(network, prefix, 'ipv6');

/** An address inside somebody's network, where a provider's documents have nothing to point to. */
export const isInternalAddress = (address: string): boolean => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1] ?? address;
  return internal.check(mapped, isIP(mapped) === 6 ? 'ipv6' : 'ipv4');
};

export interface FetchGuard {
  readonly issuer: string;
  /** The issuer is a stand-in on this machine: then nothing but its own origin is asked. */
  readonly allowInsecureIssuer: boolean;
  readonly timeoutMs: number;
}

export type GuardedFetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * `fetch` for what a provider's own documents point to: never an internal address, never on by redirect, never without end.
 *
 * @throws SignInRefusedError
 */
export const makeGuardedFetch =
  (guard: FetchGuard): GuardedFetch =>
  async (url, init) => {
    await checkAddress(new URL(url), guard);
    const signal = AbortSignal.timeout(guard.timeoutMs);
    const response = await fetch(url, { ...init, redirect: 'manual', signal });
    return new Response(await readLimited(response), { status: response.status, headers: response.headers });
  };

async function checkAddress(url: URL, { issuer, allowInsecureIssuer }: FetchGuard): Promise<void> {
  const own = new URL(issuer);
  if (allowInsecureIssuer && url.origin === own.origin) return;
  if (allowInsecureIssuer || url.protocol !== 'https:') throw new SignInRefusedError('address-forbidden');
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : (await lookup(host, { all: true })).map(({ address }) => address);
  // A town's own provider may live inside its network; what an outside one points to may not.
  if (url.origin !== own.origin && addresses.some(isInternalAddress)) throw new SignInRefusedError('address-forbidden');
}

async function readLimited(response: Response): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!response.body) return null;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    // Leaving the loop cancels the stream, and with it the connection.
    if (bytes > MAX_BYTES) throw new SignInRefusedError('answer-too-large');
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
