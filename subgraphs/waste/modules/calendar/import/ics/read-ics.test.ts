import { describe, expect, it } from '@jest/globals';
import { read, readEvents, toCalendarFile, toCodes, toDates } from '../testing.ts';

const WEEKLY = ['UID:1', 'SUMMARY:Restmüll', 'DTSTART;VALUE=DATE:20270104'];

describe('reading ICS', () => {
  it('writes rules out and honours lists of exclusions', () => {
    const result = readEvents([
      ...WEEKLY,
      'RRULE:FREQ=WEEKLY;INTERVAL=2;COUNT=5',
      'EXDATE;VALUE=DATE:20270118,20270215',
    ]);
    expect(toDates(result)).toEqual(['2027-01-04', '2027-02-01', '2027-03-01']);
    expect(result.report.counts).toMatchObject({ errors: 0, warnings: 0, pickups: 3 });
  });

  it('caps rules without end at a year from today, and begins with this year', () => {
    const dates = toDates(readEvents(['SUMMARY:Bio', 'DTSTART:20200106', 'RRULE:FREQ=WEEKLY']));
    expect([dates[0], dates.at(-1)]).toEqual(['2027-01-04', '2028-01-10']);
  });

  it('keeps single dates outside the window', () => {
    expect(toDates(readEvents(['SUMMARY:Bio', 'DTSTART:20290102']))).toEqual(['2029-01-02']);
  });

  it('moves one day by an override that inherits its title', () => {
    const override = [
      'UID:1',
      'RECURRENCE-ID;VALUE=DATE:20270111',
      'DTSTART;VALUE=DATE:20270112',
      'DESCRIPTION:wegen Feiertag',
    ];
    const result = readEvents([...WEEKLY, 'RRULE:FREQ=WEEKLY;COUNT=3'], override);
    expect(toDates(result)).toEqual(['2027-01-04', '2027-01-12', '2027-01-18']);
    expect(result.calendar.pickups.find(({ date }) => date === '2027-01-12')).toMatchObject({
      providerLabel: 'Restmüll',
      originalDate: '2027-01-11',
      reason: 'HOLIDAY',
    });
  });

  it('moves all later days by an override for this and future', () => {
    const override = ['UID:1', 'RECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:20270111', 'DTSTART:20270113'];
    const result = readEvents([...WEEKLY, 'RRULE:FREQ=WEEKLY;COUNT=4'], override);
    expect(toDates(result)).toEqual(['2027-01-04', '2027-01-13', '2027-01-20', '2027-01-27']);
  });

  it('leaves out what is cancelled', () => {
    const cancelled = ['UID:1', 'RECURRENCE-ID:20270111', 'DTSTART:20270111', 'STATUS:CANCELLED'];
    expect(toDates(readEvents([...WEEKLY, 'RRULE:FREQ=WEEKLY;COUNT=2'], cancelled))).toEqual(['2027-01-04']);
    expect(toDates(readEvents([...WEEKLY, 'STATUS:CANCELLED']))).toEqual([]);
  });

  it.each([
    ['DTSTART:20270105T', '2027-01-05'],
    ['DTSTART:20270105T06', '2027-01-05'],
    ['DTSTART;TZID=Europe/Berlin;VALUE=DATE:20270105', '2027-01-05'],
    ['DTSTART;TZID="Europe/Berlin":20270105T060000', '2027-01-05'],
    ['DTSTART:20270104T230000Z', '2027-01-05'],
    ['DTSTART:20270705T215900Z', '2027-07-05'],
    ['DTSTART;VALUE=DATE:2027-01-05', '2027-01-05'],
  ])('reads %s as %s', (start, date) => {
    const result = readEvents(['SUMMARY:Papier', start]);
    expect(toDates(result)).toEqual([date]);
    expect(toCodes(result)).toEqual([]);
  });

  it('expands a rule in UTC to Berlin days across the change of time', () => {
    const result = readEvents([
      'SUMMARY:Bio',
      'DTSTART:20270324T230000Z',
      'RRULE:FREQ=WEEKLY;UNTIL=20270401T000000Z',
      'EXDATE:20270331T230000Z',
    ]);
    expect(toDates(result)).toEqual(['2027-03-25']);
  });

  it('ends a rule with the Berlin day of its UNTIL', () => {
    const result = readEvents([
      'SUMMARY:Bio',
      'DTSTART;VALUE=DATE:20270104',
      'RRULE:FREQ=DAILY;UNTIL=20270105T230000Z',
    ]);
    expect(toDates(result)).toEqual(['2027-01-04', '2027-01-05', '2027-01-06']);
  });

  it('takes several kinds from one title', () => {
    const result = readEvents(['SUMMARY:Abfallkalender: Restmüll\\, Gelber Sack + Altkleider', 'DTSTART:20270105']);
    const kinds = result.calendar.pickups.map(({ fraction, providerLabel }) => [fraction, providerLabel]);
    expect(kinds).toEqual([
      ['RESIDUAL', 'Restmüll'],
      ['LIGHTWEIGHT', 'Gelber Sack'],
      ['OTHER', 'Altkleider'],
    ]);
    expect(toCodes(result)).toEqual(['FRACTION_UNKNOWN']);
  });

  it('adds the offset where events stand on the evening before', () => {
    const result = read('a.ics', toCalendarFile(['SUMMARY:Bio', 'DTSTART:20261231']), { offsetDays: 1 });
    expect(toDates(result)).toEqual(['2027-01-01']);
  });

  it('takes the address from LOCATION', () => {
    const result = readEvents(['SUMMARY:Bio', 'DTSTART:20270105', 'LOCATION:Lindenweg 7a\\, 39999 Musterhagen']);
    expect(result.calendar.addresses).toMatchObject([{ label: 'Lindenweg 7a, 39999 Musterhagen' }]);
    expect(result.calendar.pickups[0]?.target).toEqual({ kind: 'ADDRESS', key: result.calendar.addresses[0]?.key });
  });

  it('takes the address or tour from the name of the file, and the given one before all', () => {
    const text = toCalendarFile(['SUMMARY:Bio', 'DTSTART:20270105']);
    expect(read('x/Lindenweg_7a.ics', text, { town: 'Musterhagen' }).calendar.addresses[0]?.label).toBe(
      'Lindenweg 7a, Musterhagen',
    );
    expect(read('tour-12.ics', text).calendar.tours).toEqual([{ key: 'tour 12', name: 'tour-12' }]);
    expect(read('Lindenweg 7a.ics', text, { tour: 'Nord' }).calendar.tours).toEqual([{ key: 'nord', name: 'Nord' }]);
  });

  it('unfolds long lines and skips alarms', () => {
    const alarm = ['BEGIN:VALARM', 'SUMMARY:Wecker', 'TRIGGER:-PT5H', 'END:VALARM'];
    const result = readEvents(['DTSTART:2027', ' 0105', ...alarm, 'SUMMARY:Gelb', ' er Sack']);
    expect(result.calendar.pickups).toMatchObject([{ providerLabel: 'Gelber Sack', date: '2027-01-05' }]);
  });

  it('reports a broken event with its place and keeps the others', () => {
    const result = readEvents(['SUMMARY:Bio', 'DTSTART:20270230'], ['SUMMARY:Bio', 'DTSTART:20270105']);
    expect(toDates(result)).toEqual(['2027-01-05']);
    expect(result.report.errors).toMatchObject([
      { file: 'tour-nord.ics', line: 5, field: 'DTSTART', code: 'DATE_UNREADABLE' },
    ]);
  });

  it.each([
    [['DTSTART:20270105'], 'SUMMARY_MISSING'],
    [['SUMMARY:Bio'], 'DATE_UNREADABLE'],
    [['SUMMARY:Bio', 'DTSTART:20270105', 'RRULE:FREQ=HOURLY'], 'RULE_UNSUPPORTED'],
    [['SUMMARY:Bio', 'DTSTART:20270105', 'RRULE:FREQ=WEEKLY;UNTIL=bald'], 'RULE_UNSUPPORTED'],
    [['SUMMARY:Bio', 'DTSTART:20270105', 'DTEND:20270109'], 'SPAN_SHORTENED'],
    [['SUMMARY:Bio', 'DTSTART:20270105', 'murks'], 'LINE_IGNORED'],
    [['SUMMARY:Bio', 'DTSTART:20270103'], 'SUNDAY'],
  ])('reports %j as %s', (lines, code) => {
    expect(toCodes(readEvents(lines))).toContain(code);
  });

  it('reports a file without events and one that ends within an event', () => {
    expect(toCodes(read('a.ics', 'BEGIN:VCALENDAR\nEND:VCALENDAR'))).toEqual(['NOTHING_FOUND']);
    expect(toCodes(read('a.ics', 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:Bio\nDTSTART:20270105'))).toEqual([
      'EVENT_UNFINISHED',
    ]);
  });
});
