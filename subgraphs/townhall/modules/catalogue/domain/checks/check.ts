import type { Block, RawStep } from '../expand-form.ts';
import type { CatalogueRule } from '../problem.ts';
import type { Service } from '../service.ts';

/** What a check found, still without the file's name. */
export interface Finding {
  readonly path: string;
  readonly rule: CatalogueRule;
  readonly message: string;
}

/** One service file with the house around it. */
export interface Subject {
  /** As `geburtsurkunde.yaml`. */
  readonly file: string;
  readonly service: Service;
  /** Steps as written, with the names of their blocks. */
  readonly rawSteps: readonly RawStep[];
  /** Names of the properties the file's own schema has. */
  readonly ownProperties: ReadonlySet<string>;
  readonly categories: ReadonlySet<string>;
  readonly offices: ReadonlySet<number>;
  readonly blocks: ReadonlyMap<string, Block>;
}

/** A rule for service files (Prüfregel): pure, one idea, every finding at once. */
export type Check = (subject: Subject) => Finding[];

/** Turns a list of messages into findings of one rule at one place. */
export const found = (rule: CatalogueRule, path: string, messages: readonly string[]): Finding[] =>
  messages.map((message) => ({ rule, path, message }));

/** Names that stand in a list more than once. */
export const doublesOf = <T>(items: readonly T[]): T[] => [
  ...new Set(items.filter((item, index) => items.indexOf(item) !== index)),
];
