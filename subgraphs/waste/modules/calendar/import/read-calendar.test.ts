import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { WasteCalendarInvalidError } from '../domain/errors.ts';
import { readCalendar } from './read-calendar.ts';
import { read, TODAY, toCalendarFile, toCodes, toFile } from './testing.ts';
import { checkImport } from './validate.ts';

describe('reading a calendar', () => {
  it('joins several files to one', () => {
    const files = [
      toFile('adressen.csv', 'Straße;Hausnummer;Tour\nLindenweg;1;Tour Nord'),
      toFile('tour_nord.ics', toCalendarFile(['SUMMARY:Papier', 'DTSTART:20270105'])),
    ];
    const { calendar, report } = readCalendar(files, { today: TODAY });
    expect(calendar.tours).toEqual([{ key: 'tour nord', name: 'Tour Nord' }]);
    expect(calendar.addresses).toMatchObject([{ tours: ['tour nord'] }]);
    expect(report.counts).toMatchObject({ files: 2, addresses: 1, tours: 1, pickups: 1, errors: 0, warnings: 0 });
  });

  it('knows a calendar by its content and refuses other files', () => {
    const calendar = toCalendarFile(['SUMMARY:Bio', 'DTSTART:20270105']);
    expect(read('kalender.php', calendar).report.counts.pickups).toBe(1);
    expect(toCodes(read('plan.pdf', '%PDF-1.7'))).toEqual(['FORMAT_UNKNOWN']);
  });

  it('stops at its bounds', () => {
    const text = 'Tour;Fraktion;Datum\nNord;Bio;05.01.2027\nNord;Bio;12.01.2027\nNord;Bio;19.01.2027';
    expect(toCodes(read('a.csv', text, { maxBytes: 20 }))).toEqual(['FILE_TOO_LARGE']);
    const full = read('a.csv', text, { maxPickups: 1 });
    expect(toCodes(full)).toEqual(['TOO_MANY_PICKUPS']);
    expect(full.calendar.pickups).toHaveLength(1);
  });

  it('warns of tours and addresses without dates and of far shifts', () => {
    const text =
      'Straße;Hausnummer;Tour;Fraktion;Datum;Regeltermin\nLindenweg;1;Nord;;;\n;;Süd;Bio;05.01.2027;01.12.2026';
    expect(toCodes(read('a.csv', text))).toEqual(['TOUR_WITHOUT_DATES', 'ADDRESS_WITHOUT_DATES', 'SHIFT_FAR']);
  });

  it('is refused as a whole for one error, and accepted with warnings', () => {
    const bad = read('a.csv', 'Tour;Fraktion;Datum\nNord;Bio;05.01.2027\nNord;Bio;x').report;
    const check = () => checkImport(bad);
    expect(check).toThrow(WasteCalendarInvalidError);
    expect(check).toThrow(
      expect.objectContaining({
        code: 'WASTE_CALENDAR_INVALID',
        details: { errorCount: 1, problems: [expect.objectContaining({ line: 3, code: 'DATE_UNREADABLE' })] },
      }),
    );
    expect(() => checkImport(read('a.csv', 'Tour;Fraktion;Datum\nNord;Kleider;05.01.2027').report)).not.toThrow();
  });

  it('lists a bounded number of problems and counts all', () => {
    const { report } = read('a.csv', `Tour;Fraktion;Datum\n${'Nord;Bio;x\n'.repeat(1500)}`);
    expect([report.errors.length, report.counts.errors]).toEqual([1000, 1500]);
  });

  it('never fails, whatever the bytes', () => {
    const name = fc.constantFrom('a.csv', 'a.ics', 'a.txt', 'a', '.ics', '');
    const bytes = fc.uint8Array({ maxLength: 300 });
    fc.assert(
      fc.property(name, bytes, (file, content) => {
        const { report } = readCalendar([{ name: file, content }], { today: TODAY });
        expect(report.counts.files).toBe(1);
      }),
      { numRuns: 200, seed: 11 },
    );
  });

  it('never fails on almost right events', () => {
    const name = fc.constantFrom(
      'DTSTART',
      'DTEND',
      'RRULE',
      'EXDATE',
      'RDATE',
      'RECURRENCE-ID',
      'SUMMARY',
      'UID',
      'LOCATION',
      'BEGIN',
      'END',
    );
    const params = fc.constantFrom('', ';VALUE=DATE', ';TZID=Europe/Berlin', ';RANGE=THISANDFUTURE', ';X="', ';=');
    const part = fc.constantFrom(
      'FREQ=',
      'WEEKLY',
      'YEARLY',
      'MONTHLY',
      ';',
      'BYDAY=',
      '5MO',
      ',',
      'INTERVAL=',
      'COUNT=',
      '0',
      '-1',
      '99999999',
      'BYSETPOS=',
      'BYMONTHDAY=',
      '20270105',
      '20270105T',
      'T230000Z',
      'VEVENT',
      'VALARM',
      'a',
      '\\',
      '\r\n',
      ' ',
    );
    const line = fc.tuple(name, params, fc.array(part, { maxLength: 8 })).map(([a, b, c]) => `${a}${b}:${c.join('')}`);
    fc.assert(
      fc.property(fc.array(fc.array(line, { maxLength: 6 }), { maxLength: 4 }), (events) => {
        const { calendar } = read(
          'a.ics',
          toCalendarFile(...events.map((lines) => ['SUMMARY:Bio', 'DTSTART:20270105', ...lines])),
        );
        expect(calendar.pickups.filter(({ date }) => !/^\d{4}-\d\d-\d\d$/.test(date))).toEqual([]);
      }),
      { numRuns: 300, seed: 12 },
    );
  });

  it('never fails on almost right rows', () => {
    const cell = fc.constantFrom(
      '',
      'Nord',
      'Bio',
      '05.01.2027',
      '2027-01-05',
      '31.31.2027',
      '"',
      ';',
      '1-15 ungerade',
      'Lindenweg',
      '99999-1',
      '\u0000',
      'Straße;Nr',
      '\n',
    );
    const headings = fc.shuffledSubarray([
      'Straße',
      'Hausnummer',
      'Tour',
      'Fraktion',
      'Datum',
      'Regeltermin',
      'Grund',
      'Farbe',
    ]);
    fc.assert(
      fc.property(headings, fc.array(fc.array(cell, { maxLength: 9 }), { maxLength: 6 }), (head, rows) => {
        const text = [head.join(';'), ...rows.map((row) => row.join(';'))].join('\n');
        const { calendar, report } = read('a.csv', text);
        expect(report.counts.pickups).toBe(calendar.pickups.length);
      }),
      { numRuns: 300, seed: 13 },
    );
  });
});
