// The live line: one sentence per event, read out politely by screen readers.
import { find, localized, make, text, when } from './page.js';

const KEPT = 3;

export function showLiveState(state) {
  find('#live-state').replaceChildren(text(`live.${state}`));
  find('.live').classList.toggle('is-on', state === 'on');
}

export function showEvent({ occurredAt, state, note, case: its }) {
  const line = find('#live-line');
  const name = its ? localized(its.service.name) : '';
  const time = when(occurredAt, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  line.prepend(make('p', {}, time, ' ', name, ': ', text(`state.${state}`), note ? ` – ${note}` : ''));
  while (line.children.length > KEPT) line.lastElementChild.remove();
}
