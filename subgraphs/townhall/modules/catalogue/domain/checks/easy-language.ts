import type { Check, Finding } from './check.ts';

/** Longest sentence in words. Leichte Sprache wants short sentences with one statement (DIN SPEC 33429). */
export const MAX_WORDS = 15;

/** Leichte Sprache is more than a third column: at least its sentences must be short. */
export const checkEasyLanguage: Check = ({ service }) => tooLongIn(service, '');

/** Too long sentences in every `leicht` text of a file. */
export function tooLongIn(node: unknown, path: string): Finding[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, child]) =>
    name === 'leicht' && typeof child === 'string'
      ? complaintsAbout(child, `${path}/leicht`)
      : tooLongIn(child, `${path}/${name}`),
  );
}

const complaintsAbout = (text: string, path: string): Finding[] =>
  text
    .split(/[.!?:]+(?:\s|$)/u)
    .map((sentence) => sentence.split(/\s+/u).filter((word) => word !== '').length)
    .filter((words) => words > MAX_WORDS)
    .map((words) => ({ path, rule: 'easy-language', message: `a sentence has ${words} words, at most ${MAX_WORDS}` }));
