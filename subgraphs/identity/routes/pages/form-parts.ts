import { escapeHtml } from './page.ts';

/** An input of a form, in the words of its page. */
export interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** What is wrong with what was entered; said to the screen reader at once, and the field has the focus. */
  readonly error?: string | undefined;
  readonly value?: string;
  /** Further attributes, constants of our own code: `type="email" autocomplete="email"`. */
  readonly attributes: string;
}

/** A labelled input; hint and error belong to it for those who do not see where they stand. */
export function field({ name, label, hint, error, value = '', attributes }: Field): string {
  const described = [hint ? `${name}-hint` : '', error ? `${name}-error` : ''].filter(Boolean).join(' ');
  const marks = `${described ? ` aria-describedby="${described}"` : ''}${error ? ' aria-invalid="true" autofocus' : ''}`;
  return `<label for="${name}">${escapeHtml(label)}</label>
${hint ? `<p class="hint" id="${name}-hint">${escapeHtml(hint)}</p>` : ''}
${error ? `<p class="error" role="alert" id="${name}-error">${escapeHtml(error)}</p>` : ''}
<input id="${name}" name="${name}" value="${escapeHtml(value)}" required ${attributes}${marks}>`;
}

/** A button; `described` says more to those who hear it out of its place. */
export const button = (label: string, kind: 'first' | 'second' = 'first', described?: string): string =>
  `<button class="${kind}"${described ? ` aria-label="${escapeHtml(described)}"` : ''}>${escapeHtml(label)}</button>`;

export const form = (action: string, ...parts: readonly string[]): string =>
  `<form method="post" action="${escapeHtml(action)}">\n${parts.join('\n')}\n</form>`;

export const hidden = (name: string, value: string): string =>
  `<input type="hidden" name="${name}" value="${escapeHtml(value)}">`;

export const link = (href: string, text: string): string =>
  `<p><a href="${escapeHtml(href)}">${escapeHtml(text)}</a></p>`;

/** A message that is said at once. */
export const alert = (text: string | undefined): string =>
  text ? `<p class="error" role="alert">${escapeHtml(text)}</p>` : '';

export const section = (id: string, title: string, ...parts: readonly string[]): string =>
  `<section aria-labelledby="${id}"><h2 id="${id}">${escapeHtml(title)}</h2>\n${parts.join('\n')}\n</section>`;
