import type { FormattedExecutionResult } from 'graphql';

/** Data that went to several callers is written for the first of them. */
const bodies = new WeakMap<object, string>();

/** The answer (Antwort) as text: written once, by nothing but JSON's own writer. */
export function toBody({ data, errors, extensions }: FormattedExecutionResult): string {
  if (errors || extensions || !data) return JSON.stringify({ errors, data, extensions });
  const known = bodies.get(data) ?? JSON.stringify({ data });
  bodies.set(data, known);
  return known;
}

/** 200 with data, even if all of them are null; 400 for what could not be executed at all. */
export const statusOf = ({ data }: FormattedExecutionResult): number => (data === undefined ? 400 : 200);
