import type { FormattedExecutionResult } from 'graphql';

/** Data that went to several callers is written for the first of them. */
const bodies = new WeakMap<object, Buffer>();

/** The answer (Antwort) as bytes: written once, by nothing but JSON's own writer. */
export function toBody({ data, errors, extensions }: FormattedExecutionResult): Buffer {
  if (errors || extensions || !data) return write({ errors, data, extensions });
  const known = bodies.get(data) ?? write({ data });
  bodies.set(data, known);
  return known;
}

const write = (answer: FormattedExecutionResult): Buffer => Buffer.from(JSON.stringify(answer));

/** 200 with data, even if all of them are null; 400 for what could not be executed at all. */
export const statusOf = ({ data }: FormattedExecutionResult): number => (data === undefined ? 400 : 200);
