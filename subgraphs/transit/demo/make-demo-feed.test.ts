import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { serviceRunsOn } from '../modules/timetable/domain/service-calendar.ts';
import { serviceDatesFor } from '../modules/timetable/domain/service-day.ts';
import { normalise } from '../modules/timetable/gtfs/normalise.ts';
import { memorySource } from '../modules/timetable/gtfs/source/gtfs-source.ts';
import { readGtfs } from '../modules/timetable/gtfs/source/read-gtfs.ts';
import { collect } from '../modules/timetable/gtfs/testing/collect.ts';
import { validateGtfs } from '../modules/timetable/gtfs/validate-gtfs.ts';
import { publicHolidays } from './holidays.ts';
import { makeDemoFeed } from './make-demo-feed.ts';

const FOLDER = join(import.meta.dirname, 'musterhagen');

/** Timed departures of the demo feed in the hour after a clock time in Berlin. */
async function departuresInHour(clock: string): Promise<number> {
  const feed = await normalise(memorySource(makeDemoFeed()));
  const exceptions = await collect(feed.calendarDates());
  const trips = await collect(feed.trips());
  const times = await collect(feed.stopTimes());
  const at = Temporal.ZonedDateTime.from(`${clock}[Europe/Berlin]`).toInstant();
  const counts = serviceDatesFor(at, { zone: 'Europe/Berlin', seconds: 3600 }).map(({ date, fromSecond, toSecond }) => {
    const running = new Set(
      feed.tables.calendars
        .filter((calendar) =>
          serviceRunsOn(
            calendar,
            exceptions.filter(({ serviceId }) => serviceId === calendar.serviceId),
            date,
          ),
        )
        .map(({ serviceId }) => serviceId),
    );
    const tripIds = new Set(trips.filter(({ serviceId }) => running.has(serviceId)).map(({ tripId }) => tripId));
    return times.filter(({ tripId, departure }) => {
      return tripIds.has(tripId) && departure !== null && departure >= fromSecond && departure <= toSecond;
    }).length;
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

describe('demo feed', () => {
  it('lies in the folder exactly as the plan makes it', async () => {
    const files = await readdir(FOLDER);
    const contents = await Promise.all(files.map(async (file) => [file, await readFile(join(FOLDER, file), 'utf8')]));
    expect(Object.fromEntries(contents)).toEqual(makeDemoFeed());
  });

  it('passes the check without an error or a warning', async () => {
    const source = await readGtfs(FOLDER);
    const report = await validateGtfs(source);
    expect({ errors: report.errors, warnings: report.warnings }).toEqual({ errors: [], warnings: [] });
    expect(report.feed).toMatchObject({ id: 'musterhagen', validFrom: '2025-01-01', validTo: '2035-12-31' });
  });

  it.each(['2025-01-01T05:00', '2027-06-14T13:00', '2031-10-04T09:00', '2031-10-05T22:00', '2035-12-31T22:00'])(
    'has departures in the hour after %s',
    async (clock) => {
      expect(await departuresInHour(clock)).toBeGreaterThan(0);
    },
  );

  it('has a night trip that belongs to the day before', async () => {
    expect(await departuresInHour('2027-06-15T00:20')).toBeGreaterThan(0);
  });

  it('keeps the holidays that move with Easter', () => {
    expect(publicHolidays(2026).map(String)).toEqual([
      '2026-01-01',
      '2026-04-03',
      '2026-04-06',
      '2026-05-01',
      '2026-05-14',
      '2026-05-25',
      '2026-10-03',
      '2026-12-25',
      '2026-12-26',
    ]);
  });
});
