import { button, errorNote, escapeHtml, radio, renderPage } from '../http/page.ts';
import { type Language, TEXTS, type Texts } from '../texts/texts.ts';
import { fromCents } from './amount.ts';
import { isOpen } from './cashier.ts';
import { PAYMENT_METHODS, type Payment } from './payment.ts';

/** The pay page (Bezahlseite): what is to be paid, how, and three buttons; closed payments only lead back. */
export function renderPayPage(payment: Payment, language: Language, problem?: 'unknownMethod'): string {
  const texts = TEXTS[language];
  const body = `${summary(payment, texts, language)}
${isOpen(payment) ? `${errorNote(problem && texts[problem])}${form(texts)}` : closed(payment, texts)}`;
  return renderPage({ language, texts, title: texts.payTitle, body });
}

function summary({ request, amountCents, currency }: Payment, texts: Texts, language: Language): string {
  const money = new Intl.NumberFormat(language, { style: 'currency', currency });
  const items = request.items.map(
    (item) =>
      `<li>${item.quantity} × ${escapeHtml(item.description || item.reference || item.id)}: ${escapeHtml(
        money.format(item.totalNetAmount + item.totalTaxAmount),
      )}</li>`,
  );
  return `<dl>
<dt>${escapeHtml(texts.purpose)}</dt><dd>${escapeHtml(request.purpose)}</dd>
<dt>${escapeHtml(texts.amount)}</dt><dd><strong>${escapeHtml(money.format(fromCents(amountCents)))}</strong></dd>
<dt>${escapeHtml(texts.items)}</dt><dd><ul>${items.join('')}</ul></dd>
</dl>`;
}

function form(texts: Texts): string {
  const choices = PAYMENT_METHODS.map((method, index) =>
    radio('method', method, texts.paymentMethods[method], index === 0),
  );
  return `<form method="post">
<fieldset><legend>${escapeHtml(texts.methodLegend)}</legend>
${choices.join('\n')}
</fieldset>
${button('pay', texts.pay, true)}
${button('cancel', texts.cancel)}
${button('fail', texts.fail)}
</form>`;
}

const closed = ({ request }: Payment, texts: Texts): string =>
  `<p role="status">${escapeHtml(texts.alreadyClosed)}</p>
<p><a href="${escapeHtml(request.redirectUrl)}">${escapeHtml(texts.back)}</a></p>`;
