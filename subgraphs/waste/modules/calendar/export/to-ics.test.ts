import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { readCalendar } from '../import/read-calendar.ts';
import { toTrigger } from './alarm.ts';
import { CALENDAR_LANGUAGES } from './texts.ts';
import { type ExportPickup, type IcsInput, toIcs } from './to-ics.ts';

const CHANGED = new Date('2026-12-01T10:20:30.400Z');
const residual: ExportPickup = {
  fraction: 'RESIDUAL',
  providerLabel: 'Restmüll',
  date: '2027-03-29',
  changedAt: CHANGED,
};
const moved: ExportPickup = {
  ...residual,
  date: '2027-03-30',
  originalDate: '2027-03-29',
  reason: 'HOLIDAY',
  sequence: 1,
};

const write = (pickups: ExportPickup[], rest: Partial<IcsInput> = {}): string =>
  toIcs({ calendarName: 'Abfallkalender', addressId: 'a1', host: 'hub.example', lang: 'de', pickups, ...rest });
const toEvents = (text: string) => new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent');
const readBack = (text: string) => toEvents(text).map((component) => new ICAL.Event(component));
const values = (text: string, name: string) => toEvents(text).map((event) => String(event.getFirstPropertyValue(name)));

describe('the exported calendar', () => {
  it('is read back by another program, day by day', () => {
    const [event] = readBack(write([residual]));
    expect(event?.summary).toBe('Restmüll');
    expect(event?.startDate.toString()).toBe('2027-03-29');
    expect(event?.endDate.toString()).toBe('2027-03-30');
  });

  it('carries what RFC 5545 asks of a calendar and an event', () => {
    const text = write([moved]);
    const lines = [
      'VERSION:2.0',
      'METHOD:PUBLISH',
      'DTSTAMP:20261201T102030Z',
      'SEQUENCE:1',
      'TRANSP:TRANSPARENT',
      'CATEGORIES:RESIDUAL',
    ];
    expect(lines.filter((line) => !text.split('\r\n').includes(line))).toEqual([]);
    expect(text.endsWith('END:VCALENDAR\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('keeps the entry of a date that was moved', () => {
    expect(values(write([moved]), 'uid')).toEqual(values(write([residual]), 'uid'));
  });

  it('gives other addresses, kinds and days other entries', () => {
    const others = [
      write([residual], { addressId: 'a2' }),
      write([{ ...residual, fraction: 'PAPER' }]),
      write([{ ...residual, date: '2027-03-31' }]),
      write([residual]),
    ];
    expect(new Set(others.flatMap((text) => values(text, 'uid'))).size).toBe(4);
  });

  it('tells two bins of one kind on one day apart, in any order of input', () => {
    const large = { ...residual, providerLabel: 'Restmüll 1100 l' };
    expect(new Set(values(write([residual, large]), 'uid')).size).toBe(2);
    expect(write([large, residual])).toBe(write([residual, large]));
  });

  it('does not tell the address unless asked to', () => {
    expect(write([residual], { addressId: 'secret-address' })).not.toContain('secret-address');
    expect(values(write([residual], { location: 'Lindenweg 7, Musterhagen' }), 'location')).toEqual([
      'Lindenweg 7, Musterhagen',
    ]);
  });

  it.each([
    ['de', 'Restmüll', 'Verschoben vom 29.03.2027 (Feiertag)'],
    ['en', 'Residual waste (Restmüll)', 'Moved from 29 March 2027 (public holiday)'],
    [
      'de-simple',
      'Rest-Müll wird abgeholt (Restmüll)',
      'Der Termin ist neu. Der alte Termin war am 29. März 2027. Der Grund ist: Es war ein Feier-Tag.',
    ],
  ] as const)('speaks %s', (lang, summary, description) => {
    const text = write([moved], { lang });
    expect([values(text, 'summary'), values(text, 'description')]).toEqual([[summary], [description]]);
  });

  it('keeps the words of the provider for a kind of its own, in every language', () => {
    const clothes = { ...residual, fraction: 'OTHER' as const, providerLabel: 'Altkleider' };
    const titles = CALENDAR_LANGUAGES.flatMap((lang) => values(write([clothes], { lang }), 'summary'));
    expect(titles).toEqual(['Altkleider', 'Altkleider', 'Altkleider']);
  });

  it('reminds at the wished time, but not of cancelled dates', () => {
    const alarm = { daysBefore: 1, time: '19:00' };
    expect(write([residual], { alarm })).toContain(
      'BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:Abfuhr: Restmüll\r\nTRIGGER:-PT5H\r\n',
    );
    const cancelled = write([{ ...residual, isCancelled: true }], { alarm });
    expect(cancelled).toContain('STATUS:CANCELLED');
    expect(cancelled).not.toContain('VALARM');
  });

  it.each([
    [{ daysBefore: 0, time: '06:00' }, 'PT6H'],
    [{ daysBefore: 0, time: '00:00' }, 'PT0M'],
    [{ daysBefore: 1, time: '18:30' }, '-PT5H30M'],
    [{ daysBefore: 1, time: '00:00' }, '-P1D'],
    [{ daysBefore: 2, time: '19:00' }, '-P1DT5H'],
    [{ daysBefore: 1, time: '23:45' }, '-PT0H15M'],
  ])('counts %j as %s', (alarm, trigger) => {
    expect(toTrigger(alarm)).toBe(trigger);
  });

  it('brings every text through, in lines of at most 75 octets', () => {
    const printable = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 120 })
      .filter((text) => !/\p{Cc}/u.test(text));
    const text = fc.oneof(printable, fc.constantFrom('a;b,c\\d:e"f\\n', 'Müll'.repeat(30), '🗑️'.repeat(40), 'x\ny'));
    fc.assert(
      fc.property(text, text, (providerLabel, location) => {
        const ics = write([{ ...residual, fraction: 'OTHER', providerLabel }], { location });
        const longest = Math.max(...ics.split('\r\n').map((line) => Buffer.byteLength(line)));
        expect(longest).toBeLessThanOrEqual(75);
        expect(values(ics, 'summary')).toEqual([providerLabel]);
        expect(values(ics, 'location')).toEqual([location]);
      }),
      { numRuns: 200, seed: 21 },
    );
  });

  it('lets no text break out of its line', () => {
    const attack = 'Bio\r\nEND:VEVENT\r\nBEGIN:VEVENT\rSUMMARY:x\u0000\ud800';
    const text = write([{ ...residual, fraction: 'OTHER', providerLabel: attack }], {
      calendarName: attack,
      location: attack,
    });
    expect(toEvents(text)).toHaveLength(1);
    expect(text.match(/^BEGIN:VEVENT/gm)).toHaveLength(1);
  });

  it('is read back by our own import', () => {
    const content = Buffer.from(write([residual, { ...residual, fraction: 'PAPER', providerLabel: 'Blaue Tonne' }]));
    const { calendar, report } = readCalendar([{ name: 'tour-1.ics', content }], { today: '2027-01-01' });
    expect(report.counts).toMatchObject({ errors: 0, warnings: 0 });
    expect(calendar.pickups.map(({ fraction, date }) => [fraction, date])).toEqual([
      ['RESIDUAL', '2027-03-29'],
      ['PAPER', '2027-03-29'],
    ]);
  });
});
