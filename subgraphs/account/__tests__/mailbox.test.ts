import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { v7 as uuidv7 } from 'uuid';
import { citizen } from '../../../platform/testing/principals.ts';
import { recordStatements } from '../../../platform/testing/statements.ts';
import { caseEvent, citizenWithMail, type House, mailboxOf, mailboxWith, SERVICE_NAME, startHouse } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.stop());

const PAGE = `query ($first: Int, $after: String) { me { mailbox(first: $first, after: $after) {
  unreadCount cursor nodes { id subject { de } body { de } case { id } }
  pageInfo { hasNextPage hasPreviousPage endCursor } } } }`;

interface Page {
  me: { mailbox: { nodes: { id: string }[]; pageInfo: { hasNextPage: boolean; endCursor: string } } };
}

describe('the mailbox', () => {
  it('tells in three languages what happened to a case, and links to it', async () => {
    const erika = citizen();
    const { subject } = house.townhall.push(caseEvent(erika.citizenId, { kind: 'CASE_SUBMITTED', state: 'SUBMITTED' }));
    const { nodes, unreadCount } = await mailboxWith(house, erika, 1);
    expect(unreadCount).toBe(1);
    expect(nodes[0]).toMatchObject({
      kind: 'NOTIFICATION',
      actionPerspective: null,
      readAt: null,
      version: 1,
      case: { id: subject },
      subject: {
        de: 'Ihr Antrag ist angekommen: Hund anmelden',
        en: 'We have received your application: Register a dog',
        leicht: 'Ihr Antrag ist da: Einen Hund anmelden',
      },
      body: { de: expect.stringContaining('Das Aktenzeichen lautet HU-2027-7.') },
    });
  });

  it.each([
    ['IN_REVIEW', 'NOTIFICATION', null, 'Wir bearbeiten Ihren Antrag: Hund anmelden'],
    ['WAITING_FOR_APPLICANT', 'REQUEST', 'PROVIDE_INFORMATION', 'Bitte ergänzen Sie Ihren Antrag: Hund anmelden'],
    ['WAITING_FOR_PAYMENT', 'PAYMENT_REQUEST', 'PAY', 'Bitte bezahlen Sie die Gebühr: Hund anmelden'],
    ['FORWARDED', 'NOTIFICATION', null, 'Ihr Antrag wurde weitergeleitet: Hund anmelden'],
    ['DECIDED', 'NOTIFICATION', 'RECEIVE_INFORMATION', 'Über Ihren Antrag ist entschieden: Hund anmelden'],
    ['CLOSED', 'NOTIFICATION', null, 'Ihr Antrag ist abgeschlossen: Hund anmelden'],
    ['SOMETHING_NEW', 'NOTIFICATION', null, 'Neues zu Ihrem Antrag: Hund anmelden'],
  ])('has words for the state %s', async (state, kind, actionPerspective, de) => {
    const erika = citizen();
    house.townhall.push(caseEvent(erika.citizenId, { state }));
    const { nodes } = await mailboxWith(house, erika, 1);
    expect(nodes[0]).toMatchObject({ kind, actionPerspective, subject: { de } });
  });

  it('says that the office left a note, and not what is in it', async () => {
    const erika = citizen();
    const data = { reference: 'HU-1', service: 'hund', serviceName: SERVICE_NAME };
    house.townhall.push(caseEvent(erika.citizenId, { data }));
    house.townhall.push(caseEvent(erika.citizenId, { data: { ...data, noteId: uuidv7() } }));
    const [withNote, without] = (await mailboxWith(house, erika, 2)).nodes;
    expect(withNote?.body.de).toMatch(/\n\nDas Amt hat Ihnen dazu etwas geschrieben\./);
    expect(withNote?.body.de).toContain(without?.body.de);
    expect(without?.body.de).not.toContain('geschrieben');
  });

  it('confirms a payment with its amount, and links to the case if it is one', async () => {
    const erika = citizen();
    const [one, two] = [uuidv7(), uuidv7()];
    const paid = (cases: string[], cents: number) => ({
      ...{ kind: 'PAYMENT_PAID', subject: uuidv7(), party: erika.citizenId, state: 'PAID' },
      data: { fees: cases.map((id) => ({ id: uuidv7(), case: id })), cents, reference: 'KZ-4711' },
    });
    house.payment.push(paid([one, one], 123456));
    house.payment.push(paid([one, two], 500));
    const [both, single] = (await mailboxWith(house, erika, 2)).nodes;
    expect(both?.case).toBeNull();
    expect(single).toMatchObject({
      case: { id: one },
      subject: {
        de: 'Ihre Zahlung über 1.234,56\u00a0€ ist eingegangen',
        en: 'We have received your payment of €1,234.56',
        leicht: 'Ihr Geld ist da: 1.234,56 Euro',
      },
      body: { de: expect.stringContaining('KZ-4711') },
    });
  });

  it('hears nothing of drafts and of events it does not know', async () => {
    const erika = citizen();
    house.townhall.push(caseEvent(erika.citizenId, { state: 'DRAFT' }));
    house.townhall.push(caseEvent(erika.citizenId, { kind: 'CASE_ASSIGNED' }));
    house.townhall.push(caseEvent(erika.citizenId, { kind: 'CASE_WITHDRAWN', state: 'WITHDRAWN' }));
    const { nodes } = await mailboxWith(house, erika, 1);
    expect(nodes.map(({ subject }) => subject.de)).toEqual(['Ihr Antrag ist zurückgenommen: Hund anmelden']);
  });

  it('shows newest first and gives every message once, page by page', async () => {
    const { erika, mailbox } = await citizenWithMail(house, 7);
    expect(mailbox.nodes.map(({ body }) => body.de.match(/HU-\d/)?.[0])).toEqual([
      'HU-7',
      'HU-6',
      'HU-5',
      'HU-4',
      'HU-3',
      'HU-2',
      'HU-1',
    ]);
    const seen: string[] = [];
    let after: string | undefined;
    for (let page = 0; page < 3; page++) {
      const { me } = await house.as(erika).query<Page>(PAGE, { first: 3, after });
      seen.push(...me.mailbox.nodes.map(({ id }) => id));
      after = me.mailbox.pageInfo.endCursor;
      expect(me.mailbox.pageInfo).toMatchObject({ hasNextPage: page < 2, hasPreviousPage: page > 0 });
    }
    expect(seen).toEqual(mailbox.nodes.map(({ id }) => id));
  });

  it.each([1, 5, 50])('reads a page of %i with three statements', async (first) => {
    const { erika } = await citizenWithMail(house, 6);
    const { statements } = await recordStatements(() => house.as(erika).query(PAGE, { first }));
    expect(statements).toEqual([
      expect.stringContaining('log_state'),
      expect.stringContaining('from "message"'),
      expect.stringContaining('count(*)'),
    ]);
  });

  it('is empty for somebody who has no mail', async () => {
    expect(await mailboxOf(house, citizen())).toEqual({ unreadCount: 0, cursor: expect.any(String), nodes: [] });
  });

  it.each([
    [{ first: 0 }, '/first'],
    [{ first: 101 }, '/first'],
    [{ after: 'nonsense' }, '/after'],
    [{ after: Buffer.from('k:1 or true').toString('base64url') }, '/after'],
    [{ after: Buffer.from(`k:${'9'.repeat(40)}`).toString('base64url') }, '/after'],
  ])('refuses the page %j', async (variables, path) => {
    const answer = await house.as(citizen()).ask(PAGE, variables);
    expect(answer).toMatchObject({
      data: { me: { mailbox: null } },
      errors: [{ extensions: { code: 'BAD_USER_INPUT', details: { problems: [{ path }] } } }],
    });
  });
});
