import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { citizenPrincipal, clerkPrincipal } from './principals.ts';
import { CLERKS, type People } from './seed-people.ts';
import type { SeedTarget } from './seed-target.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', 'catalogue', 'examples');
const SUBMIT = 'mutation ($input: SubmitCaseInput!) { submitCase(input: $input) { case { id } } }';
const ADVANCE = 'mutation ($input: AdvanceCaseInput!) { advanceCase(input: $input) { case { id } } }';

/** The example every service file brings: valid data, as its tests prove. */
const exampleOf = (service: string): unknown => JSON.parse(readFileSync(join(EXAMPLES, `${service}.json`), 'utf8'));

export async function submitExample(target: SeedTarget, citizenId: string, service: string): Promise<string> {
  const input = { service, data: exampleOf(service), idempotencyKey: `seed-${service}` };
  const principal = citizenPrincipal(citizenId);
  type Answer = { submitCase: { case: { id: string } } };
  return (await target.graphql<Answer>('townhall', principal, SUBMIT, { input })).submitCase.case.id;
}

/** Erika waits for a birth certificate, which costs a fee and is being looked at; max has registered a dog. */
export async function seedCases(target: SeedTarget, people: People): Promise<void> {
  const caseId = await submitExample(target, people.erika as string, 'geburtsurkunde');
  await submitExample(target, people.erika as string, 'kita-beitragserstattung');
  await submitExample(target, people.max as string, 'hundesteuer-anmeldung');
  const clerk = clerkPrincipal(people.clerk as string, [CLERKS.clerk as number]);
  const note = 'Wir haben Ihren Antrag erhalten und prüfen ihn.';
  await target.graphql('townhall', clerk, ADVANCE, {
    input: { caseId, state: 'IN_REVIEW', note, idempotencyKey: 'seed-review' },
  });
}
