import { v7 as uuidv7 } from 'uuid';
import { quote } from '../database/sql.ts';
import { invariant } from '../errors/index.ts';

/** A change a citizen can see, as an action publishes it. Ids, kinds, states and amounts only: no personal text. */
export interface NewEvent {
  /** The row that changed (a case, a payment) and the version the change gave it. */
  subject: string;
  version: number;
  /** What happened, in capitals: `CASE_SUBMITTED`. */
  kind: string;
  state: string;
  /** Whose matter it is; one row each, the first is the lead that other subgraphs and staff read. */
  parties: readonly [string, ...string[]];
  /** Office in charge, or null. */
  office: number | null;
  /** Facts a consumer needs: keys, amounts, names of services. Never personal text: that stays in erasable rows. */
  data?: Readonly<Record<string, unknown>>;
}

interface Sql {
  query(sql: string): Promise<unknown>;
}

/**
 * Writes an action's events in the order in which it published them: readers see effect after cause, also over several
 * subjects. An insert waits for nobody, so no order of subjects is needed here. Nothing happens without events.
 */
export async function insertEvents(session: Sql, events: readonly NewEvent[]): Promise<void> {
  if (events.length === 0) return;
  const rows = events.flatMap(toRows).join(', ');
  await session.query(
    `insert into event (event_id, party, lead, office, subject, version, kind, state, data) values ${rows}`,
  );
}

function toRows({ parties, office, subject, version, kind, state, data = {} }: NewEvent): string[] {
  invariant(Number.isInteger(version), 'an event carries the version of its subject');
  const eventId = uuidv7();
  return parties.map((party, index) =>
    quote(
      ['(', '::uuid, ', '::uuid, ', ', ', '::int, ', '::uuid, ', ', ', ', ', ', ', ')'],
      [eventId, party, index === 0, office, subject, version, kind, state, data],
    ),
  );
}
