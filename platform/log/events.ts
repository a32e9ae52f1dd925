/** One row of the log, as readers see it. */
export interface LogEvent {
  readonly seq: number;
  readonly eventId: string;
  readonly party: string;
  readonly office: number | null;
  readonly subject: string;
  readonly version: number;
  readonly kind: string;
  readonly state: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly occurredAt: Date;
}

export interface EventRow {
  seq: string | number | null;
  event_id: string;
  party: string;
  office: number | null;
  subject: string;
  version: number;
  kind: string;
  state: string;
  data: Record<string, unknown>;
  occurred_at: Date | string;
}

/** `seq` is 0 for an event that is committed but has no number yet; only the feed of one subject shows such. */
export const toLogEvent = (row: EventRow): LogEvent => ({
  seq: Number(row.seq ?? 0),
  eventId: row.event_id,
  party: row.party,
  office: row.office,
  subject: row.subject,
  version: row.version,
  kind: row.kind,
  state: row.state,
  data: row.data,
  occurredAt: new Date(row.occurred_at),
});

export const EVENT_COLUMNS = 'seq, event_id, party, office, subject, version, kind, state, data, occurred_at';
