import { describe, expect, it } from '@jest/globals';
import { literal } from './sql.ts';

const parsed = (value: object): unknown => {
  const text = literal(value);
  return JSON.parse(
    text
      .replace(/^ ?E?'|'::jsonb$/g, '')
      .replaceAll("''", "'")
      .replaceAll('\\\\', '\\'),
  );
};

describe('a JSON value as SQL', () => {
  it('leaves out NUL, which jsonb refuses', () => {
    expect(parsed({ 'a\u0000': 'x\u0000y' })).toEqual({ a: 'xy' });
  });

  it('replaces half a surrogate pair, which jsonb refuses', () => {
    expect(parsed({ a: `x${String.fromCharCode(0xd800)}`, b: '😀' })).toEqual({ a: 'x\ufffd', b: '😀' });
  });

  it('keeps a typed backslash in front of u0000 or ud800', () => {
    expect(parsed({ a: String.raw`\u0000`, b: String.raw`\\ud800` })).toEqual({
      a: String.raw`\u0000`,
      b: String.raw`\\ud800`,
    });
  });
});
