import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { citizen } from '../../../platform/testing/principals.ts';
import {
  caseEvent,
  citizenWithMail,
  type House,
  mailboxOf,
  mailboxWith,
  nextOf,
  SERVICE_NAME,
  startHouse,
} from './house.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

const EVENTS = `subscription ($after: String) { mailboxEvents(after: $after) {
  cursor occurredAt type message { id readAt body { de } } } }`;

interface Shown {
  cursor: string;
  type: string;
  message: { id: string; body: { de: string } };
}

type Stream = ReturnType<ReturnType<House['as']>['subscribe']>;
const shownOf = async (stream: Stream): Promise<Shown> =>
  ((await nextOf(stream)).data as { mailboxEvents: Shown }).mailboxEvents;
const referenceOf = ({ message }: Shown) => message.body.de.match(/HU-\d+/)?.[0];
const numbered = (party: string, n: number) =>
  caseEvent(party, { data: { reference: `HU-${n}`, service: 'hund', serviceName: SERVICE_NAME } });

describe('the stream of a mailbox', () => {
  it('tells of a message the moment it comes', async () => {
    const erika = citizen();
    const stream = house.as(erika).subscribe(EVENTS);
    await stream.next();
    house.townhall.push(numbered(erika.citizenId, 1));
    const event = await shownOf(stream);
    expect(event).toMatchObject({ type: 'MESSAGE_RECEIVED', occurredAt: expect.any(String) });
    expect((await mailboxOf(house, erika)).nodes[0]?.id).toBe(event.message.id);
    await stream.return();
  });

  it('resumes after a cursor with exactly what was missed, in order', async () => {
    const erika = citizen();
    const stream = house.as(erika).subscribe(EVENTS);
    await stream.next();
    house.townhall.push(numbered(erika.citizenId, 1));
    const { cursor } = await shownOf(stream);
    await stream.return();
    for (const n of [2, 3, 4]) house.townhall.push(numbered(erika.citizenId, n));
    house.townhall.push(numbered(citizen().citizenId, 99));
    await mailboxWith(house, erika, 4);
    const resumed = house.as(erika).subscribe(EVENTS, { after: cursor });
    const missed = [await shownOf(resumed), await shownOf(resumed), await shownOf(resumed)];
    expect(missed.map(referenceOf)).toEqual(['HU-2', 'HU-3', 'HU-4']);
    house.townhall.push(numbered(erika.citizenId, 5));
    expect(referenceOf(await shownOf(resumed))).toBe('HU-5');
    await resumed.return();
  });

  it('continues from the cursor of the list, so that nothing falls between the two', async () => {
    const { erika, mailbox } = await citizenWithMail(house, 2);
    house.townhall.push(numbered(erika.citizenId, 3));
    await mailboxWith(house, erika, 3);
    const stream = house.as(erika).subscribe(EVENTS, { after: mailbox.cursor });
    // What the list already showed may come again; what is new may not be left out.
    const seen = [];
    while (seen.at(-1) !== 'HU-3') seen.push(referenceOf(await shownOf(stream)));
    expect(mailbox.nodes.length).toBeGreaterThanOrEqual(2);
    expect(seen.slice(0, -1).every((reference) => ['HU-1', 'HU-2'].includes(String(reference)))).toBe(true);
    await stream.return();
  });

  it('tells other devices that a message was read, and nothing of other changes', async () => {
    const { erika, mailbox } = await citizenWithMail(house, 1);
    const id = mailbox.nodes[0]?.id;
    house.identity.push({ kind: 'CITIZEN_REGISTERED', subject: erika.citizenId, party: erika.citizenId });
    await mailboxWith(house, erika, 2);
    const { cursor } = await mailboxOf(house, erika);
    const stream = house.as(erika).subscribe(EVENTS, { after: cursor });
    await stream.next();
    const language =
      'mutation { updateProfile(input: { language: leicht, idempotencyKey: "1" }) { profile { version } } }';
    await house.as(erika).query(language);
    const read =
      'mutation ($id: ID!) { markMessageRead(input: { messageId: $id, idempotencyKey: "1" }) { message { id } } }';
    await house.as(erika).query(read, { id });
    const events: Shown[] = [await shownOf(stream)];
    while (events.at(-1)?.type !== 'MESSAGE_READ') events.push(await shownOf(stream));
    expect(events.at(-1)?.message).toMatchObject({ id, readAt: expect.any(String) });
    expect(events.map(({ type }) => type).every((type) => type.startsWith('MESSAGE_'))).toBe(true);
    await stream.return();
  });

  it.each([
    ['NOT_FOUND', "somebody else's", (cursor: string) => cursor],
    ['BAD_USER_INPUT', 'an invented', () => 'AAAA'],
  ])('answers %s to %s cursor', async (code, _, change) => {
    const { mailbox } = await citizenWithMail(house, 1);
    const stream = house.as(citizen()).subscribe(EVENTS, { after: change(mailbox.cursor) });
    expect(await nextOf(stream)).toMatchObject({ errors: [{ extensions: { code } }] });
    await stream.return();
  });
});
