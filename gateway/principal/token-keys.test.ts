import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { exportJWK, generateKeyPair, type JWK, type JWTHeaderParameters } from 'jose';
import { TokenKeys } from './token-keys.ts';

const header = (kid: string): JWTHeaderParameters => ({ alg: 'ES256', kid });
const token = { payload: '', signature: '' };

let made: Record<'old' | 'new', JWK>;
let published: JWK[];
let questions: number;
let isSilent: boolean;
let keys: TokenKeys;
const ask = async () => {
  questions++;
  if (isSilent) throw new Error('gone');
  return { keys: published };
};
async function isFound(kid: string): Promise<boolean> {
  try {
    await keys.find(header(kid), token as never);
    return true;
  } catch {
    return false;
  }
}

async function makeKey(kid: string): Promise<JWK> {
  const { publicKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' };
}

beforeAll(async () => {
  made = { old: await makeKey('old'), new: await makeKey('new') };
});
beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
  published = [made.old];
  questions = 0;
  isSilent = false;
  keys = new TokenKeys({ ask });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('keys of access tokens', () => {
  it('are asked for once, whoever comes', async () => {
    expect([await isFound('old'), await isFound('old'), questions]).toEqual([true, true, 1]);
  });

  it('rotate: a new one is found as soon as a token names it, the old one while it is published', async () => {
    await isFound('old');
    published = [made.new, made.old];
    jest.advanceTimersByTime(10_000);
    expect([await isFound('new'), await isFound('old'), questions]).toEqual([true, true, 2]);
  });

  it('taken out of service are believed for one more minute at most', async () => {
    await isFound('old');
    published = [made.new];
    jest.advanceTimersByTime(59_000);
    expect(await isFound('old')).toBe(true);
    jest.advanceTimersByTime(1_000);
    expect(await isFound('old')).toBe(false);
  });

  it('that somebody invents become no stream of questions', async () => {
    await isFound('old');
    for (let second = 0; second < 30; second++) {
      expect(await isFound(`invented-${second}`)).toBe(false);
      jest.advanceTimersByTime(1_000);
    }
    expect(questions).toBeLessThanOrEqual(4);
  });

  it('once known stay known while identity is silent, and are asked for again', async () => {
    await isFound('old');
    isSilent = true;
    jest.advanceTimersByTime(61_000);
    expect(await isFound('old')).toBe(true);
    isSilent = false;
    published = [made.new];
    expect([await isFound('old'), await isFound('new')]).toEqual([false, true]);
  });
});
