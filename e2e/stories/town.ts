import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { v4 as uuidv4 } from 'uuid';
import type { ProcessHub } from '../process-hub.ts';
import { ADVANCE, SUBMIT, type Submitted } from './graph.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', 'catalogue', 'examples');

/** Valid data of a service: the example its file brings. */
export const formOf = (service: string): unknown => JSON.parse(readFileSync(join(EXAMPLES, `${service}.json`), 'utf8'));

/** Erika asks for a birth certificate, which costs a fee. */
export async function submitCase(hub: ProcessHub, idempotencyKey: string = uuidv4()) {
  const input = { service: 'geburtsurkunde', data: formOf('geburtsurkunde'), idempotencyKey };
  const { submitCase: payload } = await hub.query<Submitted>('erika', SUBMIT, { input });
  return payload.case;
}

/** The clerk takes the next step. */
export function advance(hub: ProcessHub, caseId: string, state: string, idempotencyKey: string = uuidv4()) {
  return hub.query<{ advanceCase: { case: { version: number } } }>('clerk', ADVANCE, {
    input: { caseId, state, idempotencyKey },
  });
}

/** A clerk may always go back and forth between these two, so a story can have as many changes as it likes. */
export const backAndForth = (step: number): string => (step % 2 === 0 ? 'IN_REVIEW' : 'WAITING_FOR_APPLICANT');
