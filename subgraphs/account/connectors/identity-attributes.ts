import type { Kit } from '../../../platform/subgraph/index.ts';
import {
  ATTRIBUTE_FIELDS,
  type AttributeName,
  EMPTY_PREFILL,
  isLevel,
  type Mark,
  type Prefill,
  type ProfileField,
} from '../domain/verified-attribute.ts';

interface ForeignAttribute {
  readonly value?: unknown;
  readonly level?: unknown;
}

/** Identity's answer: the account that vouches, and what it said by name; null when she has linked none. */
interface Answer {
  readonly provider: string;
  readonly attributes: Readonly<Record<string, ForeignAttribute | undefined>>;
}

/** What she chose to take over: of which account, and which attributes. */
export interface Chosen {
  readonly account: string;
  readonly names: readonly string[];
}

/**
 * What identity knows for certain about a citizen (question `attributes`), or what she chose of it; nothing at all is an empty
 * prefill.
 */
export const askAttributes = async (ask: Kit['ask'], citizenId: string, chosen?: Chosen): Promise<Prefill> =>
  toPrefill(await ask<Answer | null>('identity', 'attributes', { citizenId, ...chosen }));

/** Foreign names end here; what has no known level or an impossible value is left out. */
export function toPrefill(answer: Answer | null | undefined): Prefill {
  if (!answer) return EMPTY_PREFILL;
  const { provider, attributes } = answer;
  const known = Object.keys(ATTRIBUTE_FIELDS) as AttributeName[];
  const read = known.flatMap((name) => toEntry(ATTRIBUTE_FIELDS[name], provider, attributes[name]));
  return {
    values: Object.fromEntries(read.map(({ mark, value }) => [mark.attribute, value])),
    marks: read.map(({ mark }) => mark),
  };
}

function toEntry(
  attribute: ProfileField,
  source: string,
  found: ForeignAttribute = {},
): { mark: Mark; value: string }[] {
  const { value, level } = found;
  if (typeof value !== 'string' || value.trim() === '' || !isLevel(level)) return [];
  if (attribute === 'birthDate' && !isDay(value)) return [];
  return [{ mark: { attribute, source, level }, value: value.trim() }];
}

const isDay = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
