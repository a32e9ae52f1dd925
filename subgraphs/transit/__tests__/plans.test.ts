import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PUBLIC_VIEWER, type Viewer } from '../../../platform/database/index.ts';
import { recordStatements } from '../../../platform/testing/statements.ts';
import { makeLargeFeed } from '../modules/timetable/gtfs/testing/make-feed.ts';
import { startTransit, type TransitHub } from './test-hub.ts';

const TRIPS = 3000;
const STOPS_PER_TRIP = 15;

let hub: TransitHub;
beforeAll(async () => {
  hub = await startTransit('2026-06-10T07:00:00+02:00');
  await hub.importFiles(
    'large',
    makeLargeFeed({ stops: 4000, routes: 200, trips: TRIPS, stopsPerTrip: STOPS_PER_TRIP }),
  );
}, 60_000);
afterAll(() => hub.stop());

interface Plan {
  'Node Type': string;
  'Relation Name'?: string;
  'Index Name'?: string;
  Plans?: Plan[];
}

const nodes = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodes)];

/** Plans of all statements that a question causes, as a viewer sees them. */
async function plansOf(question: string, viewer: Viewer): Promise<Plan[]> {
  const { statements } = await recordStatements(() => hub.as().query(question));
  const plans = await hub.running.database.reading(viewer, async ({ sql }) => {
    const found: Plan[] = [];
    for (const statement of statements) {
      const rows = await sql<{ 'QUERY PLAN': { Plan: Plan }[] }>(`explain (format json) ${statement}`);
      found.push(...rows.flatMap((row) => row['QUERY PLAN'].flatMap(({ Plan }) => nodes(Plan))));
    }
    return found;
  });
  expect(plans.length).toBeGreaterThan(0);
  return plans;
}

const BIG = new Set(['stop_time', 'stop', 'stop_word', 'stop_line', 'trip']);
const scansOf = (plans: readonly Plan[]) =>
  plans
    .filter((plan) => plan['Node Type'] === 'Seq Scan' && BIG.has(plan['Relation Name'] ?? ''))
    .map((plan) => plan['Relation Name']);

const someone = { self: null, parties: [], offices: [] };
const VIEWERS: Viewer[] = [
  PUBLIC_VIEWER,
  { ...someone, role: 'v_citizen' },
  { ...someone, role: 'v_partner' },
  { ...someone, role: 'v_staff' },
];

describe('with tens of thousands of stop times', () => {
  it.each(VIEWERS)('the departures of many stops read indexes alone as $role', async (viewer) => {
    const plans = await plansOf(
      '{ stops(near: { latitude: 51, longitude: 8.02 }, first: 20) { departures(first: 5) { scheduledAt } } }',
      viewer,
    );
    expect(scansOf(plans)).toEqual([]);
    expect(plans.map((plan) => plan['Index Name'])).toContain('stop_time_departures');
  });

  it.each([
    ['by key', '{ stop(id: "de:15999:7") { id parent { id } platforms { id } } }'],
    ['by words', '{ stops(search: "Halt 123") { id } }'],
    ['by distance', '{ stops(near: { latitude: 51, longitude: 8.02 }) { id } }'],
    ['with its lines', '{ stop(id: "de:15999:7") { lines { id } } }'],
  ])('a stop is found %s without a scan', async (_, question) => {
    expect(scansOf(await plansOf(question, PUBLIC_VIEWER))).toEqual([]);
  });

  it('an import writes them all', async () => {
    const [row] = await hub.running.database.reading(PUBLIC_VIEWER, ({ sql }) =>
      sql('select count(*)::int as rows from stop_time'),
    );
    expect(row).toEqual({ rows: TRIPS * STOPS_PER_TRIP });
  });
});
