import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { renderBody, renderSubject } from '../domain/render-message.ts';
import { TEMPLATE_KEYS } from '../domain/templates.ts';
import { LANGUAGES } from '../domain/texts.ts';
import { readTexts } from './read-texts.ts';

/** Leichte Sprache wants short sentences with one statement each (DIN SPEC 33429). */
const MAX_WORDS = 12;
const library = readTexts(import.meta.dirname);
const service = { de: 'Hund anmelden', en: 'Register a dog', leicht: 'Einen Hund anmelden' };
const method = { de: 'Passkey', en: 'Passkey', leicht: 'Passkey' };
const parameters = { reference: 'HU-2027-7', service, cents: 1250, hasNote: true, device: method, method };
const emptyFolders: string[] = [];
afterAll(() => {
  for (const folder of emptyFolders) rmSync(folder, { recursive: true });
});

const sentencesOf = (text: string) =>
  text.split(/[.!?:]+(?:\s|$)/u).map((sentence) => sentence.split(/\s+/u).filter(Boolean));

describe.each(TEMPLATE_KEYS)('the template %s', (key) => {
  const subject = renderSubject(library[key], parameters);
  const body = renderBody(library[key], parameters);

  it.each(LANGUAGES)('is complete in %s', (language) => {
    for (const text of [subject[language], body[language]]) expect(text).not.toMatch(/[{}]|undefined|null/);
    expect(body[language].length).toBeGreaterThan(60);
    expect(subject[language].length).toBeLessThanOrEqual(100);
  });

  it('speaks Leichte Sprache in short sentences of its own', () => {
    expect(body.leicht).not.toBe(body.de);
    expect(subject.leicht).not.toBe(subject.de);
    const tooLong = sentencesOf(`${subject.leicht}\n${body.leicht}`).filter((words) => words.length > MAX_WORDS);
    expect(tooLong).toEqual([]);
  });

  it('leaves out subordinate clauses and passive bureaucracy in Leichte Sprache', () => {
    expect(body.leicht).not.toMatch(/\b(dass|weil|sofern|gemäß|hinsichtlich|bzw|unverzüglich)\b/i);
  });
});

describe('texts of a town', () => {
  const folderWith = (files: Record<string, string>) => {
    const folder = mkdtempSync(join(tmpdir(), 'texts-'));
    emptyFolders.push(folder);
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
    return folder;
  };
  const own = Object.fromEntries(
    TEMPLATE_KEYS.map((key) => [`${key}.yaml`, readFileSync(join(import.meta.dirname, `${key}.yaml`), 'utf8')]),
  );

  it('replace those of the hub', () => {
    const words = '{ de: Moin, en: Hi, leicht: Hallo }';
    const folder = folderWith({ ...own, 'welcome.yaml': `subject: ${words}\nbody: ${words}` });
    expect(readTexts(folder).welcome).toEqual({
      subject: { de: 'Moin', en: 'Hi', leicht: 'Hallo' },
      body: { de: 'Moin', en: 'Hi', leicht: 'Hallo' },
    });
  });

  it.each([
    ['a file is missing', {}, 'welcome.yaml'],
    ['a file is no YAML', { ...own, 'welcome.yaml': 'subject: [' }, 'welcome.yaml'],
    [
      'a language is missing',
      { ...own, 'welcome.yaml': 'subject: { de: a, en: b }' },
      'welcome.yaml: subject lacks leicht',
    ],
    ['a file is empty', { ...own, 'welcome.yaml': '' }, 'welcome.yaml: subject lacks de, en, leicht'],
  ])('stop the start when %s', (_, files, complaint) => {
    expect(() => readTexts(folderWith(files))).toThrow(complaint);
  });
});

describe('rendering', () => {
  it('leaves a service name with braces as it is', () => {
    const tricky = { de: '{reference}', en: '{service}', leicht: '$&' };
    const subject = renderSubject(library['case-submitted'], { reference: 'R', service: tricky });
    expect(Object.values(subject).map((text) => text.split(': ')[1])).toEqual(['{reference}', '{service}', '$&']);
  });

  it('adds the note only where the office has written one', () => {
    const without = renderBody(library['case-decided'], { ...parameters, hasNote: false });
    expect(renderBody(library['case-decided'], parameters).de.startsWith(without.de)).toBe(true);
    expect(without.de).not.toContain('geschrieben');
  });
});
