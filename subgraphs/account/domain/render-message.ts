import type { MessageParameters } from './message-draft.ts';
import { LANGUAGES, type LanguageName, type MessageTexts, type Texts } from './texts.ts';

const AMOUNTS: Readonly<Record<LanguageName, (euros: number) => string>> = {
  de: formatter('de-DE'),
  en: formatter('en-GB'),
  leicht: (euros) => `${twoDigits.format(euros)} Euro`,
};

const twoDigits = new Intl.NumberFormat('de-DE', { minimumFractionDigits: 2, maximumFractionDigits: 2 });

function formatter(locale: string): (euros: number) => string {
  const format = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' });
  return (euros) => format.format(euros);
}

/** Subject line (Betreff) in all languages. */
export const renderSubject = (texts: MessageTexts, parameters: MessageParameters): Texts =>
  inAll((language) => fill(texts.subject[language], parameters, language));

/** Body (Text) in all languages: plain text, paragraphs parted by an empty line. */
export const renderBody = (texts: MessageTexts, parameters: MessageParameters): Texts =>
  inAll((language) => {
    const note = parameters.hasNote ? texts.note?.[language] : undefined;
    const parts = [texts.body[language], note].filter((part) => part !== undefined);
    return parts.map((part) => fill(part.trim(), parameters, language)).join('\n\n');
  });

const inAll = (render: (language: LanguageName) => string): Texts =>
  Object.fromEntries(LANGUAGES.map((language) => [language, render(language)])) as unknown as Texts;

/** One pass only: a service whose name has braces of its own is left as it is. */
function fill(template: string, parameters: MessageParameters, language: LanguageName): string {
  const { reference, service, cents, device, method } = parameters;
  const values: Record<string, string | undefined> = {
    reference,
    service: service?.[language],
    device: device?.[language],
    method: method?.[language],
    amount: cents === undefined ? undefined : AMOUNTS[language](cents / 100),
  };
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}
