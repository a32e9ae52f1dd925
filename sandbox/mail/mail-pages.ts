import type { Handler } from '../http/handler.ts';
import { RefusedRequestError } from '../http/incoming.ts';
import { sendJson, sendPage } from '../http/outgoing.ts';
import { escapeHtml, renderPage } from '../http/page.ts';
import { pickLanguage, TEXTS } from '../texts/texts.ts';
import type { CaughtMail, MailCatcher } from './mail-catcher.ts';

/** `GET /mail`: what would have been sent, as a page or as JSON; `?to=` narrows it to one address. */
export const makeMailPages =
  (catcher: MailCatcher): Handler =>
  (request, response, path) => {
    if (request.method !== 'GET' || (path !== '' && path !== '/'))
      throw new RefusedRequestError(404, 'There is nothing here.');
    const to = new URL(request.url ?? '', 'http://sandbox').searchParams.get('to') ?? undefined;
    const mails = catcher.mails(to);
    if (!request.headers.accept?.includes('text/html')) return sendJson(response, mails);
    const language = pickLanguage(request.headers['accept-language']);
    const texts = TEXTS[language];
    const body = mails.map(article).join('\n') || `<p>${escapeHtml(texts.noMail)}</p>`;
    sendPage(response, renderPage({ language, texts, title: texts.mailTitle, body }));
  };

const article = ({ to, subject, text, receivedAt }: CaughtMail): string => `<article>
<h2>${escapeHtml(subject)}</h2>
<p>${escapeHtml(to.join(', '))} · <time datetime="${receivedAt}">${receivedAt}</time></p>
<p>${escapeHtml(text.trim()).replaceAll('\n', '<br>')}</p>
</article>`;
