import { expect, it } from '@jest/globals';
import type { TestHub } from './harness.ts';

/** One question to a hub and the whole answer: data alone where nothing may go wrong. */
export type Question = readonly [query: string, data: unknown, variables?: Record<string, unknown>];

/** Each question is a test of its own, to one hub for all; no error may stand beside the data. */
export function answers(makeHub: () => TestHub, questions: readonly Question[]): void {
  let made: TestHub | undefined;
  const hub = () => {
    made ??= makeHub();
    return made;
  };
  it.each(questions.map(([query, data, variables]) => ({ query: query.replace(/\s+/g, ' ').trim(), data, variables })))(
    'answers $query',
    async ({ query, data, variables }) => {
      expect(await hub().run(query, { variables })).toEqual({ data, errors: undefined });
    },
  );
}
