import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Hub } from '../start-hub.ts';
import { askAs, citizenPrincipal, clerkPrincipal } from './ask-as.ts';
import type { People } from './seed-people.ts';

const EXAMPLES = join(import.meta.dirname, '..', '..', 'catalogue', 'examples');
const SUBMIT = 'mutation ($input: SubmitCaseInput!) { submitCase(input: $input) { case { id } } }';
const ADVANCE = 'mutation ($input: AdvanceCaseInput!) { advanceCase(input: $input) { case { id } } }';

/** The example every service file brings: valid data, as its tests prove. */
export const exampleOf = (service: string): unknown =>
  JSON.parse(readFileSync(join(EXAMPLES, `${service}.json`), 'utf8'));

export async function submitExample({ subgraphs }: Hub, citizenId: string, service: string): Promise<string> {
  const answer = await askAs<{ submitCase: { case: { id: string } } }>(
    subgraphs,
    'townhall',
    citizenPrincipal(citizenId),
    SUBMIT,
    { input: { service, data: exampleOf(service), idempotencyKey: `seed-${service}` } },
  );
  return answer.submitCase.case.id;
}

/** Erika waits for a birth certificate, which costs a fee and is being looked at; max has asked for a dog's tag. */
export async function seedCases(hub: Hub, people: People): Promise<void> {
  const caseId = await submitExample(hub, people.erika as string, 'geburtsurkunde');
  await submitExample(hub, people.erika as string, 'kita-beitragserstattung');
  await submitExample(hub, people.max as string, 'hundesteuer-anmeldung');
  await askAs(hub.subgraphs, 'townhall', clerkPrincipal(people.clerk as string, [34]), ADVANCE, {
    input: {
      caseId,
      state: 'IN_REVIEW',
      note: 'Wir haben Ihren Antrag erhalten und prüfen ihn.',
      idempotencyKey: 'seed-review',
    },
  });
}
