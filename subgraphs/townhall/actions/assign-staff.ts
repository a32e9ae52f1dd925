import { isUuid, type Work } from '../../../platform/database/index.ts';
import { badArgument } from '../domain/errors.ts';
import type { Catalogue } from '../modules/catalogue/domain/catalogue.ts';

/** Who works where (Zuordnung zu einem Amt). */
export interface Assignment {
  readonly person: string;
  readonly office: number;
}

/**
 * Reads an assignment somebody sent.
 *
 * @throws BadUserInputError for a person that is no UUID or an office that is not in the catalogue
 */
export function toAssignment(question: unknown, catalogue: Catalogue): Assignment {
  const { person, office } = (question ?? {}) as Record<string, unknown>;
  if (typeof person !== 'string' || !isUuid(person))
    throw badArgument('person', 'uuid', 'A person is named by her id.');
  if (typeof office !== 'number' || !catalogue.office(office))
    throw badArgument('office', 'known', 'There is no office of this number.');
  return { person, office };
}

/** Lets a person work for an office; true when she did not before. Identity follows the event. */
export async function assignStaff(work: Work, { person, office }: Assignment): Promise<boolean> {
  const made = await work.sql`
    insert into staff_member (person, office) values (${person}, ${office}) on conflict do nothing returning person`;
  if (made.length > 0) await tell(work, { person, office }, 'ASSIGNED');
  return made.length > 0;
}

/** Ends a person's work for an office; false when she did not work there. */
export async function removeStaff(work: Work, { person, office }: Assignment): Promise<boolean> {
  const gone =
    await work.sql`delete from staff_member where person = ${person} and office = ${office} returning person`;
  if (gone.length > 0) await tell(work, { person, office }, 'REMOVED');
  return gone.length > 0;
}

/** The version counts a person's changes over all offices, so that whoever follows sees that none is missing. */
async function tell(work: Work, { person, office }: Assignment, state: 'ASSIGNED' | 'REMOVED'): Promise<void> {
  const [row] = await work.sql<{ version: number }>`
    insert into staff_version (person, version) values (${person}, 1)
    on conflict (person) do update set version = staff_version.version + 1 returning version`;
  const version = Number(row?.version);
  work.publish(() => ({ subject: person, version, kind: `STAFF_${state}`, state, parties: [person], office }));
}
