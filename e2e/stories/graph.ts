/** The home query (Startseite): one question that six subgraphs answer together. */
export const HOME = `query Home {
  me {
    id
    trustLevel
    profile { displayName }
    linkedAccounts { provider level }
    cases(first: 20) {
      cursor
      nodes {
        id reference version state
        service { key name { de } }
        events(first: 5) { nodes { type state occurredAt note } }
        fees { id state amount { cents currency } }
      }
    }
    mailbox(first: 10) { unreadCount nodes { id subject { de } } }
    payments(first: 5) { nodes { id state } }
    home { label pickups(first: 3) { date label } }
    favouriteStops { name departures(first: 3) { scheduledAt headsign } }
  }
}`;

export interface Home {
  me: {
    id: string;
    trustLevel: string;
    profile: { displayName: string } | null;
    linkedAccounts: { provider: string; level: string }[] | null;
    cases: { cursor: string; nodes: HomeCase[] } | null;
    mailbox: { unreadCount: number; nodes: { id: string; subject: { de: string } }[] } | null;
    payments: { nodes: object[] } | null;
    home: { label: string; pickups: { date: string }[] | null } | null;
    favouriteStops: { name: string; departures: object[] | null }[] | null;
  };
}

export interface HomeCase {
  id: string;
  reference: string;
  version: number;
  state: string;
  service: { key: string };
  fees: { id: string; state: string; amount: { cents: number } }[] | null;
}

export const SUBMIT = `mutation Submit($input: SubmitCaseInput!) {
  submitCase(input: $input) { case { id version state fees { id amount { cents } } } }
}`;

export interface Submitted {
  submitCase: {
    case: { id: string; version: number; state: string; fees: { id: string; amount: { cents: number } }[] };
  };
}

export const ADVANCE = `mutation Advance($input: AdvanceCaseInput!) {
  advanceCase(input: $input) { case { id version state } }
}`;

export const EVENTS = `subscription Events($caseId: ID, $after: String) {
  caseEvents(caseId: $caseId, after: $after) {
    cursor type state version note
    case { reference fees { amount { cents } } }
  }
}`;

export interface CaseEventData {
  caseEvents: {
    cursor: string;
    type: string;
    state: string;
    version: number;
    note: string | null;
    case: { reference: string; fees: { amount: { cents: number } }[] | null } | null;
  };
}
