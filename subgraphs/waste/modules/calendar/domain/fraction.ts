import { foldText } from './fold-text.ts';

/** Kind of waste (Abfallfraktion). The provider's own label stands beside it: people know what is written on their bin. */
export const FRACTIONS = [
  'RESIDUAL',
  'ORGANIC',
  'PAPER',
  'LIGHTWEIGHT',
  'GLASS',
  'BULKY',
  'HAZARDOUS',
  'GREEN',
  'CHRISTMAS_TREE',
  'ELECTRONICS',
  'SCRAP',
  'OTHER',
] as const;
export type Fraction = (typeof FRACTIONS)[number];

/** What a label must contain. The order decides: "Elektroschrott" is electronics before it is scrap. */
const LABELS: ReadonlyArray<readonly [Fraction, readonly string[]]> = [
  ['CHRISTMAS_TREE', ['Weihnachtsbaum', 'Weihnachtsbäume', 'Tannenbaum', 'Tannenbäume', 'Christbaum', 'Christbäume']],
  ['CHRISTMAS_TREE', ['Christmas tree']],
  [
    'HAZARDOUS',
    ['Schadstoff', 'Problemstoff', 'Problemabfall', 'Sondermüll', 'Sonderabfall', 'Giftmobil', 'Hazardous'],
  ],
  ['ELECTRONICS', ['Elektro', 'E-Schrott', 'Electronic', 'E-Waste']],
  ['BULKY', ['Sperrmüll', 'Sperrgut', 'Sperriger Abfall', 'Bulky']],
  ['RESIDUAL', ['Restmüll', 'Restabfall', 'Resttonne', 'Restmülltonne', 'Hausmüll', 'Hausabfall', 'Graue Tonne']],
  ['RESIDUAL', ['Schwarze Tonne', 'Residual', 'General waste']],
  ['ORGANIC', ['Bioabfall', 'Biotonne', 'Biomüll', 'Biogut', 'Braune Tonne', 'Organic']],
  ['LIGHTWEIGHT', ['Gelber Sack', 'Gelbe Säcke', 'Gelbe Tonne', 'Leichtverpackung', 'Leichtstoff', 'Verpackung']],
  ['LIGHTWEIGHT', ['Wertstofftonne', 'Wertstoffsack', 'Wertstoffe', 'Lightweight', 'Packaging']],
  ['PAPER', ['Papier', 'Pappe', 'Kartonage', 'Blaue Tonne', 'PPK', 'Paper']],
  ['GREEN', ['Grünschnitt', 'Grünabfall', 'Grünabfälle', 'Grüngut', 'Gartenabfall', 'Gartenabfälle', 'Laubsack']],
  ['GREEN', ['Laubsäcke', 'Laubabfuhr', 'Baumschnitt', 'Strauchschnitt', 'Astschnitt', 'Green waste', 'Garden waste']],
  ['GLASS', ['Altglas', 'Glascontainer', 'Weißglas', 'Buntglas', 'Glastonne', 'Glass']],
  ['SCRAP', ['Schrott', 'Altmetall', 'Scrap']],
];

/** Labels so short that they count only as a word of their own: "Bio", not "Biologie". */
const WORDS: ReadonlyMap<string, Fraction> = new Map([
  ['bio', 'ORGANIC'],
  ['rest', 'RESIDUAL'],
  ['lvp', 'LIGHTWEIGHT'],
  ['gelb', 'LIGHTWEIGHT'],
  ['glas', 'GLASS'],
  ['laub', 'GREEN'],
  ['metall', 'SCRAP'],
]);

const NEEDLES = LABELS.flatMap(([fraction, labels]) => labels.map((label) => [toNeedle(label), fraction] as const));

function toNeedle(label: string): string {
  return foldText(label).replaceAll(' ', '');
}

/** The hub's code for a provider's label, in any spelling of case, umlauts, spaces and hyphens; OTHER if it is none we know. */
export function toFraction(label: string): Fraction {
  const asCode = label.trim().toUpperCase();
  const code = FRACTIONS.find((fraction) => fraction === asCode);
  if (code) return code;
  const folded = foldText(label);
  const compact = folded.replaceAll(' ', '');
  const found = NEEDLES.find(([needle]) => compact.includes(needle))?.[1];
  if (found) return found;
  const word = folded.split(' ').find((each) => WORDS.has(each));
  return (word && WORDS.get(word)) || 'OTHER';
}
