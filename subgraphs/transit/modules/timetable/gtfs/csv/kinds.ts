import { isRouteType } from '../../domain/route-mode.ts';

/** How one kind of value is read: its form in words, and a reader that answers undefined for anything else. */
export interface Kind<T> {
  expects: string;
  parse(text: string): T | undefined;
  /** True when a bad value is worth a warning only, because nothing depends on it. */
  lenient?: boolean;
}

export const text: Kind<string> = { expects: 'a text', parse: (value) => value };

/** Time (`H:MM:SS`, past 24 hours allowed) in seconds from the start of the service day. */
export const time: Kind<number> = { expects: 'a time as HH:MM:SS', parse: remembered(parseTime) };

/** Date (`YYYYMMDD`) as `YYYY-MM-DD`. */
export const date: Kind<string> = { expects: 'a date as YYYYMMDD', parse: remembered(parseDate) };

export const latitude = decimal(-90, 90);
export const longitude = decimal(-180, 180);

/** Basic or extended route type (Verkehrsmittel). */
export const routeType: Kind<number> = {
  expects: 'a basic or extended route type',
  parse: (value) => (/^\d{1,4}$/.test(value) && isRouteType(Number(value)) ? Number(value) : undefined),
};

/** IANA time zone. */
export const timezone: Kind<string> = { expects: 'an IANA time zone', parse: remembered(parseTimezone) };

/** Colour as six hex digits, read as `#RRGGBB`. */
export const colour: Kind<string> = {
  expects: 'six hex digits',
  parse: (value) => (/^[\da-f]{6}$/i.test(value) ? `#${value.toUpperCase()}` : undefined),
  lenient: true,
};

/** Web address: http or https alone, because it becomes a link that citizens press. */
export const url: Kind<string> = {
  expects: 'an address that begins with http:// or https://',
  parse: (value) => (/^https?:\/\/[^\s]+$/i.test(value) && URL.canParse(value) ? value : undefined),
  lenient: true,
};

/** Whole number within bounds, both included. */
export const integer = (min: number, max: number): Kind<number> => ({
  expects: `a whole number from ${min} to ${max}`,
  parse: (value) => (/^\d{1,10}$/.test(value) ? within(min, max, Number(value)) : undefined),
});

/** One of a few codes, read as its name. */
export const choice = <T>(names: Readonly<Record<string, T>>): Kind<T> => ({
  expects: `one of ${Object.keys(names).join(', ')}`,
  parse: (value) => (Object.hasOwn(names, value) ? names[value] : undefined),
});

function decimal(min: number, max: number): Kind<number> {
  return {
    expects: `a number from ${min} to ${max}`,
    parse: (value) => (/^[+-]?\d{1,3}(\.\d*)?(e[+-]?\d)?$/i.test(value) ? within(min, max, Number(value)) : undefined),
  };
}

const within = (min: number, max: number, value: number): number | undefined =>
  value >= min && value <= max ? value : undefined;

function parseTime(value: string): number | undefined {
  const match = /^(\d{1,3}):([0-5]\d):([0-5]\d)$/.exec(value);
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]) : undefined;
}

function parseDate(value: string): string | undefined {
  const match = /^((?:19|20|21)\d\d)(\d\d)(\d\d)$/.exec(value);
  if (!match) return undefined;
  const iso = `${match[1]}-${match[2]}-${match[3]}`;
  const parsed = new Date(`${iso}T00:00:00Z`);
  // Date rolls 31 June over to 1 July: only a day that comes back unchanged exists.
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(iso) ? iso : undefined;
}

function parseTimezone(value: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

/** A feed repeats a few thousand times and dates millions of times. The memory is bounded against feeds that do not. */
function remembered<T>(parse: (value: string) => T | undefined): (value: string) => T | undefined {
  const known = new Map<string, T | undefined>();
  return (value) => {
    const hit = known.get(value);
    if (hit !== undefined || known.has(value)) return hit;
    const parsed = parse(value);
    if (known.size < 10_000) known.set(value, parsed);
    return parsed;
  };
}
