// Warns before a sign-in ends by itself: she signs in again in time, and nothing she had begun is lost.
import { ask } from './graph.js';
import { find } from './page.js';

const WARN_MS = 5 * 60_000;
let timer;

/** Asks when the sign-in ends, and shows the hint five minutes before. */
export async function watchSignIn() {
  const { data } = await ask('sign-in');
  const here = data?.me?.sessions?.find(({ current }) => current);
  const hint = find('#sign-in-ends');
  clearTimeout(timer);
  if (!here) return;
  const left = new Date(here.expiresAt) - Date.now() - WARN_MS;
  hint.hidden = left > 0;
  if (left > 0)
    timer = setTimeout(() => {
      hint.hidden = false;
    }, left);
}
