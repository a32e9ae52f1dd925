import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { afterAll, expect, it } from '@jest/globals';

/** One attack and what must come of it. */
export interface Attack {
  /** As the list of attacks names it: `V02`, `O21`. */
  readonly id: string;
  readonly attack: string;
  readonly outcome: string;
  /** Plays it; throws when it does not end as stated. */
  readonly play: () => Promise<unknown>;
  readonly timeoutMs?: number;
}

export interface AttackTable {
  /** Where the table stands, for instance `docs/attacks/provider.md`. */
  readonly file: string;
  readonly title: string;
  readonly attacks: readonly Attack[];
}

/**
 * Attack table (Angriffstabelle): each row is a test, and the committed file is what the run has found. A row that does not hold
 * turns red and so does the file. `UPDATE_ATTACKS=on` writes it anew.
 */
export function defineAttacks({ file, title, attacks }: AttackTable): void {
  const held = new Set<Attack>();
  for (const attack of attacks)
    it(
      `${attack.id} ${attack.attack}: ${attack.outcome}`,
      async () => {
        await attack.play();
        held.add(attack);
      },
      attack.timeoutMs,
    );
  afterAll(() => {
    // A run of a few rows says nothing about the others.
    if (held.size < attacks.length && process.env.UPDATE_ATTACKS !== 'on') return;
    const table = render(title, attacks, held);
    if (process.env.UPDATE_ATTACKS === 'on') write(file, table);
    expect(existsSync(file) ? readFileSync(file, 'utf8') : '').toBe(table);
  });
}

function render(title: string, attacks: readonly Attack[], held: ReadonlySet<Attack>): string {
  const rows = attacks.map(
    (each) => `| ${each.id} | ${each.attack} | ${each.outcome} | ${held.has(each) ? 'holds' : '**open**'} |`,
  );
  return [
    `# ${title}`,
    '',
    'Written by the test run (`UPDATE_ATTACKS=on`), and compared with it each time.',
    '',
    '| id | attack | what must come of it | result |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
