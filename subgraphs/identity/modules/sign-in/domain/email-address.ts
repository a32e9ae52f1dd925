import { domainToASCII } from 'node:url';

const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const HOST = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * E-mail address (E-Mail-Adresse) in the one form in which it is compared: lower case, ASCII. Letters that only look alike
 * are refused, so that no address is the twin of another; dots and `+` stay, because they may name another mailbox.
 * Undefined for what is no address.
 */
export function toEmailAddress(text: string): string | undefined {
  const [local = '', host = '', ...more] = text.trim().toLowerCase().split('@');
  const domain = domainToASCII(host);
  const address = `${local}@${domain}`;
  return more.length === 0 && LOCAL.test(local) && HOST.test(domain) && address.length <= 254 ? address : undefined;
}

/** The address as a page may show it: `e…@example.org` says enough to its owner. */
export const hintAt = (address: string): string => `${address.slice(0, 1)}…${address.slice(address.indexOf('@'))}`;
