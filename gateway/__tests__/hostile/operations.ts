import { createHash } from 'node:crypto';
import { getIntrospectionQuery } from 'graphql';

/** What an operation may end with: a code of ours, or `ok` for one that looks odd and is none the worse for it. */
export type Verdict = 'ok' | string;

export interface HostileOperation {
  /** As in the list of promises (P5): Q01 ... Q57. */
  readonly id: string;
  readonly what: string;
  /** The whole body, so that names like `__proto__` come as the attacker writes them. */
  readonly body: string;
  readonly verdict: Verdict;
}

type Given = string | { query?: unknown; variables?: unknown; operationName?: unknown; extensions?: unknown };

const entry = (id: string, what: string, verdict: Verdict, given: Given): HostileOperation => ({
  id,
  what,
  verdict,
  body: JSON.stringify(typeof given === 'string' ? { query: given } : given),
});
const raw = (id: string, what: string, verdict: Verdict, body: string): HostileOperation => ({
  id,
  what,
  verdict,
  body,
});

const TOO_COMPLEX = 'OPERATION_TOO_COMPLEX';
const INVALID = 'GRAPHQL_VALIDATION_FAILED';
const BAD_INPUT = 'BAD_USER_INPUT';
const NO_INTROSPECTION = 'INTROSPECTION_DISABLED';

const times = (count: number, make: (n: number) => string, between = ' ') =>
  Array.from({ length: count }, (_, n) => make(n)).join(between);
const nested = (levels: number, field = 'friend') =>
  `{ person(id: 1) ${`{ ${field} `.repeat(levels - 2)}{ id }${' }'.repeat(levels - 2)} }`;
const twoSubgraphs = (rounds: number) =>
  `{ person(id: 1) ${'{ things { owner '.repeat(rounds)}{ id }${' } }'.repeat(rounds)} }`;
const doubled = (levels: number, aliased: boolean) => {
  const spread = (n: number) => (aliased ? `a: friend { ...F${n} } b: friend { ...F${n} }` : `...F${n} ...F${n}`);
  return `{ person(id: 1) { ...F0 } } ${times(levels, (n) => `fragment F${n} on Person { ${spread(n + 1)} }`)}
    fragment F${levels} on Person { id name }`;
};
const circle = (size: number) =>
  `{ person(id: 1) { ...F0 } } ${times(size, (n) => `fragment F${n} on Person { ...F${(n + 1) % size} }`)}`;
const overlapping = (width: number, depth: number): string =>
  depth === 0 ? 'id' : times(width, () => `friend { ${overlapping(width, depth - 1)} }`);
const inVariable = (levels: number) => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = level % 2 ? [value] : { a: value };
  return { query: 'query ($json: JSON) { echo(json: $json) }', variables: { json: value } };
};
const find = (argument: string, type: string, value: unknown) => ({
  query: `query ($x: ${type}) { find(${argument}: $x) }`,
  variables: { x: value },
});
const echoed = (what: unknown) => ({ query: 'query ($json: JSON) { echo(json: $json) }', variables: { json: what } });
const named = (name: string) => `query ${name} { person(id: 1) { ...${name} } }
  fragment ${name} on Person ${'{ friend '.repeat(60)}{ id }${' }'.repeat(60)}`;
const person = '{ person(id: 1) { id } }';
const HASH_OF_PERSON = createHash('sha256').update(person).digest('hex');

const SHAPE: readonly HostileOperation[] = [
  entry('Q01', 'one level too deep', TOO_COMPLEX, nested(11)),
  entry('Q02', '100 deep', TOO_COMPLEX, nested(100)),
  entry('Q03', '400 deep', TOO_COMPLEX, nested(400)),
  entry('Q04', '5,000 deep', TOO_COMPLEX, nested(5_000)),
  entry('Q04', '5,000 inline fragments deep', TOO_COMPLEX, `{ ${'... { '.repeat(5_000)} id ${'} '.repeat(5_000)} }`),
  entry('Q04', '400 inline fragments deep', TOO_COMPLEX, `{ ${'... { '.repeat(400)} __typename ${'} '.repeat(400)} }`),
  entry('Q04', 'lists in an argument 450 deep', TOO_COMPLEX, `{ echo(json: ${'['.repeat(450)}${']'.repeat(450)}) }`),
  entry('Q04', 'a type nested 450 deep', INVALID, `query ($x: ${'['.repeat(450)}ID${']'.repeat(450)}) ${person}`),
  entry('Q05', 'through two subgraphs thirty times', TOO_COMPLEX, twoSubgraphs(30)),
  entry('Q06', 'one alias too many', TOO_COMPLEX, `{ person(id: 1) { ${times(31, (n) => `a${n}: id`)} } }`),
  entry('Q07', '101 aliases of __typename', TOO_COMPLEX, `{ ${times(101, (n) => `a${n}: __typename`)} }`),
  entry('Q08', '5,000 aliases', TOO_COMPLEX, `{ person(id: 1) { ${times(5_000, (n) => `a${n}: id`)} } }`),
  entry('Q08', 'aliases hidden in inline fragments', TOO_COMPLEX, {
    query: `{ person(id: 1) { ${times(40, (n) => `... on Person { a${n}: id }`)} } }`,
  }),
  entry('Q09', 'the same field 500 times', 'ok', `{ person(id: 1) { ${'id '.repeat(500)} } }`),
  entry('Q09', 'the same field 20,000 times', TOO_COMPLEX, `{ person(id: 1) { ${'id '.repeat(20_000)} } }`),
  entry('Q09', 'the same root field 21 times', TOO_COMPLEX, `{ ${'slow '.repeat(21)} }`),
  entry('Q10', 'fragments doubled 14 times', TOO_COMPLEX, doubled(14, false)),
  entry('Q10', 'fragments doubled 30 times', TOO_COMPLEX, doubled(30, false)),
  entry('Q11', 'fragments doubled under aliases', TOO_COMPLEX, doubled(14, true)),
  entry('Q11', 'fragments doubled under aliases 30 times', TOO_COMPLEX, doubled(30, true)),
  entry('Q12', 'a fragment that spreads itself', INVALID, circle(1)),
  entry('Q12', 'two fragments in a circle', INVALID, circle(2)),
  entry('Q12', '50 fragments in a circle', TOO_COMPLEX, circle(50)),
  entry(
    'Q13',
    '50 fragments that nobody uses',
    INVALID,
    `${person} ${times(50, (n) => `fragment F${n} on Person { id }`)}`,
  ),
  entry('Q13', '1,000 fragments that nobody uses', TOO_COMPLEX, {
    query: `${person} ${times(1_000, (n) => `fragment F${n} on Person { id }`)}`,
  }),
  entry(
    'Q14',
    'overlapping fields, three wide and six deep',
    TOO_COMPLEX,
    `{ person(id: 1) { ${overlapping(3, 6)} } }`,
  ),
  entry('Q14', 'overlapping fields, two wide and six deep', 'ok', `{ person(id: 1) { ${overlapping(2, 6)} } }`),
  entry('Q14', '2,000 differing arguments', TOO_COMPLEX, `{ ${times(2_000, (n) => `person(id: ${n}) { id }`)} }`),
  entry('Q14', '20 differing arguments', INVALID, `{ ${times(20, (n) => `person(id: ${n}) { id }`)} }`),
  entry('Q15', '500 directives', TOO_COMPLEX, `{ person(id: 1) { id ${'@x '.repeat(490)} } }`),
  entry('Q15', '5,000 unknown directives', TOO_COMPLEX, `{ person(id: 1) { id ${'@x '.repeat(5_000)} } }`),
  entry('Q15', '@include 500 times', TOO_COMPLEX, `{ person(id: 1) { id ${'@include(if: true) '.repeat(500)} } }`),
  entry('Q15', 'a few unknown directives', INVALID, `{ person(id: 1) { id ${'@x '.repeat(15)} } }`),
  entry('Q16', '60,000 unknown fields', TOO_COMPLEX, `{ ${times(12_000, (n) => `f${n}`)} }`),
  entry('Q16', '900 unknown fields', INVALID, `{ person(id: 1) { ${times(900, (n) => `f${n}`)} } }`),
  ...['__schema', '__type', 'constructor', '__proto__', 'toString', 'hasOwnProperty'].map((name) =>
    entry('Q17', `a fragment and operation called ${name}`, TOO_COMPLEX, named(name)),
  ),
  entry('Q18', '100 operations, none chosen', 'OPERATION_RESOLUTION_FAILURE', {
    query: times(100, (n) => `query Q${n} { __typename }`),
  }),
  entry('Q18', '100 operations, the last chosen', 'ok', {
    query: times(100, (n) => `query Q${n} { __typename }`),
    operationName: 'Q99',
  }),
  entry('Q18', 'an operation called __proto__ that is not there', 'OPERATION_RESOLUTION_FAILURE', {
    query: `query A ${person} query B ${person}`,
    operationName: '__proto__',
  }),
  entry('Q18', 'two operations of one name', INVALID, `query A ${person} query A ${person}`),
  entry('Q19', '50 KB of commas', 'ok', `${','.repeat(50_000)} ${person}`),
  entry('Q19', '50 KB of comments', 'ok', `${'#x\n'.repeat(15_000)} ${person}`),
  entry('Q19', '200 KB of comments', 'ok', `${'#x\n'.repeat(65_000)} ${person}`),
  entry('Q19', '1 MB of comments', 'PAYLOAD_TOO_LARGE', `${'#x\n'.repeat(340_000)} ${person}`),
  entry('Q20', 'a text of 200 KB', 'ok', `{ find(text: "${'x'.repeat(200_000)}") }`),
  entry('Q20', 'a block text of 50 KB', 'ok', `{ find(text: """${'x\n'.repeat(25_000)}""") }`),
  entry('Q20', 'a text that never ends', 'GRAPHQL_PARSE_FAILED', `{ find(text: "${'x'.repeat(50_000)}`),
  entry('Q20', 'a block text that never ends', 'GRAPHQL_PARSE_FAILED', `{ find(text: """${'x\n'.repeat(20_000)}`),
  entry('Q20', 'a name of 50 KB', INVALID, `{ ${'x'.repeat(50_000)} }`),
  entry('Q20', 'a name of 50 KB where none belongs', 'GRAPHQL_PARSE_FAILED', `{ a } ${'x'.repeat(50_000)}`),
  entry('Q21', 'a page of 999,999,999', TOO_COMPLEX, '{ people(first: 999999999) { id } }'),
  entry('Q21', 'such a page by variable', TOO_COMPLEX, {
    query: 'query ($n: Int) { people(first: $n) { id } }',
    variables: { n: 999_999_999 },
  }),
  entry('Q21', 'such a page by default', TOO_COMPLEX, 'query ($n: Int = 999999999) { people(first: $n) { id } }'),
  entry(
    'Q21',
    'pages in pages',
    TOO_COMPLEX,
    '{ people(first: 100) { friend { things { owner { things { title } } } } } }',
  ),
  entry('Q21', 'a page of none', 'ok', '{ people(first: 0) { id } }'),
  entry('Q22', '50,000 ids in a list', TOO_COMPLEX, find('ids', '[ID!]', Array(50_000).fill('a'))),
  entry('Q22', '1,000 ids in the document', TOO_COMPLEX, `{ find(ids: [${'1 '.repeat(1_000)}]) }`),
  entry('Q23', '@defer', INVALID, '{ person(id: 1) { ... @defer { id } } }'),
  entry('Q23', '@stream', INVALID, '{ people @stream(initialCount: 1) { id } }'),
];

const INPUT: readonly HostileOperation[] = [
  entry('Q30', 'variables nested 11 deep', TOO_COMPLEX, inVariable(11)),
  entry('Q30', 'variables nested 5,000 deep', TOO_COMPLEX, inVariable(5_000)),
  entry('Q30', 'an input object nested 9 deep', 'ok', find('filter', 'Filter', nest(9))),
  entry('Q31', '10,000 problems in one list', TOO_COMPLEX, find('ids', '[ID!]', Array(10_000).fill({}))),
  entry('Q31', '1,000 problems in one list', BAD_INPUT, find('ids', '[ID!]', Array(1_000).fill({}))),
  entry('Q32', '2^31', BAD_INPUT, find('count', 'Int', 2 ** 31)),
  entry('Q32', '2^53', BAD_INPUT, find('count', 'Int', 2 ** 53)),
  entry('Q32', 'a number with a fraction', BAD_INPUT, find('count', 'Int', 1.5)),
  raw('Q32', '1e400', BAD_INPUT, '{"query":"query($x:Int){find(count:$x)}","variables":{"x":1e400}}'),
  raw(
    'Q32',
    '50,000 digits',
    BAD_INPUT,
    `{"query":"query($x:Int){find(count:$x)}","variables":{"x":${'9'.repeat(50_000)}}}`,
  ),
  entry('Q32', '50,000 digits in the document', INVALID, `{ find(count: ${'9'.repeat(50_000)}) }`),
  raw('Q33', 'NaN', 'BAD_REQUEST', '{"query":"query($x:Int){find(count:$x)}","variables":{"x":NaN}}'),
  raw('Q33', '-Infinity', 'BAD_REQUEST', '{"query":"query($x:Int){find(count:$x)}","variables":{"x":-Infinity}}'),
  entry('Q33', 'NaN as a text', BAD_INPUT, find('count', 'Int', 'NaN')),
  entry('Q34', 'a null byte', 'ok', find('text', 'String', 'a\0b')),
  entry('Q34', 'a null byte in the document', 'GRAPHQL_PARSE_FAILED', '{ person(id: 1) \0 { id } }'),
  raw('Q34', 'half a surrogate pair', 'ok', '{"query":"query($x:String){find(text:$x)}","variables":{"x":"\\ud800"}}'),
  entry('Q34', 'half a surrogate pair in the document', 'GRAPHQL_PARSE_FAILED', '{ find(text: "\\u{d800}") }'),
  entry('Q34', 'text that turns around', 'ok', find('text', 'String', '\u202Eabc')),
  entry('Q34', '10,000 accents on one letter', 'ok', find('text', 'String', `a${'\u0301'.repeat(10_000)}`)),
  entry('Q34', 'both forms of one name', 'ok', echoed({ 'a\u0308': 1, ä: 2 })),
  entry('Q34', 'a byte order mark', 'ok', `\uFEFF${person}`),
  entry('Q34', 'a name in look-alike letters', 'GRAPHQL_PARSE_FAILED', '{ pеrson(id: 1) { id } }'),
  raw(
    'Q35',
    '__proto__ among the variables',
    'BAD_REQUEST',
    '{"query":"{__typename}","variables":{"__proto__":{"polluted":1}}}',
  ),
  raw(
    'Q35',
    '__proto__ inside a variable',
    'BAD_REQUEST',
    '{"query":"query($json:JSON){echo(json:$json)}","variables":{"json":{"__proto__":{"polluted":1}}}}',
  ),
  raw(
    'Q35',
    'constructor.prototype inside a variable',
    'BAD_REQUEST',
    '{"query":"query($json:JSON){echo(json:$json)}","variables":{"json":{"constructor":{"prototype":{"polluted":1}}}}}',
  ),
  entry('Q35', 'prototype in a variable', 'ok', echoed({ prototype: { polluted: 1 } })),
  entry('Q35', '__proto__ in the document', 'ok', '{ echo(json: { __proto__: { polluted: 1 } }) }'),
  entry('Q35', 'an alias __proto__', 'ok', '{ __proto__: person(id: 1) { constructor: id  prototype: name } }'),
  raw(
    'Q35',
    'a variable called constructor',
    'ok',
    '{"query":"query($constructor:ID!){person(id:$constructor){id}}","variables":{"constructor":"1"}}',
  ),
  entry(
    'Q35',
    'a variable called toString that is not given',
    BAD_INPUT,
    'query ($toString: ID!) { person(id: $toString) { id } }',
  ),
  entry('Q35', 'an argument called __proto__', INVALID, '{ person(id: 1, __proto__: 2) { id } }'),
  entry('Q35', 'an input field called __proto__', INVALID, '{ find(filter: { size: 1, __proto__: { size: 2 } }) }'),
  ...[
    [`${'a'.repeat(50_000)}!`, 'a long text with an end of its own'],
    [`${'"'.repeat(20_000)}`, 'a text of quotes'],
  ].map(([text = '', what = '']) => entry('Q39', what, 'ok', find('text', 'String', text))),
  entry('Q39', '200 names in quotes beside a text of quotes', INVALID, {
    query: `{ find(text: "${'\\"a'.repeat(2_000)}") person(id: 1) { ${times(200, (n) => `f${n}`)} } }`,
  }),
  ...['../../etc/passwd', 'CON', 'x'.repeat(300), 'a\0.pdf'].map((name) =>
    entry('Q40', `${JSON.stringify(name.slice(0, 20))} for the name of a file`, 'ok', find('text', 'String', name)),
  ),
  entry('Q36', 'operators of a database', 'ok', echoed({ $or: [{ $ne: null }], __raw: 'x', sql: '1=1' })),
  ...[
    "'; drop table event; --",
    '*)(uid=*))(|(uid=*',
    '$(reboot) `id` | nc',
    '{{7*7}} <%= 7*7 %> #{7*7}',
    'a\r\nSet-Cookie: b=c\r\n\r\n',
    '<script>alert(1)</script>',
    '../../../../etc/passwd',
    'javascript:alert(1)',
    '%00%0d%0a',
  ].map((text) => entry('Q37', `${JSON.stringify(text)} as a text`, 'ok', find('text', 'String', text))),
  ...[5, true, ['SMALL', 'LARGE'], { SMALL: 1 }, 'small', '__proto__'].map((value) =>
    entry('Q42', `${JSON.stringify(value)} for an enum`, BAD_INPUT, find('kind', 'Kind', value)),
  ),
  entry('Q42', 'an object for an id', BAD_INPUT, {
    query: 'query ($id: ID!) { person(id: $id) { id } }',
    variables: { id: {} },
  }),
  entry('Q42', 'a list for an id', BAD_INPUT, {
    query: 'query ($id: ID!) { person(id: $id) { id } }',
    variables: { id: [1] },
  }),
  entry('Q42', 'a truth for an id', BAD_INPUT, {
    query: 'query ($id: ID!) { person(id: $id) { id } }',
    variables: { id: true },
  }),
  entry('Q42', 'a text for an object', BAD_INPUT, find('filter', 'Filter', 'x')),
  entry('Q42', 'a list for an object', BAD_INPUT, find('filter', 'Filter', [{ size: 1 }])),
  entry('Q42', 'an output type for a variable', INVALID, 'query ($x: Person) { find(text: $x) }'),
  entry('Q42', 'fields of a leaf', INVALID, '{ find { id } }'),
  entry('Q42', 'an object without fields', INVALID, '{ person(id: 1) }'),
];

const DISCLOSURE: readonly HostileOperation[] = [
  entry('Q50', 'the whole schema', NO_INTROSPECTION, getIntrospectionQuery()),
  entry('Q50', 'part of the schema', NO_INTROSPECTION, '{ __schema { types { name } } }'),
  entry('Q50', 'one type', NO_INTROSPECTION, '{ __type(name: "Person") { fields { name } } }'),
  entry(
    'Q50',
    'one type under an alias, with data',
    NO_INTROSPECTION,
    '{ person(id: 1) { id } a: __type(name: "Person") { name } }',
  ),
  entry('Q50', 'the schema over several lines', NO_INTROSPECTION, '{\n#\n__schema#x\n,,{queryType{name}}}'),
  entry(
    'Q50',
    'the schema in a fragment',
    NO_INTROSPECTION,
    '{ ...A } fragment A on Query { ... { __schema { queryType { name } } } }',
  ),
  entry('Q50', 'the schema in an operation not chosen', NO_INTROSPECTION, {
    query: `query A ${person} query B { __schema { queryType { name } } }`,
    operationName: 'A',
  }),
  entry(
    'Q50',
    'the schema behind @skip',
    NO_INTROSPECTION,
    '{ __typename __schema @skip(if: true) { queryType { name } } }',
  ),
  entry('Q50', 'the schema from a mutation', NO_INTROSPECTION, 'mutation { __schema { queryType { name } } }'),
  entry(
    'Q50',
    'the schema inside an object',
    NO_INTROSPECTION,
    '{ person(id: 1) { __schema { queryType { name } } } }',
  ),
  entry('Q51', 'a field almost right', INVALID, '{ persn(id: 1) { id } }'),
  entry('Q51', 'an argument almost right', INVALID, '{ person(idd: 1) { id } }'),
  entry('Q51', 'a missing argument', INVALID, '{ person { id } }'),
  entry('Q51', 'an enum value almost right', INVALID, '{ find(kind: SMAL) }'),
  entry('Q51', 'an enum value almost right, by variable', BAD_INPUT, find('kind', 'Kind', 'SMAL')),
  entry('Q51', 'an input field almost right', INVALID, '{ find(filter: { siz: 1 }) }'),
  entry('Q51', 'an input field almost right, by variable', BAD_INPUT, find('filter', 'Filter', { siz: 1 })),
  entry('Q51', 'a missing input field', INVALID, '{ find(filter: { tags: [] }) }'),
  entry('Q51', 'a missing input field, by variable', BAD_INPUT, find('filter', 'Filter', {})),
  entry('Q51', 'a type almost right', INVALID, 'query ($x: Filtr) { find(filter: $x) }'),
  entry('Q51', 'a fragment on a type almost right', INVALID, '{ person(id: 1) { ... on Persn { id } } }'),
  entry('Q51', 'a variable of the wrong type', INVALID, 'query ($x: String) { find(filter: $x) }'),
  entry('Q51', 'a field of another type', INVALID, '{ person(id: 1) { title } }'),
  entry('Q52', 'a bug in a subgraph', 'INTERNAL', '{ broken }'),
  entry('Q53', 'the SDL of a subgraph', INVALID, '{ _service { sdl } }'),
  entry(
    'Q53',
    'entities by reference',
    INVALID,
    '{ _entities(representations: [{ __typename: "Person", id: 1 }]) { __typename } }',
  ),
  entry('Q56', 'a hash that nobody registered', 'PERSISTED_QUERY_NOT_FOUND', {
    query: '',
    extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } },
  }),
  entry('Q56', 'a hash of another text', 'BAD_REQUEST', {
    query: person,
    extensions: { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } },
  }),
  entry('Q56', 'a hash that is none', 'BAD_REQUEST', {
    extensions: { persistedQuery: { version: 1, sha256Hash: { a: 1 } } },
  }),
  entry('Q56', 'a text with its hash, which registers nothing', 'ok', {
    query: person,
    extensions: { persistedQuery: { version: 1, sha256Hash: HASH_OF_PERSON } },
  }),
  entry('Q56', 'that hash alone, afterwards', 'PERSISTED_QUERY_NOT_FOUND', {
    query: '',
    extensions: { persistedQuery: { version: 1, sha256Hash: HASH_OF_PERSON } },
  }),
  raw('Q56', 'a document called __proto__', 'PERSISTED_QUERY_NOT_FOUND', '{"query":"","documentId":"__proto__"}'),
];

const PARAMETERS: readonly HostileOperation[] = [
  entry('H07', 'no query', 'BAD_REQUEST', { variables: {} }),
  entry('H07', 'an empty query', 'BAD_REQUEST', { query: '' }),
  entry('H07', 'a query of blanks', 'GRAPHQL_PARSE_FAILED', { query: '   ' }),
  entry('H07', 'a query that is an object', 'BAD_REQUEST', { query: { kind: 'Document', definitions: [] } }),
  entry('H07', 'a query that is a list', 'BAD_REQUEST', { query: [person] }),
  entry('H07', 'variables that are a text', 'BAD_REQUEST', { query: person, variables: '{}' }),
  entry('H07', 'variables that are a list', 'BAD_REQUEST', { query: person, variables: [1] }),
  entry('H07', 'an operation name that is a number', 'BAD_REQUEST', { query: person, operationName: 5 }),
  entry('H07', 'extensions that are a text', 'BAD_REQUEST', { query: person, extensions: 'x' }),
  entry('H07', 'only a schema definition', INVALID, 'type Query { a: Int }'),
  raw('H07', 'the same key twice', 'ok', `{"query":"{ nothing }","query":${JSON.stringify(person)}}`),
];

/** P5 as far as it is said in the operation itself: asked over POST, event stream and socket alike. */
export const HOSTILE_OPERATIONS: readonly HostileOperation[] = [...SHAPE, ...INPUT, ...DISCLOSURE, ...PARAMETERS];

function nest(levels: number): object {
  let filter: object = { size: 1 };
  for (let level = 1; level < levels; level++) filter = { size: 1, inner: filter };
  return filter;
}
