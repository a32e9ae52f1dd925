const PURPOSE_LENGTH = 27;
const REFERENCE_LENGTH = 36;
const DESCRIPTION_LENGTH = 250;

const ASCII: Readonly<Record<string, string>> = {
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  ß: 'ss',
  ẞ: 'SS',
};

/** Umlauts as banks write them; other accents fall off. */
const toAscii = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[äöüÄÖÜßẞ]/g, (letter) => ASCII[letter] ?? letter)
    .normalize('NFD')
    .replace(/\p{M}/gu, '');

const squeeze = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** Purpose (Verwendungszweck) on the bank statement: reference of the case, then what it is for; 27 characters. */
export const toPurpose = (reference: string, text: string): string =>
  squeeze(toAscii(`${reference} ${text}`).replace(/[^\w\s-]/g, ' '))
    .slice(0, PURPOSE_LENGTH)
    .trim();

/** Reference of an item: 36 of letters, digits, `_` and `-`. */
export const toItemReference = (reference: string): string =>
  toAscii(reference)
    .replace(/[^\w-]+/g, '-')
    .slice(0, REFERENCE_LENGTH);

/** Description on the pay page, where umlauts are allowed: 250 characters. */
export const toDescription = (text: string): string =>
  squeeze(text.normalize('NFC').replace(/[^\w\s,.\u00C0-\u017F-]/g, ' '))
    .slice(0, DESCRIPTION_LENGTH)
    .trim();
