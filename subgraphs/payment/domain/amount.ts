/** Amount of cents as the decimal number of JSON, by way of text: `cents / 100` is not trusted with money. */
export const toDecimal = (cents: number): number =>
  Number(`${Math.trunc(cents / 100)}.${String(cents % 100).padStart(2, '0')}`);

/** Cents of a decimal number, or null when it is no amount of whole cents from 0 to 9,999,999.99. */
export function toCents(decimal: number): number | null {
  // The shortest text that reads back as this number: 37.1 for 37.10, and all digits of 37.105.
  const [, euros, fraction = ''] = /^(\d{1,7})(?:\.(\d{1,2}))?$/.exec(String(decimal)) ?? [];
  return euros === undefined ? null : Number(euros) * 100 + Number(fraction.padEnd(2, '0'));
}
