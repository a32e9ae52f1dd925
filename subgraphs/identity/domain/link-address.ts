import { timingSafeEqual } from 'node:crypto';
import { proofOf } from './seal.ts';

/** Address at which a browser begins a link: the id with a proof that the hub made it. It works for 10 minutes. */
export const linkAddress = (publicUrl: string, key: Buffer, id: string): string =>
  `${publicUrl}/link/start/${id}.${proofOf(key, `link ${id}`)}`;

/** The id in such an address; undefined when the hub did not make it. */
export function linkIdOf(key: Buffer, ticket: string): string | undefined {
  const [id = '', proof = '', ...rest] = ticket.split('.');
  const right = Buffer.from(proofOf(key, `link ${id}`));
  const given = Buffer.from(proof);
  return rest.length === 0 && given.length === right.length && timingSafeEqual(given, right) ? id : undefined;
}
