import { eventually } from './eventually.ts';
import { ADVANCE } from './stories/graph.ts';
import type { TestHub } from './test-hub.ts';

/** What erika has in town, and where the values planted for her must turn up. */
export interface Story {
  readonly birthCase: string;
  readonly childCase: string;
  readonly payment: string;
  readonly message: string;
  /** Values nobody else in town has. */
  readonly planted: readonly string[];
  /** Places where she must find something of hers, or the table proves nothing. */
  readonly places: readonly string[];
}

const EMAIL = 'kanarie-7f3a@example.org';
const PHONE = '039359317731';
const NOTE = 'Bitte reichen Sie die Urkunde 7f3a nach.';

const PLACES = [
  ...[
    'birthCase.id',
    'birthCase.reference',
    'birthCase.events.nodes.note',
    'birthCase.tasks.text',
    'birthCase.fees.id',
  ],
  ...['birthCase.applicant.id', 'birthCase.applicant.profile.email', 'childCase.reference', 'payment.fees.id'],
  ...['payment.id', 'message.id', 'me.profile.birthDate', 'me.mailbox.nodes.id'],
  ...['me.home.label', 'me.calendarFeeds.id', 'me.linkedAccounts.id', 'me.consents.id', 'me.payments.nodes.id'],
];

const HERS = `{ me {
  cases { nodes { id service { key } fees { id } } }
  mailbox { nodes { id case { id } } }
} }`;

interface Hers {
  me: {
    cases: { nodes: { id: string; service: { key: string }; fees: { id: string }[] }[] };
    mailbox: { nodes: { id: string; case: { id: string } | null }[] };
  };
}

/** Erika fills every corner of the graph with something of hers. */
export async function livesInTown(hub: TestHub): Promise<Story> {
  const erika = hub.as('erika');
  // Consents come with a sign-in at an app.
  await hub.as('erika', { client: 'waste-app' }).token();
  await change(hub, 'updateProfile', 'UpdateProfileInput', 'profile { email }', { email: EMAIL, phone: PHONE });
  const { addresses } = await erika.query<{ addresses: { id: string }[] }>('{ addresses(search: "Lindenweg") { id } }');
  await change(hub, 'createCalendarFeed', 'CreateCalendarFeedInput', 'url', { addressId: addresses[0]?.id });
  const { me } = await erika.query<Hers>(HERS);
  const birth = me.cases.nodes.find(({ service }) => service.key === 'geburtsurkunde');
  const child = me.cases.nodes.find(({ service }) => service.key === 'kita-beitragserstattung');
  if (!birth || !child) throw new Error('The demo town has two cases of erika.');
  const order = { feeIds: birth.fees.map(({ id }) => id), returnUrl: `${hub.url}/` };
  const paid = await change(hub, 'startPayment', 'StartPaymentInput', 'payment { id }', order);
  const input = { caseId: birth.id, state: 'WAITING_FOR_APPLICANT', note: NOTE, idempotencyKey: 'rights-table' };
  await hub.as('clerk').query(ADVANCE, { input });
  const message = me.mailbox.nodes.find((each) => each.case?.id === birth.id);
  await eventually(async () => {
    const { me: now } = await erika.query<Hers>(HERS);
    if (now.mailbox.nodes.length <= me.mailbox.nodes.length) throw new Error('her mailbox has not heard of it');
  }, 10_000);
  return {
    birthCase: birth.id,
    childCase: child.id,
    payment: (paid.payment as { id: string }).id,
    message: message?.id ?? '',
    planted: [EMAIL, PHONE, NOTE],
    places: PLACES,
  };
}

type Payload = Record<string, unknown>;

async function change(hub: TestHub, mutation: string, type: string, result: string, input: object): Promise<Payload> {
  const document = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${result} } }`;
  const variables = { input: { ...input, idempotencyKey: 'rights-table' } };
  return (await hub.as('erika').query<Record<string, Payload>>(document, variables))[mutation] as Payload;
}
