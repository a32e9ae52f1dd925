import { expect } from '@jest/globals';
import type { Stop } from '../../../../__tests__/browser.ts';
import { census } from '../../../../__tests__/rows.ts';
import type { LinkingHub } from '../linking-hub.ts';

/** Prepares an attack and returns its last step, the one that must fail. */
export type Attack = (hub: LinkingHub) => Promise<() => Promise<Stop>>;

/** One line of an attack table. */
export interface Row {
  readonly id: string;
  readonly attack: string;
  /** What must come of it, as the table says it. */
  readonly holds: string;
  /** Each ends in the neutral page, nothing made, one line in the log under this number. */
  readonly refused?: { readonly as: string; readonly tries: Readonly<Record<string, Attack>> };
  /** Whatever does not fit that form. */
  readonly check?: (hub: LinkingHub) => Promise<void>;
}

/** Words of the test persons: none may stand in the log. */
const PERSONAL = /Mustermann|Muster-\d|buerger\.example|\+49 171|1983-08-12/;
const SCRIPT = /<script>alert/;

export async function runRow({ refused, check }: Row, hub: LinkingHub): Promise<void> {
  for (const [name, attack] of Object.entries(refused?.tries ?? {}))
    await expectRefused(name, attack, refused?.as, hub);
  hub.sandbox.misbehave.stop();
  await check?.(hub);
}

async function expectRefused(name: string, attack: Attack, as: string | undefined, hub: LinkingHub): Promise<void> {
  hub.sandbox.misbehave.stop();
  const strike = await attack(hub);
  const before = await census(hub.subgraph);
  const mark = hub.lines.length;
  const stop = await strike();
  const seen = { name, status: stop.status, location: stop.location, log: hub.refusals(mark) };
  expect(seen).toEqual({ name, status: 400, location: '', log: [as] });
  expect(stop.text).toContain('Das hat nicht geklappt');
  expect(stop.text).not.toMatch(SCRIPT);
  expect(stop.headers.getSetCookie().filter((cookie) => /stadttor_id=\w/.test(cookie))).toEqual([]);
  expect(await census(hub.subgraph)).toBe(before);
  expect(hub.lines.slice(mark).join('')).not.toMatch(PERSONAL);
}

/** The table as a page of the documentation. */
export function renderTable(title: string, intro: string, rows: readonly Row[]): string {
  const lines = rows.map(({ id, attack, holds, refused }) => {
    const tried = refused ? Object.keys(refused.tries).join(', ') : '';
    return `| ${id} | ${attack} | ${tried} | ${holds} | ${refused?.as ?? ''} |`;
  });
  return `# ${title}

<!-- Written by the tests: WRITE_ATTACKS=1 npm test -- subgraphs/identity/modules/linking -->

${intro}

| # | attack | tried as | what holds | logged as |
| - | ------ | -------- | ---------- | --------- |
${lines.join('\n')}
`;
}
