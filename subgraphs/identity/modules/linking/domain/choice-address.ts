import { timingSafeEqual } from 'node:crypto';
import { proofOf } from '../../../domain/seal.ts';

const proof = (key: Buffer, link: string): string => proofOf(key, `choose ${link}`);

/** Address of the page on which she chooses what to take over; it works until the link's 10 minutes are over. */
export const choiceAddress = (publicUrl: string, key: Buffer, link: string): string =>
  `${publicUrl}/link/choose/${link}.${proof(key, link)}`;

/** The link in such an address; undefined when the hub did not make it. */
export function choiceOf(key: Buffer, ticket: string): string | undefined {
  const [link = '', given = '', ...rest] = ticket.split('.');
  const right = Buffer.from(proof(key, link));
  const shown = Buffer.from(given);
  return rest.length === 0 && shown.length === right.length && timingSafeEqual(shown, right) ? link : undefined;
}
