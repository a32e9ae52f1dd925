import { describe, expect, it } from '@jest/globals';
import { CaseState } from './case-state.ts';
import { APPLICANT_STEPS, CLERK_STEPS, checkStep } from './transitions.ts';

const states = Object.values(CaseState);
const { SUBMITTED, IN_REVIEW, WAITING_FOR_APPLICANT, DECIDED, CLOSED, WITHDRAWN, DRAFT } = CaseState;

describe("a clerk's steps", () => {
  it('always lead from review to asking the applicant and back', () => {
    expect(CLERK_STEPS[IN_REVIEW]).toContain(WAITING_FOR_APPLICANT);
    expect(CLERK_STEPS[WAITING_FOR_APPLICANT]).toContain(IN_REVIEW);
  });

  it('lead from every open state back into review, or into it', () => {
    const open = states.filter((state) => ![DRAFT, IN_REVIEW, CLOSED, WITHDRAWN].includes(state));
    expect(open.filter((state) => !CLERK_STEPS[state].includes(IN_REVIEW))).toEqual([]);
  });

  it.each([CLOSED, WITHDRAWN, DRAFT])('lead nowhere from %s', (state) => {
    expect(CLERK_STEPS[state]).toEqual([]);
  });

  it('never stand still, withdraw, or go back to the beginning', () => {
    const wrong = states.flatMap((state) =>
      CLERK_STEPS[state].filter((to) => [state, WITHDRAWN, SUBMITTED, DRAFT].includes(to)),
    );
    expect(wrong).toEqual([]);
  });

  it('are refused with the state and what is allowed from it', () => {
    expect(() => checkStep(CLERK_STEPS, SUBMITTED, CLOSED)).toThrow(
      expect.objectContaining({
        code: 'STATE_CONFLICT',
        details: { state: SUBMITTED, allowed: CLERK_STEPS[SUBMITTED] },
      }),
    );
  });
});

describe("an applicant's steps", () => {
  it('take back what is not decided yet, and nothing else', () => {
    const open = states.filter((state) => ![DRAFT, DECIDED, CLOSED, WITHDRAWN].includes(state));
    expect(states.filter((state) => APPLICANT_STEPS[state].length > 0)).toEqual(open);
    expect(new Set(states.flatMap((state) => APPLICANT_STEPS[state]))).toEqual(new Set([WITHDRAWN]));
  });
});
