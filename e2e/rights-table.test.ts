import { generateKeyPairSync, sign } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { GraphQLObjectType } from 'graphql';
import { type Canaries, leaksIn, textsOf, toCanaries } from './rights-table-canaries.ts';
import { apiSchema, documentsFor, leavesBelow } from './rights-table-queries.ts';
import { livesInTown, type Story } from './rights-table-story.ts';
import { type SignIn, startTestHub, type TestHub } from './test-hub.ts';

const schema = apiSchema();
const documentsOf = (root: string, type: string, head = 'query ($id: ID!)') =>
  documentsFor(root, head, leavesBelow(schema.getType(type) as GraphQLObjectType));

/** How somebody comes to erika's data: by the id of a thing that is hers, or as herself. */
const WAYS = {
  birthCase: documentsOf('case(id: $id)', 'Case'),
  childCase: documentsOf('case(id: $id)', 'Case'),
  payment: documentsOf('payment(id: $id)', 'Payment'),
  message: documentsOf('message(id: $id)', 'Message'),
  me: documentsOf('me', 'Citizen', 'query'),
  inbox: documentsOf('officeCases', 'OfficeCaseConnection', 'query'),
} as const;
type Way = keyof typeof WAYS;
const ALL_WAYS = Object.keys(WAYS) as Way[];

/** Every leaf is asked for by everybody: more than one person asks in a minute. */
const WITHOUT_RATES = { RATE_PER_CITIZEN: '0', RATE_PER_STAFF: '0', RATE_PER_CLIENT: '0', RATE_PER_ADDRESS: '0' };

let hub: TestHub;
let story: Story;
let canaries: Canaries;

beforeAll(async () => {
  hub = await startTestHub({ env: WITHOUT_RATES });
  story = await livesInTown(hub);
  const token = await hub.as('erika', { level: 'HIGH' }).token();
  const hers = [];
  for (const way of ALL_WAYS) hers.push(...(await readAll(way, `Bearer ${token}`)).flatMap(textsIn(way)));
  canaries = toCanaries(hers, await commonTexts());
}, 120_000);
afterAll(() => hub?.stop());

interface Reading {
  readonly bytes: string;
  readonly status: number;
}

/** All documents of one way; the bytes are headers and body. */
async function readAll(way: Way, authorization?: string): Promise<Reading[]> {
  const readings: Reading[] = [];
  for (const query of WAYS[way]) {
    const id = way === 'me' || way === 'inbox' ? undefined : story[way];
    const payload = { query, variables: id ? { id } : {} };
    const headers = authorization ? { authorization } : {};
    const {
      body,
      headers: sent,
      statusCode,
    } = await hub.hub.gateway.app.inject({
      ...{ method: 'POST', url: '/graphql', headers, payload },
    });
    readings.push({ bytes: `${JSON.stringify(sent)}\n${body}`, status: statusCode });
  }
  return readings;
}

const bodyOf = ({ bytes }: Reading): { data?: Record<string, unknown> } => JSON.parse(bytes.slice(bytes.indexOf('\n')));
const textsIn = (way: Way) => (reading: Reading) =>
  Object.values(bodyOf(reading).data ?? {}).flatMap((value) => textsOf(value, way));

/** What no secret is: the catalogue, and what two others of the same town read about themselves, one with the same app. */
async function commonTexts(): Promise<Set<string>> {
  const services = documentsOf('services(first: 100)', 'ServiceConnection', 'query');
  const open = [];
  for (const query of services) open.push((await hub.as().ask(query)).data);
  await hub.as('max', { client: 'waste-app' }).token();
  const tokens = await Promise.all([hub.as('max').token(), hub.as('ben', { level: 'BASIC' }).token()]);
  const others = [];
  for (const token of tokens) others.push(...(await readAll('me', `Bearer ${token}`)));
  const words = Object.values(schema.getTypeMap()).flatMap((type) =>
    'getFields' in type ? Object.keys(type.getFields()) : [],
  );
  return new Set([...words, ...textsOf([open, others.map(bodyOf)], '').map(([text]) => text)]);
}

/** Someone who asks, and the places of erika's data that are shown to him by right. */
type Asker = readonly [who: string, persona: string | undefined, signIn: SignIn, may: RegExp];
const NOTHING = /^$/;
/** A case as its office sees it: of the applicant her id, and nothing that is not part of the case. */
const asOffice = (ways: string) => new RegExp(`^(${ways})\\.(?!.*applicant\\.(?!id$))`);

const ASKERS: readonly Asker[] = [
  ['nobody', undefined, {}, NOTHING],
  ['another citizen', 'max', {}, NOTHING],
  ['another citizen, weakly signed in', 'ben', { level: 'BASIC' }, NOTHING],
  ['an app of another citizen', 'max', { client: 'waste-app' }, NOTHING],
  ['a state portal of another citizen, with every consent of his', 'max', { client: 'state-portal' }, NOTHING],
  ['her app without a scope', 'erika', { client: 'waste-app', scope: 'openid' }, /^me\.id$/],
  // A message names the reference of its case in its words.
  [
    ...(['her app', 'erika', { client: 'waste-app' }] as const),
    /^(me\.(id$|mailbox\.|home\.|calendarFeeds\.)|message\.)(?!.*case\.(?!reference$))/,
  ],
  ['the clerk in charge', 'clerk', {}, asOffice('birthCase|payment|inbox')],
  ['a clerk of another office', 'clerk2', {}, asOffice('childCase')],
];

describe('the data of erika', () => {
  it('is found by herself wherever the schema has a place for it', () => {
    const places = new Set([...canaries.values()].flatMap((paths) => [...paths]));
    expect(story.places.filter((place) => !places.has(place))).toEqual([]);
    expect(story.planted.filter((text) => !canaries.has(text))).toEqual([]);
  });

  describe.each(ASKERS)('asked for by %s', (_who, persona, signIn, may) => {
    it.each(ALL_WAYS)('is not in the answer about %s, beside what is shown by right', async (way) => {
      const token = await hub.as(persona, signIn).token();
      const readings = await readAll(way, token ? `Bearer ${token}` : undefined);
      expect(readings.map(({ status }) => status)).toEqual(WAYS[way].map(() => 200));
      const leaks = readings.flatMap(({ bytes }) => leaksIn(bytes, canaries, (path) => may.test(path)));
      expect([...new Set(leaks)]).toEqual([]);
    });
  });

  it.each<[string, (token: string) => string]>([
    ['without a signature', (token) => `${recode(token, { alg: 'none' })}.`],
    ['signed by somebody else', (token) => signed(recode(token, {}))],
    ['with the signature of another token', (token) => `${recode(token, {}, { jti: 'x' })}.${token.split('.')[2]}`],
    ['that says it is a visa', (token) => signed(recode(token, { typ: 'visa+jwt' }))],
  ])('is not shown for a token %s', async (_how, forge) => {
    const forged = forge(await hub.as('erika').token());
    for (const way of ALL_WAYS) {
      const readings = await readAll(way, `Bearer ${forged}`);
      expect(new Set(readings.map(({ status }) => status))).toEqual(new Set([401]));
      expect(readings.flatMap(({ bytes }) => leaksIn(bytes, canaries, () => false))).toEqual([]);
    }
  });

  it('has no side door: the fields of Federation are not in the graph', async () => {
    for (const query of ['{ _service { sdl } }', '{ _entities(representations: []) { __typename } }']) {
      const { errors } = await hub.as('erika').ask(query);
      expect(errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }]);
    }
  });
});

const parsed = (part = ''): object => JSON.parse(Buffer.from(part, 'base64url').toString());
const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** Header and claims of a token, changed. */
function recode(token: string, header: object, claims: object = {}): string {
  const [first, second] = token.split('.');
  return `${encoded({ ...parsed(first), ...header })}.${encoded({ ...parsed(second), ...claims })}`;
}

function signed(text: string): string {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const signature = sign('sha256', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
  return `${text}.${signature.toString('base64url')}`;
}
