import { makePersona } from '../../sandbox/identity-provider/personas.ts';
import type { Hub } from '../start-hub.ts';
import { submitExample } from './seed-cases.ts';
import { ensureCitizen } from './seed-people.ts';

const SERVICES = ['geburtsurkunde', 'kita-beitragserstattung', 'hundesteuer-anmeldung', 'anwohnerparkausweis'];
/** As many at once as a subgraph has connections to spare. */
const AT_ONCE = 6;

/** Fills the town: numbered citizens with one case each, through the same actions as everybody. May be repeated. */
export async function seedManyCitizens(hub: Hub, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1);
  const next = numbers[Symbol.iterator]();
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (const number of next) await seedOne(hub, number);
    }),
  );
}

async function seedOne(hub: Hub, number: number): Promise<void> {
  const citizenId = await ensureCitizen(hub, makePersona(number));
  await submitExample(hub, citizenId, SERVICES[number % SERVICES.length] as string);
}
