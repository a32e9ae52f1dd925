import type { IncomingMessage } from 'node:http';

/** Behind the one trusted proxy the client is the last entry that proxy wrote; anybody else may write what he likes. */
export function clientAddress({ socket, headers }: IncomingMessage, trustProxy: string | undefined): string {
  const direct = socket.remoteAddress ?? 'unknown';
  const forwarded = headers['x-forwarded-for'];
  if (direct !== trustProxy || forwarded === undefined) return direct;
  return String(forwarded).split(',').at(-1)?.trim() ?? direct;
}
