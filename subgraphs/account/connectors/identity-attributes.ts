import type { Kit } from '../../../platform/subgraph/index.ts';
import {
  ATTRIBUTE_FIELDS,
  type AttributeName,
  isLevel,
  type Mark,
  type Prefill,
  type ProfileField,
} from '../domain/verified-attribute.ts';

interface ForeignAttribute {
  readonly value?: unknown;
  readonly level?: unknown;
  readonly source?: unknown;
}

type Answer = Readonly<Record<string, ForeignAttribute | undefined>> | null | undefined;

/**
 * What identity knows for certain about a citizen (Question `attributes`): attribute name to `{ value, level, source }`.
 * An answer without attributes, or none at all, is an empty prefill.
 */
export const askAttributes = async (ask: Kit['ask'], citizenId: string): Promise<Prefill> =>
  toPrefill(await ask<Answer>('identity', 'attributes', { citizenId }));

/** Foreign names end here; what has no known level or an impossible value is left out. */
export function toPrefill(answer: Answer): Prefill {
  const known = Object.keys(ATTRIBUTE_FIELDS) as AttributeName[];
  const read = known.flatMap((name) => toEntry(ATTRIBUTE_FIELDS[name], answer?.[name]));
  return {
    values: Object.fromEntries(read.map(({ mark, value }) => [mark.attribute, value])),
    marks: read.map(({ mark }) => mark),
  };
}

function toEntry(attribute: ProfileField, found?: ForeignAttribute): { mark: Mark; value: string }[] {
  const { value, level, source } = found ?? {};
  if (typeof value !== 'string' || value.trim() === '' || !isLevel(level)) return [];
  if (attribute === 'birthDate' && !isDay(value)) return [];
  return [
    { mark: { attribute, source: typeof source === 'string' ? source : 'identity', level }, value: value.trim() },
  ];
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
