import { holds } from './condition.ts';
import type { FeePart, PaymentMoment } from './fee-rule.ts';
import { valueAt } from './form-path.ts';
import { ownValue } from './json-schema.ts';
import type { Service } from './service.ts';

/** Fee of one application (festgesetzte Gebühr). `cents` is a whole number above zero. */
export interface FeeAmount {
  readonly cents: number;
  readonly currency: 'EUR';
  readonly key: string;
  readonly purpose: string;
  readonly bookingData: Readonly<Record<string, string>>;
  readonly moment: PaymentMoment;
}

/** The largest amount a payment service takes: 999,999 euros (XBezahldienste `grosAmount`). */
export const MAX_FEE_CENTS = 99_999_900;

/** What this application costs, or null when nothing is to pay. Fields not filled in yet count as nothing. */
export function feeFor(service: Pick<Service, 'fee'>, data: unknown): FeeAmount | null {
  const { fee } = service;
  if (!fee || (fee.waivedIf && holds(fee.waivedIf, data))) return null;
  const parts = fee.parts ?? [{ cents: fee.cents ?? 0 }];
  const cents = Math.min(
    parts.reduce((sum, part) => sum + centsOf(part, data), 0),
    MAX_FEE_CENTS,
  );
  if (cents === 0) return null;
  const { key, purpose, bookingData, moment } = fee;
  return { cents, currency: 'EUR', key, purpose, bookingData, moment };
}

function centsOf(part: FeePart, data: unknown): number {
  if (!holds(part.when, data)) return 0;
  if (part.option !== undefined) return optionCents(part.option, part.amounts, data);
  return (part.cents ?? 0) * unitsOf(part, data);
}

function optionCents(option: string, amounts: FeePart['amounts'], data: unknown): number {
  const chosen = valueAt(data, option);
  const cents = typeof chosen === 'string' ? ownValue(amounts, chosen) : undefined;
  return typeof cents === 'number' ? cents : 0;
}

function unitsOf({ times, beyond = 0 }: FeePart, data: unknown): number {
  if (times === undefined) return 1;
  const count = valueAt(data, times);
  // A preview runs on data that is not checked yet: a broken number costs nothing, the form check names it.
  return Number.isSafeInteger(count) ? Math.max(0, (count as number) - beyond) : 0;
}
