import type { TrustLevelName } from '../../../../../platform/visa/principal.ts';
import type { Condition } from './condition.ts';
import type { FeeRule } from './fee-rule.ts';
import type { JsonSchema } from './json-schema.ts';

/** A text for citizens (Text in drei Sprachen): German, English and Leichte Sprache, always all three. */
export interface Texts {
  readonly de: string;
  readonly en: string;
  readonly leicht: string;
}

export const LANGUAGES = ['de', 'en', 'leicht'] as const;

/** Question of a form (Formularfeld): one place in the data, as `applicant.givenName` or `children[].birthDate`. */
export interface FormField {
  readonly field: string;
  readonly label: Texts;
  readonly help?: Texts;
  /** Where the portal may take a first value from; one of PREFILL_SOURCES. */
  readonly prefill?: string;
  readonly showIf?: Condition;
  /** Required as long as `showIf` holds; the loader writes the rule into the schema. */
  readonly needed?: true;
  /** Label of each value of an enumeration. */
  readonly options?: Readonly<Record<string, Texts>>;
}

/** Page of a form (Formularseite), its fields in order. */
export interface FormStep {
  readonly key: string;
  readonly title: Texts;
  readonly intro?: Texts;
  readonly showIf?: Condition;
  readonly fields: readonly FormField[];
}

/** Document to hand in (Unterlage, Nachweis). `maxMegabytes`: 1 to 25. */
export interface DocumentRule {
  readonly key: string;
  readonly name: Texts;
  readonly help?: Texts;
  readonly required: boolean;
  /** Required when this holds, whatever `required` says. */
  readonly neededIf?: Condition;
  /** May be handed in after sending (nachreichen). */
  readonly laterAllowed: boolean;
  readonly mimeTypes: readonly string[];
  readonly maxMegabytes: number;
}

/** What the case may end with (Ergebnis): notice (Bescheid), certificate (Urkunde), permit, confirmation. */
export interface Outcome {
  readonly kind: 'NOTICE' | 'CERTIFICATE' | 'PERMIT' | 'CONFIRMATION';
  readonly name: Texts;
}

/** Written form or presence (Schriftform, Anwesenheit) where a law still asks for it. */
export interface Formality {
  readonly writtenFormRequired: boolean;
  readonly presenceRequired: boolean;
  readonly legalBasis?: string;
  readonly note?: Texts;
}

/** Step of the case worker (Arbeitsschritt); German, staff alone see it. */
export interface ChecklistItem {
  readonly key: string;
  readonly text: string;
  readonly optional?: boolean;
}

export type Audience = 'citizen' | 'company' | 'association';

/** Service (Leistung): what the town offers, as its file in `catalogue/` says; building blocks already put in. */
export interface Service {
  readonly key: string;
  readonly version: number;
  /** LeiKa/FIM-Leistungsschlüssel, 14 digits; null when there is none or it is not proven (`leikaNote`). */
  readonly leikaKey: string | null;
  readonly leikaNote?: string;
  readonly beyondOzg?: boolean;
  readonly name: Texts;
  readonly description: Texts;
  readonly whatNext: Texts;
  readonly keywords?: readonly string[];
  readonly category: string;
  /** Number of the office that receives applications. */
  readonly office: number;
  /** Number of the authority that decides, when it is another one: the case is forwarded (FORWARDED). */
  readonly decidedBy?: number;
  readonly audience: readonly Audience[];
  readonly trustLevel: TrustLevelName;
  readonly legalBasis?: readonly string[];
  readonly formality: Formality;
  readonly form: { readonly schema: JsonSchema; readonly steps: readonly FormStep[] };
  readonly documents: readonly DocumentRule[];
  readonly fee: FeeRule | null;
  /** Promised duration in working days. */
  readonly processingDays: number;
  readonly outcome: readonly Outcome[];
  readonly checklist: readonly ChecklistItem[];
  readonly retentionMonths: number;
  /** Day, `YYYY-MM-DD`. */
  readonly onlineSince: string;
  readonly maturity: { readonly model: '1.1' | '2.0'; readonly level: number };
}
