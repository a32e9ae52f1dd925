// One card of the home view.
import { make, text } from './page.js';

export function card(key, children, aside) {
  const title = make('h3', {}, text(key), aside);
  return make('section', { class: 'card' }, title, ...children);
}

export const list = (items, emptyKey) =>
  items.length > 0 ? make('ul', {}, ...items) : make('p', { class: 'quiet' }, text(emptyKey));
