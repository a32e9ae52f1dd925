/** Town of the demo (Musterstadt): made up, as are its streets, its postal code and its Regionalschlüssel. */
export const MUSTERHAGEN = { town: 'Musterhagen', postalCode: '39999', ars: '999990001001' } as const;

/** A street of the demo and which of its houses belong to which tour. */
export interface DemoStreet {
  street: string;
  tour: 'Tour Nord' | 'Tour Mitte' | 'Tour Süd';
  houseNumbers: readonly string[];
  /** Zusatz, by house number. */
  supplements?: Readonly<Record<string, string>>;
}

/** Bahnhofstraße is split between two tours by its even and odd side, as many long streets are. */
export const DEMO_STREETS: readonly DemoStreet[] = [
  { street: 'Lindenweg', tour: 'Tour Nord', houseNumbers: ['1', '3', '5', '7', '7a', '9'] },
  { street: 'Am Stadttor', tour: 'Tour Nord', houseNumbers: ['1', '2', '3', '4'], supplements: { '4': 'Hinterhaus' } },
  { street: 'Mühlengasse', tour: 'Tour Nord', houseNumbers: ['2', '4', '6', '8', '10'] },
  { street: 'Marktplatz', tour: 'Tour Mitte', houseNumbers: ['1', '2', '3', '5', '6'] },
  { street: 'Bahnhofstraße', tour: 'Tour Mitte', houseNumbers: ['1-29 ungerade'] },
  { street: 'Bahnhofstraße', tour: 'Tour Süd', houseNumbers: ['2-30 gerade'] },
  { street: 'Straße des Handwerks', tour: 'Tour Mitte', houseNumbers: ['11', '12', '12a', '14', '16'] },
  { street: 'Schäferwiese', tour: 'Tour Süd', houseNumbers: ['1', '2', '3', '4', '5', '6'] },
  { street: 'Zum Großen Teich', tour: 'Tour Süd', houseNumbers: ['1', '3', '5', '7', '9', '11', '13'] },
];
