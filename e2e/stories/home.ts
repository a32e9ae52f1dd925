import { expect, it } from '@jest/globals';
import type { ProcessHub } from '../process-hub.ts';
import { HOME, type Home } from './graph.ts';
import { formOf, submitCase } from './town.ts';

/** One graph: what a citizen sees of six subgraphs, and what a stranger does not. */
export function homeStories(hub: () => ProcessHub): void {
  it('answers the home query from all six subgraphs', async () => {
    const { me } = await hub().query<Home>('erika', HOME);
    expect(me).toMatchObject({
      trustLevel: 'SUBSTANTIAL',
      profile: { displayName: 'Erika Mustermann' },
      linkedAccounts: [{ provider: 'servicekonto', level: 'HIGH' }],
      home: { label: expect.stringContaining('Lindenweg') },
    });
    expect(me.cases?.nodes.some(({ fees }) => fees?.some(({ state }) => state === 'OPEN'))).toBe(true);
    expect(me.mailbox?.nodes.length).toBeGreaterThan(0);
    expect(me.home?.pickups).toHaveLength(3);
    expect(me.favouriteStops).toHaveLength(2);
    expect(me.favouriteStops?.[0]?.departures?.length).toBeGreaterThan(0);
  });

  it('shows the fee at once in the answer to submitCase', async () => {
    const made = await submitCase(hub());
    expect(made).toMatchObject({ state: 'SUBMITTED', version: 1, fees: [{ amount: { cents: expect.any(Number) } }] });
  });

  it('gives a stranger the same answer for a case that exists and one that does not', async () => {
    const { id } = await submitCase(hub());
    const ask = async (caseId: string) =>
      hub().ask(await hub().token('max'), 'query ($id: ID!) { case(id: $id) { id reference } }', { id: caseId });
    const [existing, missing] = [await ask(id), await ask('01890000-0000-7000-8000-000000000000')];
    expect(existing).toEqual(missing);
    expect(existing).toMatchObject({ data: { case: null }, errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });

  it.each([
    ['an unknown service', { service: 'luftschloss' }, 'UNKNOWN_SERVICE'],
    ['data that misses the schema', { data: { birth: { givenName: 7 } } }, 'FORM_INVALID'],
    ['a bad idempotency key', { idempotencyKey: 'ü' }, 'BAD_USER_INPUT'],
  ])('refuses %s and changes nothing', async (_what, change, code) => {
    const input = { service: 'geburtsurkunde', data: formOf('geburtsurkunde'), idempotencyKey: 'bad-input', ...change };
    const count = async () => (await hub().query<Home>('anna', HOME)).me.cases?.nodes.length;
    const before = await count();
    const token = await hub().token('anna');
    const answer = await hub().ask(
      token,
      'mutation ($input: SubmitCaseInput!) { submitCase(input: $input) { case { id } } }',
      {
        input,
      },
    );
    expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
    expect(await count()).toBe(before);
  });

  it('lets nobody in with a foreign token, and shows nothing personal without one', async () => {
    const forged = `${(await hub().token('erika')).slice(0, -4)}AAAA`;
    const response = await fetch(`${hub().url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${forged}` },
      body: JSON.stringify({ query: '{ me { id } }' }),
    });
    expect(response.status).toBe(401);
    expect(await hub().ask(undefined, '{ me { id } services(first: 1) { nodes { key } } }')).toMatchObject({
      data: { me: null, services: { nodes: [{ key: expect.any(String) }] } },
    });
  });
}
