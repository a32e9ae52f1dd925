import { BadUserInputError } from '../../../platform/errors/index.ts';

/** Characters a note may have. */
export const MAX_NOTE_LENGTH = 2_000;

/**
 * Note of a clerk to the applicant (Mitteilung): trimmed; null when there is nothing in it.
 *
 * @throws BadUserInputError for more than 2,000 characters
 */
export function toNote(text: string | null | undefined): string | null {
  const note = (text ?? '').replaceAll('\u0000', '').trim();
  if ([...note].length <= MAX_NOTE_LENGTH) return note === '' ? null : note;
  throw new BadUserInputError(`A note has at most ${MAX_NOTE_LENGTH} characters.`, {
    problems: [{ path: '/note', rule: 'maxLength' }],
  });
}
