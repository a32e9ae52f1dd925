import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { invariant } from '../../../../../platform/errors/index.ts';
import type { Language } from '../../../domain/language.ts';
import type { LocalText } from '../../../domain/partner-app.ts';

const TEXTS = parse(readFileSync(join(import.meta.dirname, 'sign-in.yaml'), 'utf8')) as Record<string, LocalText>;

/** A text in all languages. */
export function textOf(name: string): LocalText {
  const text = TEXTS[name];
  invariant(text, `the sign-in pages have a text ${name}`);
  return text;
}

/** A text of the sign-in pages in one language, its places filled. */
export const say = (language: Language, name: string, values: Readonly<Record<string, string>> = {}): string =>
  textOf(name)[language].replace(/\{(\w+)\}/g, (place, key: string) => values[key] ?? place);

/** All texts, for the test that reads them. */
export const allTexts = (): Readonly<Record<string, LocalText>> => TEXTS;
