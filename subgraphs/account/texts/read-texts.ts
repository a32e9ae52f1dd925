import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ConfigError } from '../../../platform/config/index.ts';
import { TEMPLATE_KEYS, type TemplateKey } from '../domain/templates.ts';
import { LANGUAGES, type MessageTexts, type Texts } from '../domain/texts.ts';

/** The words of all messages, by template. */
export type MessageLibrary = Readonly<Record<TemplateKey, MessageTexts>>;

/**
 * Reads one YAML file per template and checks that each speaks every language.
 *
 * @throws ConfigError when a file or a language is missing: a hub that cannot say something does not start
 */
export const readTexts = (folder: string): MessageLibrary =>
  Object.fromEntries(TEMPLATE_KEYS.map((key) => [key, readTemplate(folder, key)])) as MessageLibrary;

function readTemplate(folder: string, key: TemplateKey): MessageTexts {
  const content = parseFile(folder, `${key}.yaml`);
  return {
    subject: checkTexts(content.subject, `${key}.yaml: subject`),
    body: checkTexts(content.body, `${key}.yaml: body`),
    ...(content.note !== undefined && { note: checkTexts(content.note, `${key}.yaml: note`) }),
  };
}

function parseFile(folder: string, file: string): Record<string, unknown> {
  try {
    return (parse(readFileSync(join(folder, file), 'utf8')) ?? {}) as Record<string, unknown>;
  } catch {
    throw new ConfigError('ACCOUNT_TEXTS', `must have a readable ${file}`);
  }
}

function checkTexts(value: unknown, where: string): Texts {
  const texts = (value ?? {}) as Partial<Texts>;
  const missing = LANGUAGES.filter((language) => typeof texts[language] !== 'string' || texts[language].trim() === '');
  if (missing.length > 0) throw new ConfigError('ACCOUNT_TEXTS', `${where} lacks ${missing.join(', ')}`);
  return texts as Texts;
}
