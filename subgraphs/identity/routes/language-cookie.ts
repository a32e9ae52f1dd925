import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Language, pickLanguage } from '../domain/language.ts';

/** As long as one sign-in may take; the next one begins with what app and browser say. */
const SECONDS = 30 * 60;
const NAME = 'stadttor_language';
const PATTERN = /(?:^|;\s*)(?:__Host-)?stadttor_language=(de|en|leicht)(?:;|$)/;

/** The language (Sprache) she chose on a page of the hub; undefined when she chose none lately. */
export const chosenLanguage = ({ headers }: Pick<IncomingMessage, 'headers'>): Language | undefined =>
  PATTERN.exec(headers.cookie ?? '')?.[1] as Language | undefined;

/** Keeps a choice for the pages that follow: of a provider's answer, of consent, of what went wrong. */
export function keepLanguage(response: ServerResponse, lang: unknown, publicUrl: string): void {
  if (typeof lang !== 'string') return;
  const secure = publicUrl.startsWith('https:');
  const attributes = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${SECONDS}${secure ? '; Secure' : ''}`;
  response.appendHeader('set-cookie', `${secure ? '__Host-' : ''}${NAME}=${pickLanguage(lang)}; ${attributes}`);
}
