// The start page: who is signed in, her home, the live line. Everything shown comes from one graph; every word from the page.
import { ask, loadQuery, session, signOut } from './graph.js';
import { showHome } from './home.js';
import { rememberLanguage } from './language.js';
import { follow } from './live.js';
import { showEvent, showLiveState } from './live-line.js';
import { find } from './page.js';
import { watchSignIn } from './sign-in-ends.js';

const MINUTE_MS = 60_000;
/** A message follows the event it tells of; by then it is in the mailbox. */
const MAIL_MS = 1_500;

rememberLanguage();
const home = find('#home');
let live;

/** Reads everything anew; one answer shows cases, mail, buses and bins as they are now. */
async function refresh() {
  const [{ data }, office] = await Promise.all([ask('home'), ask('office')]);
  if (!data?.me) return showSignedOut();
  const desk = office.data?.officeCases;
  showHome({ me: data.me, desk, onChanged: refresh });
  home.hidden = false;
  find('#sign-in').hidden = true;
  return desk?.cursor ?? data.me.cases?.cursor;
}

function showSignedOut() {
  live?.end();
  home.hidden = true;
  find('#sign-in').hidden = false;
}

/** The cursor of the list was read before the list: what happened since then comes first, so nothing falls between. */
async function begin() {
  const { signedIn } = await session();
  if (!signedIn) return showSignedOut();
  const cursor = await refresh();
  if (home.hidden) return;
  void watchSignIn();
  live = follow({
    query: await loadQuery('case-events'),
    after: cursor,
    onState: showLiveState,
    onEvent: (event) => {
      showEvent(event);
      void refresh();
      setTimeout(refresh, MAIL_MS);
    },
    onLost: refresh,
    isSignedIn: async () => (await session()).signedIn,
    onSignedOut: showSignedOut,
  });
}

/** Buses leave meanwhile. */
setInterval(() => {
  if (!home.hidden && document.visibilityState === 'visible') void refresh();
}, MINUTE_MS);

find('#sign-out').addEventListener('click', async () => {
  live?.end();
  location.assign(await signOut());
});

await begin();
