import { describe, expect, it } from '@jest/globals';
import { CaseState } from './case-state.ts';
import { dueTasks, toTitle } from './citizen-task.ts';

const since = new Date('2026-03-01T09:00:00Z');

describe('tasks of the applicant', () => {
  it('ask for an answer within fourteen days while the office waits for her', () => {
    expect(dueTasks(CaseState.WAITING_FOR_APPLICANT, since)).toEqual([
      { kind: 'PROVIDE_INFORMATION', deadline: new Date('2026-03-15T09:00:00Z') },
    ]);
  });

  it('ask for payment while the office waits for it', () => {
    expect(dueTasks(CaseState.WAITING_FOR_PAYMENT, since)).toEqual([{ kind: 'PAY', deadline: null }]);
  });

  it('are none in any other state', () => {
    const { WAITING_FOR_APPLICANT, WAITING_FOR_PAYMENT } = CaseState;
    const others = Object.values(CaseState).filter((s) => s !== WAITING_FOR_APPLICANT && s !== WAITING_FOR_PAYMENT);
    expect(others.flatMap((state) => dueTasks(state, since))).toEqual([]);
  });

  it.each([
    [null, 'Urkunde'],
    ['\nsecond', 'Urkunde'],
    ['Bitte Pass vorlegen.\nDanke', 'Bitte Pass vorlegen.'],
    ['x'.repeat(100), 'x'.repeat(100)],
    ['😀'.repeat(101), `${'😀'.repeat(99)}…`],
  ])('are titled by the first line of the note: %j', (note, title) => {
    expect(toTitle(note, 'Urkunde')).toBe(title);
  });
});
