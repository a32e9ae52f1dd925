import { isProofOf, proofOf } from './seal.ts';

/** Pages of a link that are found by address alone; a ticket for one is none for another. */
type Page = 'link' | 'choose';

/** The id with a proof that the hub made it. */
const ticketOf = (key: Buffer, page: Page, id: string): string => `${id}.${proofOf(key, `${page} ${id}`)}`;

function idIn(key: Buffer, page: Page, ticket: string): string | undefined {
  const [id = '', proof = '', ...rest] = ticket.split('.');
  return rest.length === 0 && isProofOf(key, `${page} ${id}`, proof) ? id : undefined;
}

/** Address at which a browser begins a link. It works for 10 minutes. */
export const linkAddress = (publicUrl: string, key: Buffer, id: string): string =>
  `${publicUrl}/link/start/${ticketOf(key, 'link', id)}`;

/** The id in such an address; undefined when the hub did not make it. */
export const linkIdOf = (key: Buffer, ticket: string): string | undefined => idIn(key, 'link', ticket);

/** Address of the page on which she chooses what to take over; it works until the link's 10 minutes are over. */
export const choiceAddress = (publicUrl: string, key: Buffer, link: string): string =>
  `${publicUrl}/link/choose/${ticketOf(key, 'choose', link)}`;

/** The link in such an address; undefined when the hub did not make it. */
export const choiceOf = (key: Buffer, ticket: string): string | undefined => idIn(key, 'choose', ticket);
