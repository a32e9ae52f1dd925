import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { buildSchema, type GraphQLEnumType, parse, validate } from 'graphql';

const HERE = import.meta.dirname;
const read = (name: string): string => readFileSync(join(HERE, name), 'utf8');
const page = read('index.html');
const schema = buildSchema(read('../../schema/api.graphql'));
const scripts = globSync('*.js', { cwd: HERE }).map(read).join('\n');
const valuesOf = (name: string): string[] => (schema.getType(name) as GraphQLEnumType).getValues().map((v) => v.name);

describe('the words of the start page', () => {
  const keys = [...page.matchAll(/data-text="([^"]+)"/g)].map(([, key]) => String(key));

  it('come in German, English and Leichte Sprache, all three or none', () => {
    const count = (lang: string) => page.split(`class="t" lang="${lang}"`).length - 1;
    expect([count('en'), count('de-simple')]).toEqual([count('de'), count('de')]);
    expect(count('de')).toBeGreaterThan(40);
  });

  it('are there for every text the script asks for by name', () => {
    const asked = [...scripts.matchAll(/(?:text|card)\('([\w.]+)'|list\([^\n]*, '([\w.]+)'\)/g)].map(
      ([, key, ofList]) => key ?? String(ofList),
    );
    expect(asked.length).toBeGreaterThan(15);
    expect(asked.filter((key) => !keys.includes(key))).toEqual([]);
  });

  it('are there for every state, level and fee the graph knows', () => {
    const wanted = [
      ...valuesOf('CaseState').map((value) => `state.${value}`),
      ...valuesOf('TrustLevel').map((value) => `trust.${value}`),
      ...valuesOf('FeeState').map((value) => `fee.${value}`),
    ];
    expect(wanted.filter((key) => !keys.includes(key))).toEqual([]);
  });
});

describe('the files of the start page', () => {
  it('hold no inline script, no inline style, and nothing from elsewhere', () => {
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|https?:\/\//);
  });

  it.each(globSync('**/*.graphql', { cwd: HERE }))('ask the graph what it can answer: %s', (name) => {
    expect(validate(schema, parse(read(name)))).toEqual([]);
  });
});
