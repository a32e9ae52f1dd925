import { describe, expect, it } from '@jest/globals';
import {
  findPersona,
  mailboxOf,
  makePersona,
  NUMBERED_PERSONAS,
  PERSONAS,
  pseudonymOf,
  subjectOf,
} from './personas.ts';

const everybody = [...PERSONAS, ...Array.from({ length: NUMBERED_PERSONAS }, (_, index) => makePersona(index + 1))];

describe('the test persons', () => {
  it('are all different people to every service', () => {
    const count = (toId: (persona: (typeof everybody)[number]) => string) => new Set(everybody.map(toId)).size;
    expect(count(({ key }) => key)).toBe(everybody.length);
    expect(count(subjectOf)).toBe(everybody.length);
    expect(count(mailboxOf)).toBe(everybody.length);
    expect(count((persona) => pseudonymOf(persona, 'hub.example'))).toBe(everybody.length);
  });

  it('are the same in every run', () => {
    expect(makePersona(42)).toEqual(makePersona(42));
    expect(pseudonymOf(makePersona(42), 'Hub.Example')).toBe(pseudonymOf(makePersona(42), 'hub.example'));
  });

  it('are born on days that exist and can only be reached at reserved addresses', () => {
    for (const { dateOfBirth, email } of everybody) {
      expect(new Date(dateOfBirth).toISOString().slice(0, 10)).toBe(dateOfBirth);
      expect(email).toMatch(/@buerger\.example$/);
    }
  });

  it('are found by their keys, and nobody else is', () => {
    expect(findPersona('p0001')).toEqual(makePersona(1));
    expect(['p0000', 'p1', 'p10000', '', 'nobody'].map(findPersona)).toEqual(Array(5).fill(undefined));
  });

  it('have one among them who cannot prove who she is', () => {
    expect(PERSONAS.filter(({ highestLevel }) => highestLevel === 'BASIC').map(({ key }) => key)).toEqual(['ben']);
  });
});
