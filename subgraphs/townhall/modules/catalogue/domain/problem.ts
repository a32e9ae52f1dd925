/** Problem of the catalogue (Mangel im Katalog): which file, where in it, which rule, and what to do. */
export interface CatalogueProblem {
  /** Name below the catalogue folder, as `geburtsurkunde.yaml`. */
  readonly file: string;
  /** Where, as JSON pointer; empty for the file as a whole. */
  readonly path: string;
  readonly rule: CatalogueRule;
  readonly message: string;
}

/** The rules a catalogue is checked by. README.md of the catalogue says what each one asks for. */
export const CATALOGUE_RULES = [
  'yaml',
  'shape',
  'texts',
  'purpose',
  'key-is-file-name',
  'unique',
  'category-known',
  'office-known',
  'block-known',
  'block-fits',
  'form-schema',
  'local-ref',
  'closed-object',
  'bounded',
  'safe-pattern',
  'field-known',
  'field-once',
  'required-shown',
  'options-named',
  'condition-field',
  'prefill-known',
  'fee-field',
  'easy-language',
] as const;
export type CatalogueRule = (typeof CATALOGUE_RULES)[number];

/** Problem of a filled-in form (Eingabefehler). `path` is a JSON pointer, `rule` a keyword of JSON Schema or of the limits. */
export interface FormProblem {
  readonly path: string;
  readonly rule: string;
  /** For developers, in English, never with a value somebody typed in. */
  readonly message: string;
}
