import { describe, expect, it } from '@jest/globals';
import { citizen } from '../testing/principals.ts';
import { checkNeeds } from './check-needs.ts';

describe('scopes', () => {
  const holder = citizen({ scopes: ['openid', 'cases'] });

  it('are asked for all together when listed plainly', () => {
    expect(() => checkNeeds({ scopes: ['openid', 'cases'] }, holder)).not.toThrow();
    expect(() => checkNeeds({ scopes: ['cases', 'staff'] }, holder)).toThrow('cover');
  });

  it('are a choice when listed as lists: one list must be held whole', () => {
    expect(() => checkNeeds({ scopes: [['staff'], ['cases']] }, holder)).not.toThrow();
    expect(() => checkNeeds({ scopes: [['staff'], ['cases', 'mailbox']] }, holder)).toThrow('cover');
  });
});
