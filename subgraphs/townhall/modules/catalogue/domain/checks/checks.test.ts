import { describe, expect, it } from '@jest/globals';
import { type Loose, TestFolder } from '../../test-folder.ts';
import { checkCatalogue } from '../load-catalogue.ts';
import { CATALOGUE_RULES, type CatalogueRule } from '../problem.ts';

type Change = (service: Loose) => void;

/** One broken thing per line: which rule, what was broken, in which file. */
const CASES: [CatalogueRule, string, string, Change][] = [
  ['shape', 'a missing part', 'wohngeld.yaml', (s) => delete (s as Record<string, unknown>).outcome],
  ['shape', 'an unknown part', 'wohngeld.yaml', (s) => Object.assign(s, { prize: 1 })],
  ['shape', 'a service key of 13 digits', 'wohngeld.yaml', (s) => Object.assign(s, { leikaKey: '9910702303700' })],
  ['shape', 'no service key and no reason', 'wohngeld.yaml', (s) => Object.assign(s, { leikaKey: null })],
  [
    'shape',
    'presence without a legal basis',
    'wohngeld.yaml',
    (s) => Object.assign(at(s, 'formality'), { presenceRequired: true }),
  ],
  [
    'shape',
    'a fee with an amount and with parts',
    'geburtsurkunde.yaml',
    (s) => Object.assign(at(s, 'fee'), { cents: 5 }),
  ],
  ['shape', 'a fee of half a cent', 'anwohnerparkausweis.yaml', (s) => Object.assign(at(s, 'fee'), { cents: 0.5 })],
  [
    'shape',
    'booking data with a character the payment service refuses',
    'anwohnerparkausweis.yaml',
    (s) => Object.assign(at(s, 'fee'), { bookingData: { a: 'x;y' } }),
  ],
  ['shape', 'a document of 26 MB', 'wohngeld.yaml', (s) => Object.assign(at(s, 'documents', 0), { maxMegabytes: 26 })],
  ['texts', 'a missing English name', 'wohngeld.yaml', (s) => delete (at(s, 'name') as Record<string, unknown>).en],
  [
    'texts',
    'an empty text in Leichte Sprache',
    'wohngeld.yaml',
    (s) => Object.assign(at(s, 'description'), { leicht: ' ' }),
  ],
  [
    'texts',
    'a name longer than the status monitor takes',
    'wohngeld.yaml',
    (s) => Object.assign(at(s, 'name'), { de: 'W'.repeat(101) }),
  ],
  [
    'purpose',
    'a purpose with an umlaut',
    'geburtsurkunde.yaml',
    (s) => Object.assign(at(s, 'fee'), { purpose: 'Gebühr' }),
  ],
  [
    'purpose',
    'a purpose of 28 characters',
    'geburtsurkunde.yaml',
    (s) => Object.assign(at(s, 'fee'), { purpose: 'x'.repeat(28) }),
  ],
  [
    'key-is-file-name',
    'a key other than the file name',
    'wohngeld.yaml',
    (s) => Object.assign(s, { key: 'wohnhilfe' }),
  ],
  [
    'unique',
    'two documents of one key',
    'wohngeld.yaml',
    (s) => Object.assign(at(s, 'documents', 1), { key: 'mietvertrag' }),
  ],
  ['unique', 'two offices of one number', 'offices.yaml', (s) => Object.assign(at(s, 0), { number: 20 })],
  ['category-known', 'an unknown category', 'wohngeld.yaml', (s) => Object.assign(s, { category: 'mars' })],
  ['office-known', 'an unknown office', 'wohngeld.yaml', (s) => Object.assign(s, { office: 9999 })],
  [
    'office-known',
    'a case handed over to the office that has it',
    'wohngeld.yaml',
    (s) => Object.assign(s, { decidedBy: 51 }),
  ],
  [
    'block-known',
    'an unknown block',
    'wohngeld.yaml',
    (s) => Object.assign(at(s, 'form', 'steps', 0), { block: 'person' }),
  ],
  [
    'block-fits',
    'a block in the place of an own property',
    'wohngeld.yaml',
    (s) => Object.assign(at(s, 'form', 'steps', 0), { as: 'home' }),
  ],
  [
    'form-schema',
    'a misspelt keyword',
    'wohngeld.yaml',
    (s) => Object.assign(at(property(s), 'kind'), { maxLenght: 3 }),
  ],
  [
    'form-schema',
    'a keyword that could hide a pattern',
    'wohngeld.yaml',
    (s) => Object.assign(schema(s), { patternProperties: {} }),
  ],
  [
    'form-schema',
    'an unknown format',
    'wohngeld.yaml',
    (s) => Object.assign(inHome(s, 'movedInOn'), { format: 'datum' }),
  ],
  [
    'local-ref',
    'a reference to an address elsewhere',
    'wohngeld.yaml',
    (s) => Object.assign(property(s), { kind: { $ref: 'https://forms.example/kind.json' } }),
  ],
  [
    'closed-object',
    'an open object',
    'wohngeld.yaml',
    (s) => delete (at(property(s), 'home') as Record<string, unknown>).additionalProperties,
  ],
  [
    'bounded',
    'a text without an end',
    'meldebescheinigung.yaml',
    (s) => delete (at(property(s), 'certificate', 'properties', 'purpose') as Record<string, unknown>).maxLength,
  ],
  [
    'bounded',
    'a list without an end',
    'wohngeld.yaml',
    (s) => delete (at(property(s), 'household') as Record<string, unknown>).maxItems,
  ],
  [
    'safe-pattern',
    'a pattern that can run for ever',
    'hundesteuer-anmeldung.yaml',
    (s) => Object.assign(at(property(s), 'dog', 'properties', 'chip'), { pattern: '^(\\d+)+$' }),
  ],
  [
    'field-known',
    'a field that the schema does not have',
    'wohngeld.yaml',
    (s) => Object.assign(at(s, 'form', 'steps', 1, 'fields', 1), { field: 'home.color' }),
  ],
  [
    'field-once',
    'a field asked for twice',
    'wohngeld.yaml',
    (s) => Object.assign(at(s, 'form', 'steps', 1, 'fields', 2), { field: 'home.movedInOn' }),
  ],
  [
    'required-shown',
    'a required field on no page',
    'wohngeld.yaml',
    (s) => (at(s, 'form', 'steps', 1, 'fields') as unknown[]).splice(1, 1),
  ],
  [
    'required-shown',
    'a required field inside a list on no page',
    'wohngeld.yaml',
    (s) => (at(s, 'form', 'steps', 2, 'fields') as unknown[]).splice(1, 1),
  ],
  [
    'required-shown',
    'a required field that may be hidden',
    'wohngeld.yaml',
    (s) => Object.assign(at(s, 'form', 'steps', 1, 'fields', 1), { showIf: { field: 'kind', is: 'RENT' } }),
  ],
  [
    'options-named',
    'a choice without a label',
    'wohngeld.yaml',
    (s) => delete (at(s, 'form', 'steps', 1, 'fields', 0, 'options') as Record<string, unknown>).OWNER,
  ],
  [
    'options-named',
    'a label without a choice',
    'wohngeld.yaml',
    (s) => Object.assign(at(property(s), 'kind'), { enum: ['RENT'] }),
  ],
  [
    'condition-field',
    'a condition over an unknown field',
    'wohngeld.yaml',
    (s) => Object.assign(at(s, 'documents', 0), { neededIf: { field: 'rent', is: true } }),
  ],
  [
    'condition-field',
    'a condition that can never hold',
    'wohngeld.yaml',
    (s) => Object.assign(at(s, 'documents', 0), { neededIf: { field: 'kind', is: 'TENT' } }),
  ],
  [
    'condition-field',
    'a condition that looks into a list',
    'wohngeld.yaml',
    (s) => Object.assign(at(s, 'documents', 0), { neededIf: { field: 'household[].relation', is: 'CHILD' } }),
  ],
  [
    'condition-field',
    'a size comparison of a text',
    'sondernutzung-strasse.yaml',
    (s) => Object.assign(at(s, 'fee', 'parts', 2), { when: { field: 'usage.place', atLeast: 2 } }),
  ],
  [
    'prefill-known',
    'an unknown prefill source',
    'baumfaell-genehmigung.yaml',
    (s) => Object.assign(at(s, 'form', 'steps', 1, 'fields', 0), { prefill: 'profile.shoeSize' }),
  ],
  [
    'fee-field',
    'a fee that counts an unknown field',
    'geburtsurkunde.yaml',
    (s) => Object.assign(at(s, 'fee', 'parts', 1), { times: 'order.pieces' }),
  ],
  [
    'fee-field',
    'a fee that counts a text',
    'geburtsurkunde.yaml',
    (s) => Object.assign(at(s, 'fee', 'parts', 1), { times: 'birth.birthPlace' }),
  ],
  [
    'fee-field',
    'a choice without an amount',
    'meldebescheinigung.yaml',
    (s) => delete (at(s, 'fee', 'parts', 0, 'amounts') as Record<string, unknown>).SIMPLE,
  ],
  [
    'easy-language',
    'a long sentence in Leichte Sprache',
    'wohngeld.yaml',
    (s) => Object.assign(at(s, 'whatNext'), { leicht: 'Wort '.repeat(16) }),
  ],
  [
    'easy-language',
    'a long sentence in a building block',
    'blocks.yaml',
    (s) => Object.assign(at(s, 0, 'title'), { leicht: 'Wort '.repeat(16) }),
  ],
];

const at = (node: Loose, ...path: (string | number)[]): Loose =>
  path.reduce<Loose>((inner, name) => inner[name as number] as Loose, node);
const schema = (service: Loose): Loose => at(service, 'form', 'schema');
const property = (service: Loose): Loose => at(schema(service), 'properties');
const inHome = (service: Loose, name: string): Loose => at(property(service), 'home', 'properties', name);

describe('the catalogue check', () => {
  it.each(CASES)('finds by the rule %s: %s', (rule, _, file, change) => {
    using folder = new TestFolder({ only: file }).edit(file, change);
    const rules = checkCatalogue(folder.path)
      .problems.filter((problem) => problem.file === file)
      .map((problem) => problem.rule);
    expect(rules).toContain(rule);
  });

  it.each([
    ['not YAML at all', 'key: [wohngeld'],
    ['a key given twice', 'key: wohngeld\nkey: wohngeld\n'],
  ])('finds by the rule yaml: %s', (_, text) => {
    using folder = new TestFolder({ only: 'wohngeld.yaml' }).write('wohngeld.yaml', text);
    expect(checkCatalogue(folder.path).problems).toContainEqual(
      expect.objectContaining({ file: 'wohngeld.yaml', rule: 'yaml' }),
    );
  });

  it('has a test for every rule', () => {
    const tested = new Set<CatalogueRule>([...CASES.map(([rule]) => rule), 'yaml']);
    expect(CATALOGUE_RULES.filter((rule) => !tested.has(rule))).toEqual([]);
  });
});
