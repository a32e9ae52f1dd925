/** A rule says what is wrong with a value, or nothing. */
export type Rule = (value: unknown) => string | undefined;

export interface ObjectRules {
  required: Readonly<Record<string, Rule>>;
  optional?: Readonly<Record<string, Rule>>;
}

/** Text of `min` to `max` characters; a character counts once, however many bytes it has. */
export const text =
  (max: number, pattern?: RegExp, min = 0): Rule =>
  (value) => {
    if (typeof value !== 'string') return 'must be a text';
    const length = [...value].length;
    if (length < min || length > max) return `must have ${min} to ${max} characters`;
    return pattern && !pattern.test(value) ? 'has characters that are not allowed' : undefined;
  };

/** Number in a closed range; `whole` for integers. */
export const number =
  (min: number, max: number, whole = false): Rule =>
  (value) => {
    if (typeof value !== 'number' || (whole && !Number.isInteger(value)))
      return `must be ${whole ? 'an integer' : 'a number'}`;
    return value < min || value > max ? `must lie between ${min} and ${max}` : undefined;
  };

export const boolean: Rule = (value) => (typeof value === 'boolean' ? undefined : 'must be true or false');

export const oneOf =
  (...values: readonly string[]): Rule =>
  (value) =>
    values.includes(value as string) ? undefined : `must be ${values.join(' or ')}`;

/** Point in time with zone (date-time of RFC 3339). */
export const dateTime: Rule = (value) =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/i.test(value) &&
  !Number.isNaN(Date.parse(value))
    ? undefined
    : 'must be a date-time';

/** Address a browser can be sent to. */
export const webUrl: Rule = (value) =>
  typeof value === 'string' && value.length <= 2_082 && ['http:', 'https:'].includes(URL.parse(value)?.protocol ?? '')
    ? undefined
    : 'must be an http or https address of at most 2082 characters';

/** Lists every problem of an object as `path: what is wrong`; fields without a rule are let through, as the schema does. */
export function findProblems(value: unknown, { required, optional = {} }: ObjectRules, path = ''): string[] {
  if (!isObject(value)) return [`${path || 'body'}: must be an object`];
  const missing = Object.keys(required).filter((field) => !Object.hasOwn(value, field));
  const rules = Object.entries({ ...required, ...optional });
  return [
    ...missing.map((field) => `${join(path, field)}: is missing`),
    ...rules.flatMap(([field, rule]) => {
      const problem = Object.hasOwn(value, field) && rule(value[field]);
      return problem ? [`${join(path, field)}: ${problem}`] : [];
    }),
  ];
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const join = (path: string, field: string): string => (path ? `${path}.${field}` : field);
