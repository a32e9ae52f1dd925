import type { IncomingMessage } from 'node:http';

/** Behind the one trusted proxy the client is the last entry that proxy wrote; anybody else may write what he likes. */
export function clientAddress({ socket, headers }: IncomingMessage, trustProxy: string | undefined): string {
  const direct = socket.remoteAddress ?? 'unknown';
  const forwarded = headers['x-forwarded-for'];
  if (asIpv4(direct) !== trustProxy || forwarded === undefined) return direct;
  return String(forwarded).split(',').at(-1)?.trim() ?? direct;
}

/** Who listens on IPv6 as well sees IPv4 addresses written as IPv6. */
const asIpv4 = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '');
