import type { Language } from '../../../domain/language.ts';
import { escapeHtml, paragraph } from '../../../routes/pages/page.ts';
import { say } from '../texts/texts.ts';

export interface PasskeyForm {
  readonly language: Language;
  readonly action: string;
  readonly ceremony: 'make' | 'use';
  readonly options: object;
  readonly button: string;
  /** Further inputs, ready HTML. */
  readonly inputs?: string;
}

/** A form whose answer the authenticator gives; hidden until its script runs, which a note stands in for. */
export function passkeyForm({ language, action, ceremony, options, button, inputs = '' }: PasskeyForm): string {
  const note = (kind: string, text: string) =>
    `<p class="error" role="alert" data-note="${kind}" hidden>${escapeHtml(say(language, text))}</p>`;
  return `<noscript>${paragraph(say(language, 'passkeyNoScript'), 'note')}</noscript>
<form method="post" action="${escapeHtml(action)}" data-passkey="${ceremony}" data-options="${escapeHtml(JSON.stringify(options))}" hidden>
${note('failed', 'passkeyFailed')}${note('unsupported', 'passkeyUnsupported')}
${inputs}
<input type="hidden" name="response" value="">
<button class="first">${escapeHtml(button)}</button>
</form>`;
}
