import type { Texts } from './service.ts';

export interface OpeningTime {
  readonly day: 'MONDAY' | 'TUESDAY' | 'WEDNESDAY' | 'THURSDAY' | 'FRIDAY' | 'SATURDAY' | 'SUNDAY';
  /** Local time, `HH:MM`. */
  readonly from: string;
  readonly to: string;
}

/** Office (Amt): who is responsible, of the town itself or of another level that cases are handed to. */
export interface Office {
  readonly number: number;
  readonly level: 'town' | 'county' | 'state' | 'federal';
  /** Amtlicher Regionalschlüssel, 12 digits. */
  readonly ars: string;
  readonly name: Texts;
  readonly contact: {
    readonly email: string;
    readonly phone: string;
    readonly street: string;
    readonly postalCode: string;
    readonly city: string;
  };
  readonly openingTimes: readonly OpeningTime[];
}

/** Category (Themenfeld): one of the 14 OZG fields, or one of the town's own (`ozgField` absent). */
export interface Category {
  readonly key: string;
  readonly ozgField?: string;
  readonly name: Texts;
}
