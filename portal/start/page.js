// Small helpers to build what the page shows. Text is always set as text, never as markup.

export const find = (selector) => document.querySelector(selector);

/** Makes an element: `make('li', { class: 'x' }, child, 'text')`; empty children are left out. */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children.filter((child) => child !== undefined && child !== null && child !== ''));
  return element;
}

/** A text of the page in its three languages: `text('mailbox.unread', { count: 2 })`. */
export function text(key, slots = {}) {
  const source = find('#texts').content.querySelector(`[data-text="${CSS.escape(key)}"]`);
  if (!source) return make('span', {}, key);
  const copy = source.cloneNode(true);
  copy.removeAttribute('data-text');
  for (const part of copy.querySelectorAll('.t'))
    part.textContent = part.textContent.replace(/\{(\w+)\}/g, (_, name) => slots[name] ?? '');
  return copy;
}

/** The same in one language, for what leaves the page. */
export const plainText = (key, language) => text(key).querySelector(`[lang="${language}"]`)?.textContent ?? '';

/** A text that the graph brings: `{ de, en, leicht }`. */
export const localized = ({ de, en, leicht }) => inAll((tag) => ({ de, en, 'de-simple': leicht })[tag] ?? de);

/** The same for what each language writes in its own way. */
export const inAll = (write) =>
  make('span', {}, ...['de', 'en', 'de-simple'].map((tag) => make('span', { class: 't', lang: tag }, write(tag))));

const localeOf = (tag) => (tag === 'en' ? 'en-GB' : 'de-DE');
const BERLIN = 'Europe/Berlin';

/** A moment (RFC 3339) or a day (`2027-03-01`), as people write it. */
export function when(value, options) {
  const isDay = value.length === 10;
  const date = new Date(isDay ? `${value}T00:00:00Z` : value);
  const timeZone = isDay ? 'UTC' : BERLIN;
  return make(
    'time',
    { datetime: value },
    inAll((tag) => new Intl.DateTimeFormat(localeOf(tag), { ...options, timeZone }).format(date)),
  );
}

export const money = ({ cents, currency }) =>
  inAll((tag) => new Intl.NumberFormat(localeOf(tag), { style: 'currency', currency }).format(cents / 100));
