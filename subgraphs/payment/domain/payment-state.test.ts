import { describe, expect, it } from '@jest/globals';
import { DAY } from '../../../platform/time.ts';
import { judgeAnswer } from './judge-answer.ts';
import { mayGo, PAYMENT_STATES, type PaymentStateName } from './payment-state.ts';
import { nextLookMs } from './poll-schedule.ts';
import type { ProviderAnswer } from './provider-answer.ts';

const NOW = new Date('2027-03-01T12:00:00Z');
const known = (state: PaymentStateName, startedAt: Date | null = NOW) => ({
  id: 'p1',
  state,
  cents: 3710,
  currency: 'EUR',
  startedAt,
});
const answer = (fields: Partial<ProviderAnswer> = {}): ProviderAnswer => ({
  requestId: 'p1',
  cents: 3710,
  currency: 'EUR',
  status: 'PAYED',
  transactionId: 't1',
  redirectUrl: null,
  reference: null,
  paidAt: null,
  method: null,
  ...fields,
});

describe('the states of a payment', () => {
  it('know no way back and no way out of the end', () => {
    const steps = PAYMENT_STATES.flatMap((from) =>
      PAYMENT_STATES.filter((to) => mayGo(from, to)).map((to) => `${from} ${to}`),
    );
    expect(steps).toEqual([
      'CREATED STARTED',
      'CREATED PAID',
      'CREATED FAILED',
      'CREATED CANCELED',
      'CREATED QUARANTINED',
      'STARTED PAID',
      'STARTED FAILED',
      'STARTED CANCELED',
      'STARTED QUARANTINED',
      'FAILED PAID',
      'FAILED QUARANTINED',
      'CANCELED PAID',
      'CANCELED QUARANTINED',
    ]);
  });

  it.each<[PaymentStateName, ProviderAnswer['status'], PaymentStateName | null]>([
    ['CREATED', 'INITIAL', 'STARTED'],
    ['CREATED', 'PAYED', 'PAID'],
    ['STARTED', 'INITIAL', null],
    ['STARTED', 'PAYED', 'PAID'],
    ['STARTED', 'FAILED', 'FAILED'],
    ['STARTED', 'CANCELED', 'CANCELED'],
    ['FAILED', 'PAYED', 'PAID'],
    ['FAILED', 'INITIAL', null],
    ['FAILED', 'CANCELED', null],
    ['CANCELED', 'PAYED', 'PAID'],
    ['PAID', 'FAILED', null],
    ['PAID', 'PAYED', null],
    ['QUARANTINED', 'PAYED', null],
  ])('%s and the answer %s lead to %s', (state, status, next) => {
    expect(judgeAnswer(known(state), answer({ status }), NOW)).toBe(next);
  });

  it.each<[string, Partial<ProviderAnswer>]>([
    ['amount', { cents: 3711 }],
    ['amount that is none', { cents: null }],
    ['currency', { currency: 'USD' }],
    ['order', { requestId: 'p2' }],
  ])('put money of another %s in quarantine', (_what, fields) => {
    for (const state of ['CREATED', 'STARTED', 'FAILED', 'CANCELED'] as const)
      expect(judgeAnswer(known(state), answer(fields), NOW)).toBe('QUARANTINED');
    expect(judgeAnswer(known('PAID'), answer(fields), NOW)).toBeNull();
  });

  it('give up a pay page that nobody has used for a day', () => {
    const startedAt = new Date(NOW.getTime() - 1 * DAY - 1);
    expect(judgeAnswer(known('STARTED', startedAt), answer({ status: 'INITIAL' }), NOW)).toBe('CANCELED');
    expect(judgeAnswer(known('STARTED', startedAt), answer(), NOW)).toBe('PAID');
  });
});

describe('the looks at a payment', () => {
  it('are quick at first and become rarer', () => {
    const pauses = [0, 4 * 60, 6 * 60, 2 * 3_600, 20 * 3_600].map((s) => nextLookMs('STARTED', s * 1_000, 3_000));
    expect(pauses).toEqual([3_000, 3_000, 15_000, 120_000, 1_800_000]);
  });

  it.each(['FAILED', 'CANCELED'] as const)('go on for fourteen days after %s', (state) => {
    expect(nextLookMs(state, 14 * DAY, 3_000)).toBe(3_600_000);
    expect(nextLookMs(state, 14 * DAY + 1, 3_000)).toBeNull();
  });

  it.each(['PAID', 'QUARANTINED'] as const)('end with %s', (state) => {
    expect(nextLookMs(state, 0, 3_000)).toBeNull();
  });
});
