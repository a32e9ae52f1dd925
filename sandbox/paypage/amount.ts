/** Amounts travel as JSON numbers; sums are made in millionths, as integers, so that 0.1 + 0.2 is 0.3. */
const MILLION = 1_000_000;
const PER_CENT = 10_000;

const toMillionths = (amount: number): number => Math.round(amount * MILLION);

/** Cents of an amount, or undefined when it is not whole cents. */
export function toCents(amount: number): number | undefined {
  const cents = toMillionths(amount) / PER_CENT;
  return Number.isSafeInteger(cents) ? cents : undefined;
}

/** Amount as the interface writes it. */
export const fromCents = (cents: number): number => cents / 100;

/** Whether the parts add up to the whole. */
export const addsUp = (whole: number, parts: readonly number[]): boolean =>
  toMillionths(whole) === parts.reduce((sum, part) => sum + toMillionths(part), 0);
