import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseEventData } from './stories/graph.ts';
import { EVENTS } from './stories/graph.ts';
import { type SignIn, startTestHub, type TestHub } from './test-hub.ts';

interface Hers {
  me: { id: string; cases: { cursor: string; nodes: { id: string; service: { key: string } }[] } };
}

const WITHDRAW = 'mutation ($input: WithdrawCaseInput!) { withdrawCase(input: $input) { case { state } } }';
const REGISTER_OFFICE = 34;
/** A right taken away works within this time. */
const SOON_MS = 5_000;

let hub: TestHub;
let caseId: string;
let cursor: string;

beforeAll(async () => {
  hub = await startTestHub();
  const { me } = await hub.as('erika').query<Hers>('{ me { id cases { cursor nodes { id service { key } } } } }');
  caseId = me.cases.nodes.find(({ service }) => service.key === 'geburtsurkunde')?.id ?? '';
  cursor = me.cases.cursor;
}, 60_000);
afterAll(() => hub?.stop());

describe('W23 the live events of a case', () => {
  it.each<[string, string, string, SignIn]>([
    ['another citizen', 'NOT_FOUND', 'max', {}],
    ['a clerk of another office', 'NOT_FOUND', 'clerk2', {}],
    ['her app without consent for cases', 'CONSENT_REQUIRED', 'erika', { client: 'waste-app' }],
  ])('are not for %s: %s', async (_who, code, persona, signIn) => {
    const refusals = [];
    for (const variables of [{ caseId }, { caseId, after: cursor }]) {
      const stream = hub.as(persona, signIn).subscribe<CaseEventData>(EVENTS, variables);
      refusals.push((await stream.next().catch((errors) => ({ value: { errors } }))).value);
      await stream.return(undefined);
    }
    expect(refusals).toMatchObject([{ errors: [{ extensions: { code } }] }, { errors: [{ extensions: { code } }] }]);
  });

  it('are not for somebody who found her cursor', async () => {
    const stream = hub.as('max').subscribe<CaseEventData>(EVENTS, { after: cursor });
    const { value } = await stream.next().catch((errors) => ({ value: { errors } }));
    await stream.return(undefined);
    expect(value).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
  });

  it('tell a clerk nothing more 5 s after the end of her work, and end', async () => {
    const clerk = await hub.as('clerk').query<{ me: { id: string } }>('{ me { id } }');
    const inbox = await hub.as('clerk').query<{ officeCases: { cursor: string } }>('{ officeCases { cursor } }');
    const events = hub.as('clerk').subscribe<CaseEventData>(EVENTS, { after: inbox.officeCases.cursor });
    const next = events.next().catch((errors) => ({ value: { errors } }));
    const removed = { person: clerk.me.id, office: REGISTER_OFFICE };
    await hub.hub.subgraphs.ask('townhall', 'removeStaff', removed, 'hub');
    await new Promise((resolve) => setTimeout(resolve, SOON_MS));
    const { officeCases } = (await hub.as('clerk').ask<{ officeCases: object | null }>('{ officeCases { cursor } }'))
      .data;
    await hub.as('erika').query(WITHDRAW, { input: { caseId, idempotencyKey: 'rights-table' } });
    const { value } = await next;
    await events.return(undefined);
    expect(officeCases).toBeNull();
    expect(value).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] });
    expect(JSON.stringify(value)).not.toContain('WITHDRAWN');
  }, 20_000);
});
