import { makePersona } from '../../sandbox/identity-provider/personas.ts';
import { submitExample } from './seed-cases.ts';
import { ensureCitizen } from './seed-people.ts';
import type { SeedTarget } from './seed-target.ts';

const SERVICES = ['geburtsurkunde', 'kita-beitragserstattung', 'hundesteuer-anmeldung', 'anwohnerparkausweis'];
/** As many at once as a subgraph has connections to spare. */
const AT_ONCE = 6;

/** Fills the town: numbered citizens with one case each, through the same actions as everybody. May be repeated. */
export async function seedManyCitizens(target: SeedTarget, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, index) => index + 1).values();
  const work = async () => {
    for (const number of numbers) await seedOne(target, number);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}

async function seedOne(target: SeedTarget, number: number): Promise<void> {
  const citizenId = await ensureCitizen(target, makePersona(number));
  await submitExample(target, citizenId, SERVICES[number % SERVICES.length] as string);
}
