/** What a message is about, as mailboxes name it. */
export const MESSAGE_KINDS = ['NOTIFICATION', 'REQUEST', 'PAYMENT_REQUEST'] as const;
export type MessageKindName = (typeof MESSAGE_KINDS)[number];

/** What the recipient is asked to do; null where nothing is. */
export const ACTION_PERSPECTIVES = ['PAY', 'PROVIDE_INFORMATION', 'RECEIVE_INFORMATION'] as const;
export type ActionPerspectiveName = (typeof ACTION_PERSPECTIVES)[number];

export interface Template {
  readonly kind: MessageKindName;
  readonly action: ActionPerspectiveName | null;
}

const notification: Template = { kind: 'NOTIFICATION', action: null };

/**
 * Message templates (Textbausteine), each with its words in `texts/<key>.yaml`. A key is stored with every message and
 * therefore never removed.
 */
export const TEMPLATES = {
  welcome: notification,
  'case-submitted': notification,
  'case-in-review': notification,
  'case-waiting-for-applicant': { kind: 'REQUEST', action: 'PROVIDE_INFORMATION' },
  'case-waiting-for-payment': { kind: 'PAYMENT_REQUEST', action: 'PAY' },
  'case-forwarded': notification,
  'case-decided': { kind: 'NOTIFICATION', action: 'RECEIVE_INFORMATION' },
  'case-closed': notification,
  'case-withdrawn': notification,
  'case-changed': notification,
  'payment-received': notification,
  'sign-in-new-device': notification,
  'sign-in-method-added': notification,
  'sign-in-method-removed': notification,
  'sign-in-recovered': notification,
  'account-linked': notification,
  'account-unlinked': notification,
} as const satisfies Record<string, Template>;

export type TemplateKey = keyof typeof TEMPLATES;
export const TEMPLATE_KEYS = Object.keys(TEMPLATES) as TemplateKey[];

/** True for a key that has a template. */
export const isTemplateKey = (key: string): key is TemplateKey => Object.hasOwn(TEMPLATES, key);
