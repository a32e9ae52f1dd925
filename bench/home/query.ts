/** The home page of the portal (Startseite), whole: profile, linked accounts, cases, mailbox, collection dates, departures. */
export const HOME = `query Home {
  me {
    id
    profile { displayName }
    linkedAccounts { provider level }
    cases(first: 100) {
      cursor
      nodes {
        id reference version state submittedAt
        service { key name { de } }
        events(first: 20) { nodes { type state occurredAt note } }
        fees { id state amount { cents currency } }
      }
    }
    mailbox(first: 100) { nodes { id sentAt readAt subject { de } } }
    home { label pickups(first: 5) { date label } }
    favouriteStops { name departures(first: 5) { scheduledAt headsign line { name } } }
  }
}`;

export interface Home {
  readonly me: {
    readonly id: string;
    readonly cases: { readonly nodes: readonly { readonly id: string }[] } | null;
    readonly mailbox: { readonly nodes: readonly object[] } | null;
  };
}
