import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { checkPage } from './attacks/page.ts';
import { RELYING_PARTY } from './attacks/relying-party.ts';
import { renderTable, runRow } from './attacks/row.ts';
import { sabotage } from './attacks/sabotage.ts';
import { SAML_ATTACKS } from './attacks/saml-attacks.ts';
import type { LinkingHub as Hub } from './linking-hub.ts';

const ROWS = [...RELYING_PARTY, ...SAML_ATTACKS];
const INTRO = `The hub as relying party: what a browser, an answer on its way or the account provider itself may try, run against the
misbehaving stand-ins. Refused means: the same page with status 400, no session, no row more than before, one line
\`auth.refused\` in the log with this number and nothing of a person. O20, O32 and O33 must keep working. M rows are those that
only SAML knows.`;
let hub: Hub;
const passed = new Set<string>();
beforeAll(async () => {
  await sabotage(process.env.SABOTAGE);
  const { LinkingHub } = await import('./linking-hub.ts');
  hub = await LinkingHub.start();
}, 180_000);
afterEach(() => hub.sandbox.misbehave.stop());
afterAll(() => hub.stop());

describe('the hub as relying party', () => {
  it.each(ROWS.map((row) => [row.id, row.attack, row] as const))(
    'holds %s: %s',
    async (id, _attack, row) => {
      await runRow(row, hub);
      passed.add(id);
    },
    60_000,
  );

  it('has written down what it ran', async () => {
    if (passed.size === ROWS.length) await checkPage('relying-party.md', renderTable('Relying party', INTRO, ROWS));
    expect(ROWS.filter(({ id }) => id.startsWith('O'))).toHaveLength(34);
  });
});
