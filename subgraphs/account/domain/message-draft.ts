import { invariant } from '../../../platform/errors/index.ts';
import type { LogEvent } from '../../../platform/log/index.ts';
import type { TemplateKey } from './templates.ts';
import { type Texts, toTexts } from './texts.ts';

/** What a template is filled with. No personal text: references, names of services, states, amounts. */
export interface MessageParameters {
  readonly reference?: string;
  readonly service?: Texts;
  readonly state?: string;
  readonly cents?: number;
  /** Browser and system of a sign-in. */
  readonly device?: Texts;
  /** Name of a sign-in method or an account provider. */
  readonly method?: Texts;
  /** The office wrote a note of its own, to be read in the case. */
  readonly hasNote?: boolean;
}

/** A message before it has a recipient and an id. */
export interface MessageDraft {
  readonly template: TemplateKey;
  readonly caseId: string | null;
  readonly parameters: MessageParameters;
}

type Draw = (event: LogEvent) => MessageDraft | null;

const STATE_TEMPLATES: ReadonlyMap<string, TemplateKey> = new Map([
  ['IN_REVIEW', 'case-in-review'],
  ['WAITING_FOR_APPLICANT', 'case-waiting-for-applicant'],
  ['WAITING_FOR_PAYMENT', 'case-waiting-for-payment'],
  ['FORWARDED', 'case-forwarded'],
  ['DECIDED', 'case-decided'],
  ['CLOSED', 'case-closed'],
  ['WITHDRAWN', 'case-withdrawn'],
]);

const caseDraft = (template: TemplateKey, { subject, state, data }: LogEvent): MessageDraft => ({
  template,
  caseId: subject,
  parameters: {
    reference: textOf(data, 'reference'),
    service: toTexts(data.serviceName, String(data.service ?? '')),
    state,
    hasNote: typeof data.noteId === 'string',
  },
});

/** A state this hub does not know yet still makes a message: the citizen looks into her case. */
const drawStateChange: Draw = (event) =>
  event.state === 'DRAFT' ? null : caseDraft(STATE_TEMPLATES.get(event.state) ?? 'case-changed', event);

const drawPayment: Draw = ({ data, state }) => ({
  template: 'payment-received',
  caseId: onlyCaseOf(data.fees),
  parameters: { reference: textOf(data, 'reference'), cents: centsOf(data.cents), state },
});

/** What changes how she signs in, she hears of: it may have been somebody else. */
const drawSignIn =
  (template: TemplateKey): Draw =>
  ({ data: { device, method, provider } }) => ({
    template,
    caseId: null,
    parameters: {
      ...(device !== undefined && { device: toTexts(device, '') }),
      ...((method ?? provider) !== undefined && { method: toTexts(method, String(provider ?? '')) }),
    },
  });

const DRAWS: ReadonlyMap<string, Draw> = new Map<string, Draw>([
  ['CITIZEN_REGISTERED', () => ({ template: 'welcome', caseId: null, parameters: {} })],
  ['CASE_SUBMITTED', (event) => caseDraft('case-submitted', event)],
  ['CASE_STATE_CHANGED', drawStateChange],
  ['CASE_WITHDRAWN', (event) => caseDraft('case-withdrawn', event)],
  ['PAYMENT_PAID', drawPayment],
  ['SIGN_IN_NEW_DEVICE', drawSignIn('sign-in-new-device')],
  ['SIGN_IN_METHOD_ADDED', drawSignIn('sign-in-method-added')],
  ['SIGN_IN_METHOD_REMOVED', drawSignIn('sign-in-method-removed')],
  ['SIGN_IN_RECOVERED', drawSignIn('sign-in-recovered')],
  ['ACCOUNT_LINKED', drawSignIn('account-linked')],
  ['ACCOUNT_UNLINKED', drawSignIn('account-unlinked')],
]);

/** Message of an event (Nachricht zu einem Ereignis), or null where a citizen needs to hear nothing. */
export const draftOf: Draw = (event) => DRAWS.get(event.kind)?.(event) ?? null;

function textOf(data: LogEvent['data'], name: string): string {
  const text = data[name];
  invariant(typeof text === 'string' && text !== '', `an event of this kind carries ${name}`);
  return text;
}

function centsOf(cents: unknown): number {
  invariant(Number.isSafeInteger(cents), 'an amount is a whole number of cents');
  return cents as number;
}

/** One payment may settle fees of several cases: then the message links to none. */
function onlyCaseOf(fees: unknown): string | null {
  const cases = new Set((Array.isArray(fees) ? fees : []).map((fee: { case?: string }) => fee.case));
  const [first] = cases;
  return cases.size === 1 ? (first ?? null) : null;
}
