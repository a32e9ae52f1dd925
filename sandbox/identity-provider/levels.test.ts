import { describe, expect, it } from '@jest/globals';
import { askedLevel, toAcr } from './levels.ts';

describe('the asked level', () => {
  it('is BASIC when nothing is asked', () => {
    expect(askedLevel({})).toBe('BASIC');
  });

  it('is the strongest of the scopes', () => {
    expect(askedLevel({ scope: 'openid level1 level3' })).toBe('SUBSTANTIAL');
  });

  it('is the weakest of acr_values, because any of them will do', () => {
    const acrValues = 'http://eidas.europa.eu/LoA/high http://eidas.europa.eu/LoA/substantial';
    expect(askedLevel({ acrValues })).toBe('SUBSTANTIAL');
  });

  it('must meet scope and claim alike', () => {
    expect(askedLevel({ scope: 'level1', acrClaim: { values: ['STORK-QAA-Level-4'] } })).toBe('HIGH');
  });

  it('ignores names it does not know, those of object members included', () => {
    expect(askedLevel({ scope: 'constructor', acrValues: 'toString' })).toBe('BASIC');
  });
});

describe('the answered acr', () => {
  it('never calls a basic registration "low": it is below', () => {
    expect(toAcr('BASIC', { acrValues: 'http://eidas.europa.eu/LoA/low' })).toBe('STORK-QAA-Level-1');
  });
});
