import type { FormattedExecutionResult } from 'graphql';

/** The answer (Antwort) as text: written once, by nothing but JSON's own writer. */
export function toBody({ data, errors, extensions }: FormattedExecutionResult): string {
  return JSON.stringify({ errors, data, extensions });
}

/** 200 with data, even if all of them are null; 400 for what could not be executed at all. */
export const statusOf = ({ data }: FormattedExecutionResult): number => (data === undefined ? 400 : 200);
