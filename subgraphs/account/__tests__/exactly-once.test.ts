import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import type { Work } from '../../../platform/database/index.ts';
import { Consumer, type LogEvent } from '../../../platform/log/index.ts';
import { makeLogger } from '../../../platform/server/index.ts';
import { citizen } from '../../../platform/testing/principals.ts';
import { TestFeed } from '../../../platform/testing/subgraph.ts';
import { deliverMessage, messageIdOf } from '../actions/deliver-message.ts';
import { caseEvent, citizenWithMail, type House, mailboxOf, mailboxWith, startHouse, until } from './house.ts';

let house: House;
beforeEach(async () => {
  house = await startHouse();
});
afterEach(() => house.stop());

/** What citizens see of it in the log. */
const received = () => house.rows<{ subject: string }>(`select subject from event where kind = 'MESSAGE_RECEIVED'`);
const messages = () => house.rows<{ id: string }>('select id from message order by place');
const seqOf = async (source: string) =>
  Number((await house.rows<{ seq: string }>('select seq from consumer where source = $1', [source]))[0]?.seq);

async function withConsumer(feed: TestFeed, apply: (work: Work, event: LogEvent) => Promise<void>) {
  const logger = makeLogger({ level: 'silent' });
  const consumer = new Consumer({ feed, database: house.running.database, apply, logger });
  consumer.start();
  await until(
    () => seqOf(feed.source),
    (seq) => seq === feed.events.length,
  );
  await consumer.stop();
}

describe('a message comes exactly once', () => {
  it('when the same events are taken a second time', async () => {
    const { erika, mailbox } = await citizenWithMail(house, 3);
    await house.running.database.unitOfWork(
      { role: 'v_system', self: null, parties: [], offices: [] },
      async (work) => {
        for (const event of house.townhall.events) await deliverMessage(work, event);
      },
    );
    expect(await mailboxOf(house, erika)).toMatchObject({ unreadCount: 3, nodes: mailbox.nodes });
    expect(await received()).toHaveLength(3);
  });

  it('when a consumer has lost its place and starts from the beginning', async () => {
    const { mailbox } = await citizenWithMail(house, 3);
    await house.rows(`delete from consumer where source = 'townhall'`);
    await withConsumer(house.townhall, deliverMessage);
    expect((await messages()).map(({ id }) => id).reverse()).toEqual(mailbox.nodes.map(({ id }) => id));
    expect(await received()).toHaveLength(3);
  });

  it('when the consumer dies between the message and its commit', async () => {
    const replica = new TestFeed('replica');
    const erika = citizen();
    const events = [1, 2, 3].map(() => replica.push(caseEvent(erika.citizenId)));
    let deaths = 3;
    await withConsumer(replica, async (work, event) => {
      await deliverMessage(work, event);
      if (event.seq === 2 && deaths-- > 0) throw new Error('the machine is gone');
    });
    expect((await messages()).map(({ id }) => id)).toEqual(
      events.map(({ eventId }) => messageIdOf(eventId, erika.citizenId)),
    );
    expect((await received()).map(({ subject }) => subject)).toEqual((await messages()).map(({ id }) => id));
  });

  it('for each of two recipients of one event', async () => {
    const [erika, max] = [citizen(), citizen()];
    const eventId = uuidv7();
    for (const { citizenId } of [erika, max]) house.townhall.push(caseEvent(citizenId, { eventId }));
    expect((await mailboxWith(house, erika, 1)).nodes).toHaveLength(1);
    expect((await mailboxWith(house, max, 1)).nodes).toHaveLength(1);
  });

  it('and an event that makes no sense keeps only its own case waiting', async () => {
    const erika = citizen();
    const broken = house.townhall.push(caseEvent(erika.citizenId, { data: {} }));
    house.townhall.push(caseEvent(erika.citizenId));
    expect((await mailboxWith(house, erika, 1)).nodes).toHaveLength(1);
    expect(await house.rows('select subject from parked where parked_at is not null')).toEqual([
      { subject: broken.subject },
    ]);
  });

  it('and the log tells nothing but ids, kinds and states of it', async () => {
    const { mailbox } = await citizenWithMail(house, 1);
    const [event] = await house.rows(`select * from event where kind = 'MESSAGE_RECEIVED'`);
    expect(event).toMatchObject({
      subject: mailbox.nodes[0]?.id,
      version: 1,
      state: 'UNREAD',
      data: { kind: 'NOTIFICATION', template: 'case-in-review', case: mailbox.nodes[0]?.case?.id },
    });
  });
});
