// A clerk's open cases, each with the step that comes next and that she may always take.
import { card, list } from './card.js';
import { ask } from './graph.js';
import { localized, make, plainText, text } from './page.js';

const NEXT = { SUBMITTED: 'IN_REVIEW', IN_REVIEW: 'WAITING_FOR_APPLICANT', WAITING_FOR_APPLICANT: 'IN_REVIEW' };

export const showDesk = ({ nodes }, onChanged) =>
  card('office', [
    list(
      nodes.map((each) => showCase(each, onChanged)),
      'office.none',
    ),
  ]);

const showCase = (each, onChanged) =>
  make(
    'li',
    {},
    make('p', {}, localized(each.service.name)),
    make('p', { class: 'quiet' }, each.reference, ' ', make('span', { class: 'state' }, text(`state.${each.state}`))),
    make('div', { class: 'steps' }, button(each, NEXT[each.state], onChanged)),
  );

function button(each, state, onChanged) {
  const element = make('button', { type: 'button', 'data-key': each.id }, text(`office.${state}`));
  let isBusy = false;
  element.addEventListener('click', async () => {
    // Not `disabled`: that would take the focus away from whoever works with the keyboard.
    if (isBusy) return;
    isBusy = true;
    const { errors } = await ask('advance-case', { input: toInput(each, state) });
    if (errors) element.after(make('p', { role: 'alert' }, text('failed')));
    else await onChanged();
    isBusy = false;
  });
  return element;
}

/** Case, version and step make the key: pressing twice is one step. The note is the office's letter, so it is in German. */
const toInput = ({ id, version }, state) => ({
  caseId: id,
  state,
  note: plainText(`office.note.${state}`, 'de'),
  idempotencyKey: `desk-${id}-${version}-${state}`,
});
