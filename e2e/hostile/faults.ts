import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import type { TestHub } from '../test-hub.ts';
import { type HostileQuestion, hostileQuestions } from './questions.ts';

/** What hostile values do behind the gateway: scalars, actions, the database. */
const API = join(import.meta.dirname, '..', '..', 'schema', 'api.graphql');
export const QUESTIONS = hostileQuestions(buildSchema(readFileSync(API, 'utf8')));
/** One person asks all of them. */
export const NO_RATES = { RATE_PER_CITIZEN: '0', RATE_PER_STAFF: '0' };

const MAX_BYTES = 8 * 1024;
const AT_ONCE = 4;
/** Words of a database, a file system or a stack. */
const SECRETS =
  /syntax error|violates|relation "|invalid byte|\bselect\b .* from|node_modules|\.ts:\d|\bat async\b|pg_/i;

/** What went wrong at each place, with the first value that does it. */
export async function faultsFor(hub: TestHub, persona: string, questions: readonly HostileQuestion[]) {
  const faults = new Map<string, string>();
  const left = [...questions];
  const client = async () => {
    for (let next = left.pop(); next; next = left.pop()) {
      const { id, place, variables } = next;
      const value = JSON.stringify(variables).slice(0, 150);
      for (const fault of await faultsOf(hub, next, await hub.as(persona).token()))
        faults.set(`${place}: ${fault}`, `${id} ${value}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  return [...faults];
}

async function faultsOf(hub: TestHub, { query, variables }: HostileQuestion, token: string): Promise<string[]> {
  const { statusCode, payload } = await hub.hub.gateway.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: { authorization: `Bearer ${token}` },
    payload: { query, variables },
  });
  const codes = [...payload.matchAll(/"code":"([A-Z_]+)"/g)].map(([, code]) => code);
  const faults = [
    statusCode >= 500 && `status ${statusCode}`,
    ['INTERNAL', 'UNAVAILABLE', 'OVERLOADED', 'RATE_LIMITED'].find((code) => codes.includes(code)),
    Buffer.byteLength(payload) > MAX_BYTES && `${Buffer.byteLength(payload)} bytes`,
    SECRETS.exec(payload)?.[0],
    'polluted' in {} && 'a polluted prototype',
  ];
  return faults.filter((fault) => typeof fault === 'string');
}
