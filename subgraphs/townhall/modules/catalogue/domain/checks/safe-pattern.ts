import { type Check, found } from './check.ts';
import { walkSchema } from './walk-schema.ts';

/** Patterns that cannot be made to run for long (ReDoS): anchored, bounded repetition, nothing repeated inside a repetition. */
export const checkPatterns: Check = ({ service }) =>
  walkSchema(service.form.schema).flatMap(({ schema, path }) =>
    schema.pattern === undefined ? [] : found('safe-pattern', `${path}/pattern`, complaintsAbout(schema.pattern)),
  );

/** What is wrong with a pattern; empty when it is safe. */
export function complaintsAbout(pattern: string): string[] {
  // Escaped characters and classes hold no structure; with them gone, every bracket and quantifier left is a real one.
  const bare = pattern.replace(/\\(?!\d)./gu, 'x').replace(/\[[^\]]*\]/gu, 'x');
  return [
    ...(/^\^.*\$$/su.test(bare) ? [] : ['begin with ^ and end with $']),
    ...(/[*+]|\{\d+,\}/u.test(bare) ? ['use bounded repetition such as {1,40} instead of *, + or {1,}'] : []),
    ...(/\\\d|\(\?(?!:)/u.test(bare) ? ['no look-around, named groups or references back'] : []),
    ...(repeatsInside(bare) ? ['a repeated group must not repeat or choose inside'] : []),
  ];
}

/** Takes away innermost groups until none is left; a quantifier after a group with one inside is the dangerous form. */
function repeatsInside(bare: string): boolean {
  for (let rest = bare; ; ) {
    const inner = /\((?:\?:)?([^()]*)\)(\{\d+(?:,\d*)?\}|[*+])?/u.exec(rest);
    if (!inner) return false;
    const [whole, content = '', quantifier] = inner;
    if (quantifier && /[*+?|{]/u.test(content)) return true;
    // What varies inside still varies when its group is gone: leave a trace for the groups around it.
    const trace = /[*+?|{]/u.test(content) || quantifier ? 'x{1,2}' : 'x';
    rest = rest.slice(0, inner.index) + trace + rest.slice(inner.index + whole.length);
  }
}
