import type { Work } from '../../../platform/database/index.ts';
import { Consumer, type LogEvent } from '../../../platform/log/index.ts';
import type { Kit } from '../../../platform/subgraph/index.ts';

/** Follows townhall's log: who works for which office (Amt) decides who may open the staff desk. */
export const followTownhall = (kit: Kit): Consumer =>
  new Consumer({ feed: kit.feedOf('townhall'), database: kit.database, logger: kit.logger, apply: applyStaffEvent });

async function applyStaffEvent(work: Work, { kind, party: person, office }: LogEvent): Promise<void> {
  if (office === null) return;
  if (kind === 'STAFF_ASSIGNED')
    await changed(
      work,
      person,
      work.sql`
      insert into staff_office (person, office) values (${person}, ${office}) on conflict do nothing returning office`,
    );
  if (kind === 'STAFF_REMOVED')
    await changed(
      work,
      person,
      work.sql`
      delete from staff_office where person = ${person} and office = ${office} returning office`,
    );
}

/** Raises the version of her rights only when something really changed: events may come twice. */
async function changed(work: Work, person: string, rows: Promise<object[]>): Promise<void> {
  if ((await rows).length === 0) return;
  await work.sql`update citizen set rights_version = rights_version + 1 where id = ${person}`;
}
