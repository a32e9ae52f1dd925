import { BadUserInputError } from '../../../platform/errors/index.ts';

const MAX_LENGTH = 2_000;

/**
 * Address to which the browser goes after paying (Rücksprungadresse): absolute, on the hub's origin or a registered one.
 *
 * @throws BadUserInputError for anything else, so that the hub is nobody's springboard
 */
export function checkReturnUrl(text: string, origins: readonly string[]): string {
  const url = text.length <= MAX_LENGTH ? URL.parse(text) : null;
  const isPlain = url && url.username === '' && url.password === '';
  if (isPlain && origins.includes(url.origin)) return url.href;
  throw new BadUserInputError('The browser may not be sent there.', {
    problems: [{ path: '/returnUrl', rule: 'origin' }],
  });
}
