import { describe, expect, it } from '@jest/globals';
import { inheritAccess, rideAccess } from './accessibility.ts';

describe('wheelchair access', () => {
  it('comes from the station when the platform says nothing', () => {
    expect([inheritAccess('UNKNOWN', 'POSSIBLE'), inheritAccess('NOT_POSSIBLE', 'POSSIBLE')]).toEqual([
      'POSSIBLE',
      'NOT_POSSIBLE',
    ]);
  });

  it('needs both stop and vehicle', () => {
    expect(rideAccess('POSSIBLE', 'POSSIBLE')).toBe('POSSIBLE');
    expect(rideAccess('UNKNOWN', 'NOT_POSSIBLE')).toBe('NOT_POSSIBLE');
    expect(rideAccess('POSSIBLE', 'UNKNOWN')).toBe('UNKNOWN');
  });
});
