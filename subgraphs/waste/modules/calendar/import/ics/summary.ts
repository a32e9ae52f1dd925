import { type Fraction, toFraction } from '../../domain/fraction.ts';

/** A kind of waste named in an event's title. */
export interface NamedFraction {
  fraction: Fraction;
  label: string;
}

/** What calendars put before the kind of waste; it says nothing. */
const PREFIX =
  /^(?:abfallkalender|abfuhrkalender|abfuhrtermin|abfuhr|abholung|leerung|entsorgung|müllabfuhr)\s*[:–-]\s*/i;
const SEPARATOR = /\s*[,;/+&|\n]\s*/;
const AND = /\s+(?:und|and)\s+/i;

/**
 * The kinds of waste in a title: `Abfallkalender: Restmüll, Gelber Sack` names two, `Gelber Sack / Gelbe Tonne` one,
 * `Restmüll, Tour 3` one. Of several parts every unknown one is kept as OTHER; parts with digits qualify the part before.
 */
export function splitSummary(summary: string): NamedFraction[] {
  const title = summary.replace(PREFIX, '').trim() || summary.trim();
  const parts = title.split(SEPARATOR).filter(Boolean).flatMap(splitAnd).reduce<string[]>(joinQualifier, []);
  const named = parts.map((label) => ({ fraction: toFraction(label), label }));
  if (named.every(({ fraction }) => fraction === named[0]?.fraction)) {
    return [{ fraction: toFraction(title), label: title }];
  }
  return [...Map.groupBy(named, ({ fraction }) => fraction)].flatMap(([fraction, group]) =>
    fraction === 'OTHER' ? group : [{ fraction, label: group.map(({ label }) => label).join(', ') }],
  );
}

/** "und" separates only kinds we know: "Papier und Altkleider aller Art" stays whole. */
function splitAnd(part: string): string[] {
  const pieces = part.split(AND);
  return pieces.every((piece) => toFraction(piece) !== 'OTHER') ? pieces : [part];
}

function joinQualifier(parts: string[], part: string): string[] {
  const before = parts.at(-1);
  const isQualifier = before !== undefined && /\d/.test(part) && toFraction(part) === 'OTHER';
  return isQualifier ? [...parts.slice(0, -1), `${before}, ${part}`] : [...parts, part];
}
