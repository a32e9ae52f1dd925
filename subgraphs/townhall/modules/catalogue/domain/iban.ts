/** IBAN with a right check number (ISO 13616, mod 97-10); blanks between the groups are allowed. */
export function isIban(text: string): boolean {
  const iban = text.replaceAll(' ', '').toUpperCase();
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(iban)) return false;
  if (iban.startsWith('DE') && iban.length !== 22) return false;
  return remainder97(iban.slice(4) + iban.slice(0, 4)) === 1;
}

/** Letters count as 10 to 35; digit by digit, because the whole number is larger than a safe integer. */
const remainder97 = (text: string): number =>
  [...text]
    .map((character) => Number.parseInt(character, 36).toString())
    .join('')
    .split('')
    .reduce((rest, digit) => (rest * 10 + Number(digit)) % 97, 0);
