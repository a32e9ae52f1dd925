// What a signed-in person sees: cases, mail, departures, collections, and a clerk her desk.
import { card, list } from './card.js';
import { showDesk } from './desk.js';
import { find, localized, make, money, text, when } from './page.js';

/** A field the hub withheld is null; the card says so, the others still stand. */
export function showHome({ me, desk, onChanged }) {
  const { displayName } = me.profile ?? {};
  find('#greeting').replaceChildren(displayName ? text('greeting', { name: displayName }) : text('greeting.nameless'));
  find('#trust').replaceChildren(me.trustLevel ? text(`trust.${me.trustLevel}`) : '');
  const own = [showCases(me.cases), showMailbox(me.mailbox), showDepartures(me.favouriteStops), showPickups(me.home)];
  // Staff act for the town: what is a clerk's own she sees when she comes as a citizen.
  replaceCards(desk ? [showDesk(desk, onChanged)] : own);
}

/** Whoever works with the keyboard stays where she was, or comes to the heading when that button is gone. */
function replaceCards(cards) {
  const place = find('#cards');
  const held = place.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
  place.replaceChildren(...cards);
  if (held) (place.querySelector(`[data-key="${CSS.escape(held)}"]`) ?? find('#greeting')).focus();
}

const withheld = () => make('p', { class: 'quiet' }, text('withheld'));

function showCases(cases) {
  if (!cases) return card('cases', [withheld()]);
  const items = cases.nodes.map((each) =>
    make(
      'li',
      {},
      make('p', {}, localized(each.service.name)),
      make('p', { class: 'quiet' }, each.reference, ' ', make('span', { class: 'state' }, text(`state.${each.state}`))),
      ...(each.fees ?? []).map(showFee),
    ),
  );
  return card('cases', [list(items, 'cases.none')]);
}

const showFee = ({ amount, state }) => make('p', { class: 'quiet' }, money(amount), ' ', text(`fee.${state}`));

function showMailbox(mailbox) {
  if (!mailbox) return card('mailbox', [withheld()]);
  const unread = make('span', { class: 'state' }, text('mailbox.unread', { count: mailbox.unreadCount }));
  const items = mailbox.nodes.map(({ subject, sentAt, readAt }) =>
    make(
      'li',
      {},
      make(
        'p',
        {},
        localized(subject),
        ' ',
        readAt ? '' : make('span', { class: 'state is-new' }, text('mailbox.new')),
      ),
      make('p', { class: 'quiet' }, when(sentAt, { dateStyle: 'medium', timeStyle: 'short' })),
    ),
  );
  return card('mailbox', [list(items, 'mailbox.none')], unread);
}

function showDepartures(stops) {
  if (!stops) return card('departures', [withheld()]);
  const items = stops.map(({ name, departures }) =>
    make('li', {}, make('p', {}, name), ...(departures?.length ? departures.map(showDeparture) : [quietStop()])),
  );
  return card('departures', [list(items, 'departures.none')]);
}

const quietStop = () => make('p', { class: 'quiet' }, text('departures.quiet'));

const showDeparture = ({ scheduledAt, line, headsign, onDemand }) =>
  make(
    'p',
    { class: 'quiet board' },
    when(scheduledAt, { weekday: 'short', hour: '2-digit', minute: '2-digit' }),
    make('span', {}, `${line.name} → ${headsign ?? ''} `, onDemand ? text('departures.onDemand') : ''),
  );

function showPickups(home) {
  if (!home) return card('pickups', [make('p', { class: 'quiet' }, text('pickups.none'))]);
  const items = (home.pickups ?? []).map(({ date, label }) =>
    make(
      'li',
      { class: 'board' },
      when(date, { weekday: 'short', day: '2-digit', month: '2-digit' }),
      make('span', {}, label),
    ),
  );
  return card('pickups', [make('p', { class: 'quiet' }, home.label), list(items, 'withheld')]);
}
