import type { GraphQLError } from 'graphql';
import type { HubResult } from '../engine.ts';

/** A result that went to several callers is written for the first of them. */
const bodies = new WeakMap<HubResult, Buffer>();

/** The answer (Antwort) as bytes: written once, by nothing but JSON's own writer. */
export function toBody(result: HubResult): Buffer {
  const known = bodies.get(result);
  if (known) return known;
  const { errors, ...rest } = result;
  const body = Buffer.from(JSON.stringify(errors?.length ? { errors: errors.map(toPublic), ...rest } : rest));
  bodies.set(result, body);
  return body;
}

/** 200 with data, even if all of them are null; 400 for what could not be executed at all. */
export const statusOf = ({ data }: HubResult): number => (data === undefined ? 400 : 200);

/** What has no code was foreseen by nobody, and comes without its text. */
function toPublic(error: GraphQLError): object {
  if (typeof error.extensions.code === 'string') return error.toJSON();
  return { ...error.toJSON(), message: 'Something went wrong.', extensions: { code: 'INTERNAL' } };
}
