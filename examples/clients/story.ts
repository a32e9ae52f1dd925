import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The hub, and a token of a citizen: `npm run -s token -- erika`. */
export const HUB = process.env.HUB ?? 'http://localhost:4000';
export const AUTHORIZATION = `Bearer ${process.env.TOKEN ?? ''}`;

/** Who am I? The cursor stands before the list it comes with: from there nothing is missed. */
export const QUERY = 'query Me { me { id profile { displayName } cases(first: 1) { cursor } } }';
export const EVENTS =
  'subscription Events($after: String) { caseEvents(after: $after) { cursor state case { reference } } }';
const SUBMIT = 'mutation Submit($input: SubmitCaseInput!) { submitCase(input: $input) { case { reference } } }';

export interface Me {
  me: { id: string; profile: { displayName: string } | null; cases: { cursor: string } | null } | null;
}

export interface Events {
  caseEvents: { cursor: string; state: string; case: { reference: string } | null } | null;
}

/** What every example does with its own client. */
export interface Client {
  query(document: string): Promise<Me>;
  /** One event after a cursor; then the stream is closed. */
  nextEvent(document: string, variables: { after: string | undefined }): Promise<Events>;
  close(): void;
}

/** Asks, follows, goes away, comes back: and hears what happened meanwhile. */
export async function play({ query, nextEvent, close }: Client): Promise<void> {
  const { me } = await query(QUERY);
  console.log(`I am ${me?.profile?.displayName}`);
  const following = nextEvent(EVENTS, { after: me?.cases?.cursor });
  await submit();
  const { caseEvents: first } = await following;
  console.log(`live: ${first?.case?.reference} is ${first?.state}`);
  const missed = await submit();
  const { caseEvents: second } = await nextEvent(EVENTS, { after: first?.cursor });
  console.log(`missed, then delivered: ${second?.case?.reference} is ${second?.state}`);
  if (second?.case?.reference !== missed) throw new Error('an event was lost');
  close();
}

/** Something to hear of: a case of hers. Over plain HTTP, so that each example shows only its client. */
async function submit(): Promise<string> {
  const example = join(import.meta.dirname, '..', '..', 'catalogue', 'examples', 'meldebescheinigung.json');
  const input = {
    service: 'meldebescheinigung',
    data: JSON.parse(readFileSync(example, 'utf8')),
    idempotencyKey: randomUUID(),
  };
  const response = await fetch(`${HUB}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: AUTHORIZATION },
    body: JSON.stringify({ query: SUBMIT, variables: { input } }),
  });
  const { data, errors } = (await response.json()) as {
    data?: { submitCase: { case: { reference: string } } | null };
    errors?: unknown;
  };
  if (!data?.submitCase) throw new Error(JSON.stringify(errors));
  return data.submitCase.case.reference;
}
