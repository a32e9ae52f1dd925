import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getIntrospectionQuery, parse } from 'graphql';
import { bearer, codesOf, startTestGateway, type TestGateway } from '../testing/test-gateway.ts';
import { PUBLIC_LIMITS } from './limits.ts';
import { measureShape } from './shape.ts';

let hub: TestGateway;
beforeAll(async () => {
  hub = await startTestGateway();
});
afterAll(() => hub.close());

const friends = (levels: number) => `${'{ friend '.repeat(levels - 1)}{ id }${' }'.repeat(levels - 1)}`;
const nested = (levels: number) => `{ me ${friends(levels - 1)} }`;
const doubled = (levels: number, alias: boolean) => {
  const spread = (n: number) => (alias ? `a: friend { ...F${n} } b: friend { ...F${n} }` : `...F${n} ...F${n}`);
  const fragments = Array.from({ length: levels }, (_, n) => `fragment F${n} on Person { ${spread(n + 1)} }`);
  return `{ me { ...F0 } } ${fragments.join(' ')} fragment F${levels} on Person { id name }`;
};
const variables = (levels: number) => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = { a: value };
  return { query: 'query ($json: JSON) { echo(json: $json) }', variables: { json: value } };
};

const tooMuch: [string, object][] = [
  ['nests too deep', { query: nested(11) }],
  ['nests 400 deep', { query: nested(400) }],
  ['has too many aliases', { query: `{ me { ${Array.from({ length: 31 }, (_, n) => `a${n}: id`).join(' ')} } }` }],
  ['hides its aliases in fragments', { query: doubled(14, true) }],
  ['doubles its fragments fourteen times', { query: doubled(14, false) }],
  ['doubles its fragments thirty times', { query: doubled(30, false) }],
  ['has too many root fields', { query: `{ ${Array.from({ length: 21 }, (_, n) => `a${n}: slow`).join(' ')} }` }],
  ['repeats a root field', { query: `{ ${'me { id } '.repeat(21)} }` }],
  ['has too many tokens', { query: `{ me { ${'id '.repeat(1_000)} } }` }],
  ['has too many directives', { query: `{ me { id ${'@include(if: true) '.repeat(21)} } }` }],
  ['nests its variables too deep', variables(11)],
  ['nests its variables 5,000 deep', variables(5_000)],
  ['nests in a fragment that is not used', { query: `{ me { id } } fragment X on Person ${friends(30)}` }],
  [
    'nests introspection too deep',
    { query: `{ __schema { types ${'{ ofType '.repeat(21)} { name } ${'}'.repeat(22)} }` },
  ],
];

describe('an operation that', () => {
  it.each(tooMuch)('%s is refused, and hears no number', async (_what, body) => {
    const { token } = await hub.identity.signIn();
    const answer = await hub.post(body, bearer(token));
    expect([answer.status, codesOf(answer)]).toEqual([400, ['OPERATION_TOO_COMPLEX']]);
    expect(answer.body.errors?.[0]?.message).not.toMatch(/\d/);
  });

  it.each([
    ['nests as deep as allowed', { query: nested(10) }],
    ['nests its variables as deep as allowed', variables(10)],
    ['has a text of a few hundred fields', { query: `{ me { ${'id '.repeat(300)} } }` }],
  ])('%s is answered', async (_what, body) => {
    expect(await hub.post(body)).toMatchObject({ status: 200 });
  });

  it.each([
    '{ me { ...A } } fragment A on Person { ...A }',
    '{ me { ...A } } fragment A on Person { ...B } fragment B on Person { ...A }',
  ])('runs in a circle is refused by validation: %s', async (query) => {
    expect(codesOf(await hub.post({ query }))).toContain('GRAPHQL_VALIDATION_FAILED');
  });

  it.each(['__schema', '__type', 'constructor', '__proto__', 'toString'])(
    'calls a fragment %s gets no way around the limits',
    async (name) => {
      const query = `query ${name} { me { ...${name} } } fragment ${name} on Person ${friends(30)}`;
      expect(codesOf(await hub.post({ query }))).toEqual(['OPERATION_TOO_COMPLEX']);
    },
  );
});

describe('introspection in production', () => {
  const asked = [
    '{ __schema { types { name } } }',
    '{ x: __type(name: "Person") { name } }',
    '{ ...A } fragment A on Query { __schema\n{ types { name } } }',
  ];

  it.each(asked)('is refused to the public: %s', async (query) => {
    const answer = await hub.post({ query });
    expect([answer.status, codesOf(answer)]).toEqual([400, ['INTROSPECTION_DISABLED']]);
  });

  it('is answered in full to those who are signed in, as GraphiQL asks', async () => {
    const { token } = await hub.identity.signIn();
    const options = {
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      inputValueDeprecation: true,
    };
    const answer = await hub.post({ query: getIntrospectionQuery(options) }, bearer(token));
    expect(answer.body.errors).toBeUndefined();
    expect(answer.body.data).toHaveProperty('__schema.queryType.name', 'Query');
  });

  it('does not count __typename', async () => {
    expect(await hub.post({ query: '{ __typename }' })).toMatchObject({ status: 200 });
  });
});

describe('the shape of the portal home page', () => {
  const list = (name: string) =>
    `${name}(first: 5) { nodes { id title state at amount { cents currency } } pageInfo { hasNextPage endCursor } }`;
  const lists = ['cases', 'mailbox', 'payments', 'appointments', 'consents', 'stops', 'pickups', 'accounts'];

  it('is well within the limits', () => {
    const shape = measureShape(parse(`query Home { me { id profile { name } ${lists.map(list).join(' ')} } }`));
    expect(shape).toMatchObject({ depth: 5, aliases: 0, rootFields: 1 });
    expect(shape.depth).toBeLessThan(PUBLIC_LIMITS.depth);
    expect(shape.fields).toBeLessThan(PUBLIC_LIMITS.fields);
  });
});
