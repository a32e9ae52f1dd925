import { reachesLevel } from '../../../platform/visa/index.ts';
import type { PendingFlow, TakenFlow } from '../actions/pending-flows.ts';
import { isFirstTime } from '../actions/seen-messages.ts';
import { signIn } from '../actions/sign-in.ts';
import { SignInRefusedError } from '../domain/errors.ts';
import type { ProvenIdentity } from '../domain/proven-identity.ts';
import { holderOf } from '../modules/linking/actions/account-links.ts';
import { finishLink } from '../modules/linking/routes/finish-link.ts';
import { finishSignIn } from '../modules/sign-in/routes/finish-sign-in.ts';
import { deviceOf } from './device.ts';
import { readForm } from './form.ts';
import type { Interaction } from './interaction.ts';
import { sendOn } from './pages/page.ts';
import type { RouteParts, Visit } from './parts.ts';
import { wayOn } from './way-on.ts';

/** A SAML answer in base64, with room for the form around it. */
const MAX_ANSWER_BYTES = 200 * 1024;

/**
 * `POST /link/callback/:provider`: an answer that comes as a form (SAML). The browser's cookie does not travel with a form from
 * another site, so the answer is kept for a moment and the browser comes for it by itself.
 */
export async function keepAnswer(parts: RouteParts, visit: Visit): Promise<void> {
  const { provider = '' } = visit.params;
  const form = await readForm(visit.request, MAX_ANSWER_BYTES);
  const state = form.get('RelayState') ?? '';
  await parts.flows.keepAnswer(state, provider, { SAMLResponse: form.get('SAMLResponse') ?? '' });
  sendOn(visit.response, `/link/callback/${provider}?state=${encodeURIComponent(state)}`);
}

/** `GET /link/callback/:provider`: a browser comes back from a provider. Everything is checked before anything is made. */
export async function takeAnswer(parts: RouteParts, visit: Visit): Promise<void> {
  if (isPrefetch(visit)) return answerNothing(visit);
  const { provider = '' } = visit.params;
  const state = typeof visit.query.state === 'string' ? visit.query.state : '';
  const flow = await parts.flows.take(state, parts.cookie.read(visit.request), provider);
  try {
    await finish(parts, visit, state, flow);
  } catch (error) {
    throw error instanceof SignInRefusedError && !error.next ? error.goingOnAt(wayOn(parts, visit, flow)) : error;
  }
}

async function finish(parts: RouteParts, visit: Visit, state: string, flow: TakenFlow): Promise<void> {
  const interaction = flow.purpose === 'sign-in' ? await waitingInteraction(parts, flow) : undefined;
  const identity = await prove(parts, visit, state, flow);
  if (!reachesLevel(identity.level, flow.asked)) throw new SignInRefusedError('level-too-low');
  if (!interaction) return finishLink(parts, visit, flow, identity);
  if (identity.holder === 'ORGANISATION') throw new SignInRefusedError('organisation-cannot-sign-in');
  await checkStepUp(parts, interaction, flow, identity);
  await finishSignIn(parts, visit, interaction, await signIn(parts, identity, deviceOf(parts, visit)));
}

/**
 * Who steps up is somebody already: an account nobody has linked yet would open a second citizen account, and she would stand
 * in it without what is hers. She links it first.
 */
async function checkStepUp(
  parts: RouteParts,
  interaction: Interaction,
  { asked }: TakenFlow,
  identity: ProvenIdentity,
) {
  if (asked === 'BASIC' || !interaction.session) return;
  const stands = await parts.sessions.ofBrowser(interaction.session.uid);
  if (stands && !(await holderOf(parts.database, identity))) throw new SignInRefusedError('not-linked');
}

async function prove(parts: RouteParts, visit: Visit, state: string, flow: TakenFlow): Promise<ProvenIdentity> {
  const url = new URL(visit.request.url ?? '', parts.services.publicUrl);
  const { secrets, form, purpose } = flow;
  const account = parts.services.stateAccounts.get(flow.provider);
  const identity = await account.prove({ state, url, form, secrets, fresh: purpose !== 'sign-in' });
  const { issuer, goodOnce } = identity;
  if (goodOnce && !(await isFirstTime(parts.database, { issuer, ...goodOnce })))
    throw new SignInRefusedError('answer-replayed');
  return identity;
}

/** A browser that looks ahead must not use up the answer. */
const isPrefetch = ({ request: { headers } }: Visit): boolean =>
  ['sec-purpose', 'purpose', 'x-moz'].some((name) => /prefetch|preview/i.test(String(headers[name] ?? '')));

function answerNothing({ response }: Visit): void {
  response.statusCode = 204;
  response.setHeader('cache-control', 'no-store');
  response.end();
}

async function waitingInteraction({ provider }: RouteParts, flow: PendingFlow): Promise<Interaction> {
  const interaction = await provider.Interaction.find(flow.interaction ?? '');
  if (!interaction) throw new SignInRefusedError('interaction-gone');
  return interaction as Interaction;
}
