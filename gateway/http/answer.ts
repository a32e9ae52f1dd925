import type { GraphQLError } from 'graphql';
import type { HubResult } from '../engine.ts';

/** The answer (Antwort) as text: written once, by nothing but JSON's own writer. */
export function toText({ errors, ...rest }: HubResult): string {
  return JSON.stringify(errors?.length ? { errors: errors.map(toPublic), ...rest } : rest);
}

/** 200 with data, even if all of them are null; 400 for what could not be executed at all. */
export const statusOf = ({ data }: HubResult): number => (data === undefined ? 400 : 200);

/** What has no code was foreseen by nobody, and comes without its text. */
function toPublic(error: GraphQLError): object {
  if (typeof error.extensions.code === 'string') return error.toJSON();
  return { ...error.toJSON(), message: 'Something went wrong.', extensions: { code: 'INTERNAL' } };
}
