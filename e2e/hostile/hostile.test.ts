import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { startTestHub, type TestHub } from '../test-hub.ts';
import { type HostileQuestion, hostileQuestions } from './questions.ts';

/** What hostile values do behind the gateway: scalars, actions, the database. */
const API = join(import.meta.dirname, '..', '..', 'schema', 'api.graphql');
const QUESTIONS = hostileQuestions(buildSchema(readFileSync(API, 'utf8')));
const MAX_BYTES = 8 * 1024;
const AT_ONCE = 4;
/** Words of a database, a file system or a stack. */
const SECRETS =
  /syntax error|violates|relation "|invalid byte|\bselect\b .* from|node_modules|\.ts:\d|\bat async\b|pg_/i;

let hub: TestHub;
beforeAll(async () => {
  hub = await startTestHub({ env: { RATE_PER_CITIZEN: '0', RATE_PER_STAFF: '0' } });
}, 180_000);
afterAll(() => hub?.stop());

interface Fault extends Pick<HostileQuestion, 'id' | 'place'> {
  readonly value: string;
  readonly fault: string;
}

async function faultsOf({ id, place, query, variables }: HostileQuestion, token: string): Promise<Fault[]> {
  const headers = { authorization: `Bearer ${token}` };
  const { statusCode, payload } = await hub.hub.gateway.app.inject({
    method: 'POST',
    url: '/graphql',
    headers,
    payload: { query, variables },
  });
  const codes = [...payload.matchAll(/"code":"([A-Z_]+)"/g)].map(([, code]) => code);
  const faults = [
    statusCode >= 500 && `status ${statusCode}`,
    ['INTERNAL', 'UNAVAILABLE', 'OVERLOADED'].find((code) => codes.includes(code)),
    Buffer.byteLength(payload) > MAX_BYTES && `${Buffer.byteLength(payload)} bytes`,
    SECRETS.exec(payload)?.[0],
  ];
  const value = JSON.stringify(variables).slice(0, 150);
  return faults.flatMap((fault) => (fault ? [{ id, place, value, fault }] : []));
}

async function faultsFor(persona: string): Promise<Fault[]> {
  const faults: Fault[] = [];
  const left = [...QUESTIONS];
  const client = async () => {
    for (let next = left.pop(); next; next = left.pop())
      faults.push(...(await faultsOf(next, await hub.as(persona).token())));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  return faults;
}

describe(`${QUESTIONS.length} hostile values, each at its place in the whole graph,`, () => {
  it.each(['erika', 'clerk'])(
    'make nothing break for %s, and tell nothing of what is behind',
    async (persona) => {
      expect(await faultsFor(persona)).toEqual([]);
      expect(({} as { polluted?: number }).polluted).toBeUndefined();
      expect((await hub.as(persona).ask('{ me { id } }')).errors).toBeUndefined();
    },
    300_000,
  );
});
