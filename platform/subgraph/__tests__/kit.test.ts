import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { citizen, partnerFor } from '../../testing/principals.ts';
import { recordStatements } from '../../testing/statements.ts';
import { startTestSubgraph, type TestSubgraph } from '../../testing/subgraph.ts';
import { PUBLIC_PRINCIPAL } from '../../visa/index.ts';
import { notebook } from './notebook.subgraph.ts';

const WRITE = 'mutation ($text: String!, $key: String!) { writeNote(text: $text, key: $key) { id text } }';
const scopes = ['notes'];
let hub: TestSubgraph;
beforeAll(async () => {
  hub = await startTestSubgraph(notebook);
});
afterAll(() => hub.stop());

describe('a subgraph built with the kit', () => {
  it('answers me from the visa without asking the database', async () => {
    const erika = citizen();
    const { result, statements } = await recordStatements(() => hub.as(erika).query('{ me { id } }'));
    expect(result).toEqual({ me: { id: erika.citizenId } });
    expect(statements).toEqual([]);
    expect(await hub.as().query('{ me { id } }')).toEqual({ me: null });
  });

  it('writes once, however often the same key comes', async () => {
    const erika = citizen({ scopes });
    const first = await hub.as(erika).query(WRITE, { text: 'milk', key: 'a' });
    expect(await hub.as(erika).query(WRITE, { text: 'milk', key: 'a' })).toEqual(first);
    await expect(hub.as(erika).query(WRITE, { text: 'eggs', key: 'a' })).rejects.toMatchObject({
      extensions: { code: 'IDEMPOTENCY_CONFLICT' },
    });
    expect(await hub.as(erika).query('{ me { notes { text } } }')).toEqual({ me: { notes: [{ text: 'milk' }] } });
  });

  it('shows a query without where only the rows of the viewer', async () => {
    const [erika, max] = [citizen({ scopes }), citizen({ scopes })];
    await hub.as(erika).query(WRITE, { text: 'mine', key: 'b' });
    expect(await hub.as(max).query('{ allNotes { text } }')).toEqual({ allNotes: [] });
    expect(await hub.as(erika).query('{ allNotes { text } }')).toEqual({ allNotes: [{ text: 'mine' }] });
    expect(await hub.as(PUBLIC_PRINCIPAL).ask('{ allNotes { text } }')).toMatchObject({
      errors: [{ extensions: { code: 'FORBIDDEN' } }],
    });
  });

  it('keeps a stranger out of _entities', async () => {
    const [erika, max] = [citizen({ scopes }), citizen({ scopes })];
    await hub.as(erika).query(WRITE, { text: 'mine', key: 'c' });
    const entities = `query ($id: ID!) { _entities(representations: [{ __typename: "Citizen", id: $id }]) { ... on Citizen { notes { text } } } }`;
    const asked = await hub.as(max).ask(entities, { id: erika.citizenId });
    expect(asked).toMatchObject({
      data: { _entities: [{ notes: null }] },
      errors: [{ extensions: { code: 'NOT_FOUND' } }],
    });
  });

  it.each([
    ['UNAUTHENTICATED', PUBLIC_PRINCIPAL],
    ['TRUST_LEVEL_REQUIRED', citizen()],
    ['CONSENT_REQUIRED', partnerFor(citizen().citizenId, { authentication: 'HIGH', identityProof: 'HIGH' })],
  ])('withholds a field with the reason %s', async (code, principal) => {
    const id = principal.citizenId ?? citizen().citizenId;
    const entities = `query ($id: ID!) { _entities(representations: [{ __typename: "Citizen", id: $id }]) { ... on Citizen { secret } } }`;
    const asked = await hub.as(principal).ask(entities, { id });
    expect(asked).toMatchObject({ data: { _entities: [{ secret: null }] }, errors: [{ extensions: { code } }] });
  });

  it('masks a bug and leaves nothing behind', async () => {
    const erika = citizen({ scopes });
    const asked = await hub.as(erika).ask(WRITE, { text: 'boom', key: 'd' });
    expect(asked.errors?.[0]?.extensions).toMatchObject({ code: 'INTERNAL' });
    expect(JSON.stringify(asked)).not.toContain('secret');
    expect(await hub.as(erika).query('{ me { notes { text } } }')).toEqual({ me: { notes: [] } });
  });

  it('streams what is written, and continues after a cursor without loss', async () => {
    const erika = citizen({ scopes });
    const write = (text: string) => hub.as(erika).query(WRITE, { text, key: text });
    const stream = hub.as(erika).subscribe('subscription { noteEvents { text } }');
    expect((await stream.next()).value).toEqual({ extensions: { cursor: expect.any(String) } });
    await write('one');
    const { value } = await stream.next();
    expect(value).toMatchObject({ data: { noteEvents: { text: 'one' } } });
    await stream.return();
    await write('two');
    await write('three');
    const resumed = hub.as(erika).subscribe('subscription { noteEvents { text } }', {}, value?.extensions?.cursor);
    await resumed.next();
    expect((await resumed.next()).value).toMatchObject({ data: { noteEvents: { text: 'two' } } });
    expect((await resumed.next()).value).toMatchObject({ data: { noteEvents: { text: 'three' } } });
    await resumed.return();
  });

  it.each([
    ['NOT_FOUND', (cursor: string) => cursor],
    ['BAD_USER_INPUT', () => 'nonsense'],
  ])("refuses somebody else's cursor with %s", async (code, change) => {
    const [erika, max] = [citizen({ scopes }), citizen({ scopes })];
    const stream = hub.as(erika).subscribe('subscription { noteEvents { text } }');
    const cursor = String((await stream.next()).value?.extensions?.cursor);
    await stream.return();
    const stolen = hub.as(max).subscribe('subscription { noteEvents { text } }', {}, change(cursor));
    expect((await stolen.next()).value).toMatchObject({ errors: [{ extensions: { code } }] });
    await stolen.return();
  });
});
