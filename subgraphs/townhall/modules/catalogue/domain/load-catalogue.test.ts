import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CATALOGUE_FOLDER } from '../check.ts';
import { TestFolder } from '../test-folder.ts';
import { CatalogueInvalidError } from './errors.ts';
import { checkCatalogue, loadCatalogue } from './load-catalogue.ts';
import { CATALOGUE_RULES } from './problem.ts';
import { LANGUAGES } from './service.ts';

const catalogue = loadCatalogue(CATALOGUE_FOLDER);
const exampleOf = (key: string): unknown =>
  JSON.parse(readFileSync(join(CATALOGUE_FOLDER, 'examples', `${key}.json`), 'utf8'));

describe('the committed catalogue', () => {
  it('has no problem and at least ten services', () => {
    expect(checkCatalogue(CATALOGUE_FOLDER).problems).toEqual([]);
    expect(catalogue.services.length).toBeGreaterThanOrEqual(10);
  });

  it.each(catalogue.services.map(({ key }) => key))('has an example for %s that fits its form', (key) => {
    expect(catalogue.validateForm(catalogue.service(key), exampleOf(key))).toEqual([]);
  });

  it('has no example without a service', () => {
    const examples = readdirSync(join(CATALOGUE_FOLDER, 'examples')).map((file) => file.replace('.json', ''));
    expect(examples.filter((key) => !catalogue.has(key))).toEqual([]);
  });

  it.each(catalogue.services.map(({ key }) => key))('refuses %s when nothing is filled in', (key) => {
    expect(catalogue.validateForm(catalogue.service(key), {})).toContainEqual(
      expect.objectContaining({ rule: 'required' }),
    );
  });

  it('speaks to citizens, companies and associations', () => {
    const audience = new Set(catalogue.services.flatMap((service) => service.audience));
    expect([...audience].sort()).toEqual(['association', 'citizen', 'company']);
  });

  it('has the 14 fields of the Online Access Act and municipal ones', () => {
    expect(catalogue.categories.filter(({ ozgField }) => ozgField !== undefined)).toHaveLength(14);
    expect(catalogue.categories.filter(({ ozgField }) => ozgField === undefined).length).toBeGreaterThan(0);
  });

  it('gives every page of every form a title in three languages', () => {
    const titles = catalogue.services.flatMap(({ form }) => form.steps.map(({ title }) => title));
    expect(titles.every((title) => LANGUAGES.every((language) => title[language].trim() !== ''))).toBe(true);
  });

  it('cannot be changed by whoever holds it', () => {
    const service = catalogue.service('geburtsurkunde') as { fee: { cents: number } };
    expect(() => {
      service.fee.cents = 0;
    }).toThrow(TypeError);
  });
});

describe('the README of the catalogue', () => {
  it('shows an example that the check accepts', () => {
    const readme = readFileSync(join(CATALOGUE_FOLDER, 'README.md'), 'utf8');
    const example = /```yaml\n(.*?)```/s.exec(readme)?.[1] ?? '';
    using folder = new TestFolder({ only: 'wohngeld.yaml' }).write('fundsache-abholen.yaml', example);
    expect(loadCatalogue(folder.path).has('fundsache-abholen')).toBe(true);
  });

  it('explains every rule of the check', () => {
    const readme = readFileSync(join(CATALOGUE_FOLDER, 'README.md'), 'utf8');
    expect(CATALOGUE_RULES.filter((rule) => !readme.includes(`\`${rule}\``))).toEqual([]);
  });
});

describe('loading a broken folder', () => {
  it('names every problem of every file at once', () => {
    using folder = new TestFolder()
      .edit('wohngeld.yaml', (service) => Object.assign(service, { category: 'nirgends', office: 4711 }))
      .edit('geburtsurkunde.yaml', (service) => Object.assign(service, { category: 'nirgendwo' }));
    const problems = checkCatalogue(folder.path).problems.map(({ file, path, rule }) => [file, path, rule]);
    expect(problems).toEqual([
      ['geburtsurkunde.yaml', '/category', 'category-known'],
      ['wohngeld.yaml', '/category', 'category-known'],
      ['wohngeld.yaml', '/office', 'office-known'],
    ]);
  });

  it('throws an error that lists file, place and rule', () => {
    using folder = new TestFolder().edit('wohngeld.yaml', (service) => Object.assign(service, { office: 4711 }));
    expect(() => loadCatalogue(folder.path)).toThrow(CatalogueInvalidError);
    expect(() => loadCatalogue(folder.path)).toThrow(/wohngeld\.yaml \/office \[office-known\]/);
  });

  it('does not repeat a missing house file as a problem of every service', () => {
    using folder = new TestFolder().remove('categories.yaml');
    expect(checkCatalogue(folder.path).problems).toEqual([
      { file: 'categories.yaml', path: '', rule: 'yaml', message: 'the file is missing' },
    ]);
  });
});
