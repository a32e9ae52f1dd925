import pg from 'pg';

/** Joins a template and its values into one statement. Strings, numbers, booleans, dates, null, arrays and JSON objects. */
export function quote(text: readonly string[], values: readonly unknown[]): string {
  return text.reduce((sql, part, index) => (index === 0 ? part : sql + literal(values[index - 1]) + part), '');
}

/** Tagged form of `quote`, for statements handed on as text. */
export const sql = (text: TemplateStringsArray, ...values: unknown[]): string => quote(text, values);

/** A piece of SQL that is not a value: column lists, types. Only ever made from constants of our own code. */
export class RawSql {
  constructor(readonly text: string) {}
}

export const raw = (text: string): RawSql => new RawSql(text);

export function literal(value: unknown): string {
  if (value instanceof RawSql) return value.text;
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number' || typeof value === 'bigint') return number(value);
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (value instanceof Date) return `${pg.escapeLiteral(value.toISOString())}::timestamptz`;
  if (Array.isArray(value)) return array(value);
  if (typeof value === 'object') return `${pg.escapeLiteral(storableJson(value))}::jsonb`;
  return text(String(value));
}

/**
 * What jsonb cannot hold: NUL is left out, half a surrogate pair becomes the replacement character. Escapes are taken one
 * by one, so that a backslash somebody typed before `u0000` stays what it is.
 */
const storableJson = (value: object): string =>
  JSON.stringify(value).replace(/\\(?:u0000|ud[89a-f][0-9a-f]{2}|.)/g, (sequence) => {
    if (sequence === '\\u0000') return '';
    return sequence.startsWith('\\ud') ? '\\ufffd' : sequence;
  });

/** PostgreSQL knows no NUL character in text; JSON carries it as an escape that jsonb refuses too. */
const text = (value: string) => pg.escapeLiteral(value.replaceAll('\u0000', '').replaceAll('\\u0000', ''));

function number(value: number | bigint): string {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('Only finite numbers go into SQL.');
  return String(value);
}

const array = (values: readonly unknown[]) =>
  values.length === 0 ? `'{}'` : `array[${values.map(literal).join(', ')}]`;
