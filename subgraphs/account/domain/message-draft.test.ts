import { describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { LogEvent } from '../../../platform/log/index.ts';
import { draftOf } from './message-draft.ts';
import { toTexts } from './texts.ts';

const event = (fields: Partial<LogEvent>): LogEvent => ({
  ...{ seq: 1, eventId: uuidv7(), party: uuidv7(), office: null, subject: uuidv7(), version: 1 },
  ...{ kind: 'CASE_STATE_CHANGED', state: 'DECIDED', occurredAt: new Date() },
  data: { reference: 'A-1', service: 'hund', serviceName: { de: 'Hund', en: 'Dog', leicht: 'Der Hund' } },
  ...fields,
});

describe('the message of an event', () => {
  it('keeps what its words need, and nothing else', () => {
    const decided = event({
      data: { reference: 'A-1', service: 'hund', serviceName: { de: 'Hund' }, office: 20, noteId: 'n', note: 'geheim' },
    });
    expect(draftOf(decided)).toEqual({
      template: 'case-decided',
      caseId: decided.subject,
      parameters: {
        reference: 'A-1',
        service: { de: 'Hund', en: 'Hund', leicht: 'Hund' },
        state: 'DECIDED',
        hasNote: true,
      },
    });
  });

  it.each(['CASE_ASSIGNED', 'constructor', '__proto__', 'toString'])('is none for the kind %s', (kind) => {
    expect(draftOf(event({ kind }))).toBeNull();
  });

  it.each(['constructor', 'toString', 'LATER_STATE'])('is a general one for the state %s', (state) => {
    expect(draftOf(event({ state }))?.template).toBe('case-changed');
  });

  it.each([
    ['no reference', event({ data: { service: 'hund' } })],
    ['no amount', event({ kind: 'PAYMENT_PAID', data: { reference: 'KZ', fees: [] } })],
    ['half a cent', event({ kind: 'PAYMENT_PAID', data: { reference: 'KZ', fees: [], cents: 0.5 } })],
  ])('cannot be made with %s', (_, broken) => {
    expect(() => draftOf(broken)).toThrow('Invariant broken');
  });
});

describe('a text from another subgraph', () => {
  it.each([
    [
      { de: 'a', en: 'b', leicht: 'c' },
      { de: 'a', en: 'b', leicht: 'c' },
    ],
    [
      { de: 'a', en: '' },
      { de: 'a', en: 'a', leicht: 'a' },
    ],
    ['a', { de: 'a', en: 'a', leicht: 'a' }],
    [undefined, { de: 'key', en: 'key', leicht: 'key' }],
    [{ de: 7 }, { de: 'key', en: 'key', leicht: 'key' }],
  ])('reads %j in every language', (given, read) => {
    expect(toTexts(given, 'key')).toEqual(read);
  });
});
