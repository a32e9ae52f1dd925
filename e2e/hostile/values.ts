/** What somebody may write where a value is expected, by the kind of value (P5: Q21, Q32, Q34, Q36 to Q42). */
export interface HostileValue {
  /** As in the list of promises. */
  readonly id: string;
  readonly value: unknown;
}

const all = (id: string, values: readonly unknown[]): HostileValue[] => values.map((value) => ({ id, value }));

const TEXTS: readonly HostileValue[] = [
  ...all('Q34', [
    'a\0b',
    '\0',
    '\ud800',
    'a\udfffb',
    '\u202Egnp.exe',
    `a${'\u0301'.repeat(5_000)}`,
    'a\u0308',
    'ä',
    '\uFEFFx',
    '\u{1F468}\u200D\u{1F469}\u200D\u{1F467}',
    '\u2028\u2029\u0085',
  ]),
  ...all('Q35', ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty']),
  ...all('Q37', [
    "'; drop table event; --",
    "' or '1'='1",
    '\\',
    "E'\\''",
    '$1',
    '%',
    '_',
    ':*&|!()',
    '*)(uid=*))(|(uid=*',
    '$(reboot) `id` | nc',
    '{{7*7}} <%= 7*7 %> #{7*7} \u0024{7*7}',
    'a\r\nSet-Cookie: b=c\r\n\r\n',
    'x\n{"level":60,"msg":"forged"}',
  ]),
  ...all('Q39', [
    `${'a'.repeat(20_000)}!`,
    `${' '.repeat(20_000)}x`,
    `${'1-'.repeat(10_000)}x`,
    `${'a@'.repeat(10_000)}`,
    `${'.'.repeat(20_000)}@`,
    `${'(a+)+'.repeat(3_000)}`,
  ]),
  ...all('Q40', ['../../../../etc/passwd', '..\\..\\x', 'CON', 'nul.txt', 'x'.repeat(300), 'a/b', '.', '..', '~/.ssh']),
  ...all('Q41', [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    'javascript:alert(1)',
    '<svg/onload=alert(1)>',
    '&lt;script&gt;',
  ]),
  ...all('Q42', [
    '',
    ' ',
    '0',
    'null',
    'NaN',
    '-1',
    '9'.repeat(400),
    '01980000-0000-7000-8000-00000000000g',
    '{}',
    '[]',
  ]),
];

const DAYS: readonly HostileValue[] = all('Q38', [
  '0000-00-00',
  '0000-01-01',
  '0001-01-01',
  '-000001-01-01',
  '9999-12-31',
  '275760-09-13',
  '2026-02-30',
  '2026-02-29',
  '2026-13-01',
  '2026-1-1',
  '20260101',
  '2026-W01-1',
  '2026-01-01T00:00:00Z',
  'tomorrow',
  'infinity',
  '-infinity',
  'epoch',
  '',
  0,
  1e15,
  true,
  {},
]);

const MOMENTS: readonly HostileValue[] = all('Q38', [
  '0000-01-01T00:00:00Z',
  '-271821-04-20T00:00:00.000Z',
  '+275760-09-13T00:00:00.000Z',
  '+275760-09-13T00:00:00.001Z',
  '9999-12-31T23:59:59.999Z',
  '2026-02-30T00:00:00Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01T25:00:00Z',
  '2026-01-01T00:00:60Z',
  '2026-01-01T00:00:00+99:99',
  '2026-01-01T00:00:00-00:00',
  '2026-01-01T00:00:00 Europe/Berlin',
  '2026-03-29T02:30:00',
  '2026-01-01',
  'infinity',
  'now',
  '',
  0,
  8.64e15,
  false,
  [],
]);

const NUMBERS: readonly HostileValue[] = [
  ...all('Q21', [999_999_999, -1, 0]),
  ...all('Q32', [2 ** 31 - 1, -(2 ** 31), 2 ** 31, 2 ** 53, 1.5, 1e308, -0]),
  ...all('Q42', ['1', true, [], {}]),
];

const ANYTHING: readonly HostileValue[] = [
  ...all('Q35', [
    JSON.parse('{"prototype":{"polluted":1}}'),
    JSON.parse('{"toString":1,"valueOf":1,"then":1,"toJSON":1}'),
  ]),
  ...all('Q36', [
    { $or: [{ $ne: null }] },
    { __raw: 'x', sql: '1=1', $raw: 'x' },
    { $gt: '', $where: 'sleep(1)' },
    { '$or: 1=1': 1 },
    { 'a"b': 1, "a'b": 2 },
  ]),
  ...all('Q34', [{ 'a\0b': 'a\0b' }, 'a\0b', { x: '\ud800' }]),
  ...all('Q32', [1e308, 2 ** 53, -0, { x: 1e-320 }]),
  ...all('Q42', [null, [], 'text', 5, true, [[[[]]]], { '': '' }]),
];

const BY_SCALAR: Readonly<Record<string, readonly HostileValue[]>> = {
  String: TEXTS,
  ID: TEXTS,
  Date: DAYS,
  DateTime: MOMENTS,
  Int: NUMBERS,
  Float: NUMBERS,
  JSON: ANYTHING,
};

/** None for what has no freedom: a truth, a name of a list. */
export const hostileValues = (scalar: string): readonly HostileValue[] => BY_SCALAR[scalar] ?? [];
