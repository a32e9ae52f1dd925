import { describe, expect, it } from '@jest/globals';
import { readCalendar } from '../read-calendar.ts';
import { read, TODAY, toCodes, toDates } from '../testing.ts';

describe('reading CSV', () => {
  it.each([
    [
      'semicolons and German headings',
      'Ort;PLZ;Straße;Hausnummer;Abfallart;Datum\nMusterhagen;39999;Lindenweg;7a;Restmüll;05.01.2027',
    ],
    [
      'commas and English headings',
      'Town,Zip code,Street,House number,Waste type,Date\nMusterhagen,39999,Lindenweg,7a,Restmüll,2027-01-05',
    ],
    [
      'a byte order mark and quotes',
      '\uFEFF"ORT";"plz";"STRASSE";"Haus-Nr";"Fraktion";"Termin"\r\n"Musterhagen";"39999";"Lindenweg";"7a";"Restmüll";"Di, 5.1.2027"\r\n',
    ],
    [
      'titles above the headings',
      'Abfallkalender 2027;;;;;\n;;;;;\nOrt;PLZ;Straße;Nr.;Tonne;Datum\nMusterhagen;39999;Lindenweg;7a;Restmüll;05.01.2027',
    ],
    ['tabs', 'Ort\tPLZ\tStr.\tNummer\tBehälter\tDatum\nMusterhagen\t39999\tLindenweg\t7a\tRestmüll\t05.01.2027'],
  ])('understands %s', (_, text) => {
    const { calendar, report } = read('a.csv', text);
    expect(report.counts).toMatchObject({ errors: 0, warnings: 0 });
    expect(calendar.addresses.map(({ label }) => label)).toEqual(['Lindenweg 7a, 39999 Musterhagen']);
    expect(calendar.pickups).toMatchObject([{ fraction: 'RESIDUAL', providerLabel: 'Restmüll', date: '2027-01-05' }]);
  });

  it('keeps colour, planned day and reason', () => {
    const text =
      'Tour;Fraktion;Datum;ursprüngliches Datum;Grund;Farbe\nNord;Bio;30.03.2027;29.03.2027;Ostermontag;#7A5230';
    expect(read('a.csv', text).calendar.pickups).toEqual([
      {
        target: { kind: 'TOUR', key: 'nord' },
        fraction: 'ORGANIC',
        providerLabel: 'Bio',
        date: '2027-03-30',
        originalDate: '2027-03-29',
        reason: 'HOLIDAY',
        color: '#7a5230',
      },
    ]);
  });

  it('assigns addresses to tours by rows without date', () => {
    const text = 'Straße;Hausnummer;Tour;Fraktion;Datum\nLindenweg;1-15 ungerade;Nord;;\n;;Nord;Papier;05.01.2027';
    const { calendar, report } = read('a.csv', text);
    expect(calendar.addresses).toMatchObject([
      { street: 'Lindenweg', tours: ['nord'], houseNumbers: { parity: 'ODD' } },
    ]);
    expect(calendar.pickups).toMatchObject([{ target: { kind: 'TOUR', key: 'nord' } }]);
    expect(report.warnings).toEqual([]);
  });

  it('gives a date with address and tour to the address alone', () => {
    const text =
      'Straße;Hausnummer;Tour;Fraktion;Datum\nLindenweg;1;Nord;Papier;05.01.2027\nLindenweg;2;Nord;Papier;06.01.2027';
    const kinds = read('a.csv', text).calendar.pickups.map(({ target }) => target.kind);
    expect(kinds).toEqual(['ADDRESS', 'ADDRESS']);
  });

  it('makes an address of each entry in a cell of house numbers', () => {
    const text = 'Straße;Hausnummer;Fraktion;Datum\nLindenweg;1, 3 und 7-9;Papier;05.01.2027';
    expect(read('a.csv', text).calendar.addresses.map(({ label }) => label)).toEqual([
      'Lindenweg 1',
      'Lindenweg 3',
      'Lindenweg 7-9',
    ]);
  });

  it('keeps an unknown kind as OTHER with a warning', () => {
    const result = read('a.csv', 'Tour;Fraktion;Datum\nNord;Altkleider;05.01.2027');
    expect(result.calendar.pickups).toMatchObject([{ fraction: 'OTHER', providerLabel: 'Altkleider' }]);
    expect(result.report.warnings).toMatchObject([
      { file: 'a.csv', line: 2, field: 'fraction', code: 'FRACTION_UNKNOWN' },
    ]);
  });

  it('takes a date that stands twice once, and the reason from either', () => {
    const text = 'Tour;Fraktion;Datum;Grund\nNord;Bio;05.01.2027;\nNord;Bio;05.01.2027;Streik';
    const { calendar, report } = read('a.csv', text);
    expect(calendar.pickups).toMatchObject([{ reason: 'STRIKE' }]);
    expect(report.counts).toMatchObject({ pickups: 1, duplicates: 1 });
  });

  it('reads several dates from one cell', () => {
    expect(toDates(read('a.csv', 'Tour;Fraktion;Datum\nNord;Bio;05.01.2027, 19.01.2027'))).toEqual([
      '2027-01-05',
      '2027-01-19',
    ]);
  });

  it.each([
    ['Nord;Bio;31.02.2027;', 'date', 'DATE_UNREADABLE'],
    ['Nord;Bio;morgen;', 'date', 'DATE_UNREADABLE'],
    ['Nord;Bio;;', 'date', 'FIELD_MISSING'],
    ['Nord;;05.01.2027;', 'fraction', 'FIELD_MISSING'],
    ['Nord;Bio;05.01.2027;gestern', 'originalDate', 'DATE_UNREADABLE'],
  ])('reports the row %j at %s as %s', (row, field, code) => {
    const { report } = read('a.csv', `Tour;Fraktion;Datum;Regeltermin\n${row}`);
    expect(report.errors).toMatchObject([{ file: 'a.csv', line: 2, field, code }]);
  });

  it('reports a row without address or tour', () => {
    expect(toCodes(read('a.csv', 'Tour;Fraktion;Datum\n;Bio;05.01.2027'))).toContain('TARGET_MISSING');
    expect(toCodes(read('a.csv', 'Fraktion;Datum\nBio;05.01.2027', { tour: 'Nord' }))).toEqual([]);
  });

  it('keeps what is no house number as supplement', () => {
    const result = read('a.csv', 'Straße;Hausnummer;Fraktion;Datum\nFeldweg;Flurstück 12;Bio;05.01.2027');
    expect(result.calendar.addresses[0]?.label).toBe('Feldweg (Flurstück 12)');
    expect(toCodes(result)).toEqual(['HOUSE_NUMBER_UNREADABLE']);
  });

  it('shortens endless texts, with a warning', () => {
    const result = read('a.csv', `Tour;Fraktion;Datum\nNord;Bio${' bio'.repeat(1000)};05.01.2027`);
    expect(result.calendar.pickups[0]?.providerLabel.length).toBeLessThanOrEqual(500);
    expect(toCodes(result)).toEqual(['TEXT_SHORTENED']);
  });

  it('reads Windows-1252, with a warning', () => {
    const content = Buffer.from('Straße;Hausnummer;Fraktion;Datum\nMühlengasse;2;Restmüll;05.01.2027', 'latin1');
    const result = readCalendar([{ name: 'a.csv', content }], { today: TODAY });
    expect(result.calendar.pickups).toMatchObject([{ fraction: 'RESIDUAL', providerLabel: 'Restmüll' }]);
    expect(toCodes(result)).toEqual(['ENCODING_GUESSED']);
  });

  it('reports a table without known headings, an empty one and a broken one', () => {
    expect(toCodes(read('a.csv', 'foo;bar\n1;2'))).toEqual(['COLUMN_MISSING']);
    expect(toCodes(read('a.csv', ''))).toEqual(['NOTHING_FOUND']);
    expect(toCodes(read('a.csv', 'Tour;Fraktion;Datum\n"Nord;Bio;05.01.2027'))).toEqual(['FILE_UNREADABLE']);
  });
});
