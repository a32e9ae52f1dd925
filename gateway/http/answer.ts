import type { FormattedExecutionResult } from 'graphql';
import { textOnce } from '../executor/shared-data.ts';

/** The answer (Antwort) as text: written once, by nothing but JSON's own writer. */
export function toBody({ data, errors, extensions }: FormattedExecutionResult): string {
  const write = () => JSON.stringify({ errors, data, extensions });
  return errors || extensions || !data ? write() : textOnce(data, write);
}

/** 200 with data, even if all of them are null; 400 for what could not be executed at all. */
export const statusOf = ({ data }: FormattedExecutionResult): number => (data === undefined ? 400 : 200);
