import { expect, it } from '@jest/globals';
import { openEvents } from '../event-source.ts';
import type { ProcessHub } from '../process-hub.ts';
import { type CaseEventData, EVENTS } from './graph.ts';
import { advance, backAndForth, submitCase } from './town.ts';

/** Erika watches her case while the clerk works on it; what she missed comes exactly once. */
export function liveStories(hub: () => ProcessHub): void {
  it('delivers over WebSocket what happens, with a field of another subgraph, and after a cut exactly what was missed', async () => {
    const { id: caseId } = await submitCase(hub());
    const socket = await hub().socket('erika');
    const stream = socket.subscribe<CaseEventData>(EVENTS, { caseId });
    const first = stream.next();
    await socket.opened();
    await advance(hub(), caseId, 'IN_REVIEW');
    const { value } = await first;
    expect(value?.data.caseEvents).toMatchObject({ state: 'IN_REVIEW', version: 2 });
    expect(value?.data.caseEvents.case?.fees).toEqual([{ amount: { cents: expect.any(Number) } }]);
    socket.cut();
    for (const step of [1, 2, 3]) await advance(hub(), caseId, backAndForth(step));

    const again = await hub().socket('erika');
    const replay = again.subscribe<CaseEventData>(EVENTS, { caseId, after: value?.data.caseEvents.cursor });
    const versions = [];
    for (let count = 0; count < 3; count += 1) versions.push((await replay.next()).value?.data.caseEvents.version);
    expect(versions).toEqual([3, 4, 5]);
    const more = replay.next();
    await advance(hub(), caseId, 'IN_REVIEW');
    expect((await more).value?.data.caseEvents.version).toBe(6);
    await again.close();
  });

  it('delivers over server-sent events, and continues after Last-Event-ID', async () => {
    const { id: caseId } = await submitCase(hub());
    const query = new URLSearchParams({ query: EVENTS, variables: JSON.stringify({ caseId }) });
    const url = `${hub().url}/graphql?${query}`;
    const authorization = `Bearer ${await hub().token('erika')}`;
    const open = await openEvents(url, { authorization });
    await bookmarkOf(open.events);
    await advance(hub(), caseId, 'IN_REVIEW');
    const event = await nextEvent(open.events);
    expect(event.data.caseEvents).toMatchObject({ state: 'IN_REVIEW', version: 2 });
    open.close();
    await advance(hub(), caseId, 'WAITING_FOR_APPLICANT');

    const again = await openEvents(url, { authorization, 'last-event-id': event.id });
    expect((await nextEvent(again.events)).data.caseEvents.version).toBe(3);
    again.close();
  });

  it("refuses somebody else's cursor, and a stream of somebody else's case", async () => {
    const { id: caseId } = await submitCase(hub());
    await advance(hub(), caseId, 'IN_REVIEW');
    const own = await hub().query<{ me: { cases: { cursor: string } } }>(
      'erika',
      '{ me { cases(first: 1) { cursor } } }',
    );
    const socket = await hub().socket('max');
    const stolen = await socket.subscribe<CaseEventData>(EVENTS, { after: own.me.cases.cursor }).next();
    expect(codesOf(stolen.value)).toEqual(['NOT_FOUND']);
    const foreign = await socket.subscribe<CaseEventData>(EVENTS, { caseId }).next();
    expect(codesOf(foreign.value)).toEqual(['NOT_FOUND']);
    await socket.close();
  });
}

const codesOf = (value: { errors?: { extensions: { code: string } }[] } | undefined) =>
  value?.errors?.map(({ extensions }) => extensions.code);

/** The first message says where the stream stands: from then on nothing is missed. */
async function bookmarkOf(events: AsyncGenerator<{ id?: string }>): Promise<void> {
  while (!(await events.next()).value?.id);
}

async function nextEvent(events: AsyncGenerator<{ id?: string; event?: string; data?: string }>) {
  for await (const { id = '', event, data } of events)
    if (event === 'next' && data) return { id, data: (JSON.parse(data) as { data: CaseEventData }).data };
  throw new Error('The stream ended.');
}
