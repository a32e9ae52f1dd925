import { describe, expect, it } from '@jest/globals';
import { TOTP } from 'otpauth';
import { readAccountHint } from './account-hint.ts';
import { makeCode, makeRecoveryCode, spelledCode, typedCode, typedRecoveryCode } from './codes.ts';
import { deviceName } from './device-name.ts';
import { hintAt, toEmailAddress } from './email-address.ts';
import { passkeyLevel } from './passkey-level.ts';
import { makeTotpSecret, totpStep, totpUri } from './totp.ts';

describe('devices', () => {
  it.each([
    ['Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox · Linux'],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0', 'Edge · Windows'],
    ['Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile', 'Chrome · Android'],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Safari/604.1', 'Safari · iPhone'],
    ['curl/8.0', 'other'],
    [undefined, 'other'],
  ])('are known by family and system: %s', (header, name) => {
    expect(deviceName(header)).toBe(name);
  });
});

describe('an e-mail address', () => {
  it.each([
    [' Erika@Example.ORG ', 'erika@example.org'],
    ['erika+amt@example.org', 'erika+amt@example.org'],
    ['e.mustermann@rathaus.müsterstadt.de', 'e.mustermann@rathaus.xn--msterstadt-9db.de'],
  ])('has one form: %s', (typed, address) => {
    expect(toEmailAddress(typed)).toBe(address);
  });

  it.each([
    'erika',
    'erika@',
    '@example.org',
    'a@b@example.org',
    'еrika@example.org', // Cyrillic е
    'erika@localhost',
    'erika..m@example.org',
    'erika@example.org\nbcc: all@example.org',
    `${'a'.repeat(250)}@example.org`,
  ])('is not %j', (typed) => {
    expect(toEmailAddress(typed)).toBeUndefined();
  });

  it('is hinted at by its first letter and its domain', () => {
    expect(hintAt('erika@example.org')).toBe('e…@example.org');
  });
});

describe('codes', () => {
  it('are eight digits, and read with a gap', () => {
    const code = makeCode();
    expect(code).toMatch(/^\d{8}$/);
    expect(typedCode(` ${spelledCode(code)} `)).toBe(code);
  });

  it('for recovery are 16 letters that cannot be mistaken for each other', () => {
    const code = makeRecoveryCode();
    expect(code).toMatch(/^([0-9a-hjkmnp-tv-z]{4}-){3}[0-9a-hjkmnp-tv-z]{4}$/);
    expect(typedRecoveryCode(code.toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O'))).toBe(
      code.replaceAll('-', ''),
    );
  });
});

describe('an authenticator app', () => {
  const secret = makeTotpSecret();
  const now = new Date('2026-03-01T12:00:10Z');
  const codeAt = (shift: number) =>
    new TOTP({ secret, algorithm: 'SHA1', digits: 6, period: 30 }).generate({ timestamp: now.getTime() + shift });

  it.each([
    [-30_000, -1],
    [0, 0],
    [30_000, 1],
  ])('may be wrong by half a minute: %d ms', (shift, steps) => {
    expect(totpStep(secret, codeAt(shift), now)).toBe(Math.floor(now.getTime() / 30_000) + steps);
  });

  it.each([codeAt(-120_000), '', '12345', 'abcdef'])('is not believed with %j', (code) => {
    expect(totpStep(secret, code, now)).toBeUndefined();
  });

  it('learns the secret by an address it can scan', () => {
    expect(totpUri(secret, 'Stadttor', 'Bürgerkonto')).toMatch(
      /^otpauth:\/\/totp\/Stadttor:B%C3%BCrgerkonto\?.*secret=/,
    );
  });
});

describe('a passkey', () => {
  it.each([
    [{ deviceBound: true, attested: true }, 'SUBSTANTIAL'],
    [{ deviceBound: true, attested: false }, 'BASIC'],
    [{ deviceBound: false, attested: true }, 'BASIC'],
    [{ deviceBound: false, attested: false }, 'BASIC'],
  ] as const)('with %j is worth %s, and never HIGH', (facts, level) => {
    expect(passkeyLevel(facts)).toBe(level);
  });
});

describe('a hint at an account', () => {
  it.each([
    ['bundid:erika', { provider: 'bundid', person: 'erika' }],
    ['bundid:', { provider: 'bundid' }],
    ['erika', { person: 'erika' }],
    [undefined, {}],
    ['x'.repeat(201), {}],
  ])('%j is read as %j', (hint, read) => {
    expect(readAccountHint(hint)).toEqual(read);
  });
});
