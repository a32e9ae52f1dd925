import { describe, expect, it } from '@jest/globals';
import { isRouteType, toRouteMode } from './route-mode.ts';

describe('toRouteMode', () => {
  it('knows basic and extended types', () => {
    expect([0, 3, 11, 109, 704, 715, 900].map(toRouteMode)).toEqual([
      'TRAM',
      'BUS',
      'TROLLEYBUS',
      'RAIL',
      'BUS',
      'ON_DEMAND_BUS',
      'TRAM',
    ]);
  });

  it('does not know gaps and numbers beyond', () => {
    expect([8, 10, 13, 99, 1800].map(isRouteType)).toEqual([false, false, false, false, false]);
  });
});
