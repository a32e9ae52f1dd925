import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { LINKING } from './attacks/linking.ts';
import { checkPage } from './attacks/page.ts';
import { renderTable, runRow } from './attacks/row.ts';
import { sabotage } from './attacks/sabotage.ts';
import type { LinkingHub as Hub } from './linking-hub.ts';

const INTRO = `Linking accounts and taking them away: what must not become a takeover. Identity is always issuer and subject, never an
e-mail address. Refused means: the same page with status 400, nothing made, one line \`auth.refused\` in the log with this number.`;
let hub: Hub;
const passed = new Set<string>();
beforeAll(async () => {
  await sabotage(process.env.SABOTAGE);
  const { LinkingHub } = await import('./linking-hub.ts');
  hub = await LinkingHub.start();
}, 180_000);
afterEach(() => hub.sandbox.misbehave.stop());
afterAll(() => hub.stop());

describe('linking', () => {
  it.each(LINKING.map((row) => [row.id, row.attack, row] as const))(
    'holds %s: %s',
    async (id, _attack, row) => {
      await runRow(row, hub);
      passed.add(id);
    },
    60_000,
  );

  it('has written down what it ran', async () => {
    if (passed.size === LINKING.length) await checkPage('linking.md', renderTable('Linking accounts', INTRO, LINKING));
    expect(LINKING).toHaveLength(18);
  });
});
