/** Case state (Vorgangsstand), as the graph shows it; mapped to Statusmonitor and FIT-Connect where a case leaves the house. */
export enum CaseState {
  DRAFT = 'DRAFT',
  SUBMITTED = 'SUBMITTED',
  IN_REVIEW = 'IN_REVIEW',
  WAITING_FOR_APPLICANT = 'WAITING_FOR_APPLICANT',
  WAITING_FOR_PAYMENT = 'WAITING_FOR_PAYMENT',
  FORWARDED = 'FORWARDED',
  DECIDED = 'DECIDED',
  CLOSED = 'CLOSED',
  WITHDRAWN = 'WITHDRAWN',
}

/** Kind of a case event (Art des Vorgangsereignisses); the same word stands in the log. */
export enum CaseEventType {
  CASE_SUBMITTED = 'CASE_SUBMITTED',
  CASE_STATE_CHANGED = 'CASE_STATE_CHANGED',
  CASE_WITHDRAWN = 'CASE_WITHDRAWN',
}

const CASE_EVENT_TYPES: ReadonlySet<string> = new Set(Object.values(CaseEventType));

/** The log of this subgraph also tells of other things: who works in which office. */
export const isCaseEvent = (kind: string): kind is CaseEventType => CASE_EVENT_TYPES.has(kind);
