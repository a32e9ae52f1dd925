import { describe, expect, it } from '@jest/globals';
import { toPrefill } from './identity-attributes.ts';

describe('attributes of identity', () => {
  it.each([[null], [undefined], [{ provider: 'bundid', attributes: {} }]])('make an empty prefill of %j', (answer) => {
    expect(toPrefill(answer)).toEqual({ values: {}, marks: [] });
  });

  it.each([
    ['a level nobody knows', { given_name: { value: 'Erika', level: 'GOLD' } }],
    ['no level', { given_name: { value: 'Erika' } }],
    ['an empty value', { given_name: { value: ' ', level: 'HIGH' } }],
    ['a value that is no text', { given_name: { value: { first: 'Erika' }, level: 'HIGH' } }],
    ['a day that is none', { date_of_birth: { value: '1964-13-45', level: 'HIGH' } }],
    ['a date with a time', { date_of_birth: { value: '1964-08-12T00:00:00Z', level: 'HIGH' } }],
    ['a name of no field', { nationality: { value: 'DE', level: 'HIGH' } }],
  ])('leave out %s', (_, answer) => {
    expect(toPrefill({ provider: 'bundid', attributes: answer })).toEqual({ values: {}, marks: [] });
  });

  it('keep value, source and level apart', () => {
    expect(toPrefill({ provider: 'bundid', attributes: { telephone: { value: ' 0391 ', level: 'BASIC' } } })).toEqual({
      values: { phone: '0391' },
      marks: [{ attribute: 'phone', source: 'bundid', level: 'BASIC' }],
    });
  });
});
