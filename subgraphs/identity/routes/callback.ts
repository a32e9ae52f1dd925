import { reachesLevel } from '../../../platform/visa/index.ts';
import { finishAccountLink, holderOf, startedLink } from '../actions/account-links.ts';
import type { PendingFlow } from '../actions/pending-flows.ts';
import { signIn } from '../actions/sign-in.ts';
import { SignInRefusedError } from '../domain/errors.ts';
import type { ProvenIdentity } from '../domain/proven-identity.ts';
import { withOutcome } from '../domain/return-url.ts';
import { finishSignIn } from '../modules/sign-in/routes/finish-sign-in.ts';
import { beginFlow } from './begin-flow.ts';
import type { Interaction } from './interaction.ts';
import { sendOn } from './pages/page.ts';
import type { RouteParts, Visit } from './parts.ts';

/** `GET /link/callback/:provider`: a browser comes back from a provider. Everything is checked before anything is made. */
export async function takeAnswer(parts: RouteParts, visit: Visit): Promise<void> {
  if (isPrefetch(visit)) return answerNothing(visit);
  const { provider = '' } = visit.params;
  const state = typeof visit.query.state === 'string' ? visit.query.state : '';
  const flow = await parts.flows.take(state, parts.cookie.read(visit.request), provider);
  const interaction = flow.purpose === 'sign-in' ? await waitingInteraction(parts, flow) : undefined;
  const answer = new URL(visit.request.url ?? '', parts.services.publicUrl);
  const identity = await parts.services.stateAccounts.get(provider).prove(answer, state, flow.secrets);
  if (!reachesLevel(identity.level, flow.asked)) throw new SignInRefusedError('level-too-low');
  if (interaction) return finish(parts, visit, interaction, identity);
  return flow.purpose === 'link' ? finishLink(parts, visit, flow, identity) : confirmLink(parts, visit, flow, identity);
}

/** A browser that looks ahead must not use up the answer. */
const isPrefetch = ({ request }: Visit): boolean => /prefetch/i.test(String(request.headers['sec-purpose'] ?? ''));

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

async function finish(parts: RouteParts, visit: Visit, interaction: Interaction, identity: ProvenIdentity) {
  const { level } = identity;
  const signedIn = await signIn(parts, identity, visit.request.headers['user-agent']);
  await finishSignIn(parts, visit, interaction, { ...signedIn, level });
}

async function finishLink(parts: RouteParts, visit: Visit, flow: PendingFlow, identity: ProvenIdentity) {
  const link = await startedLink(parts.database, flow.accountLink ?? '');
  const state = await finishAccountLink(parts, link, identity);
  sendOn(visit.response, withOutcome(link.returnUrl, link.id, state));
}

/** She has shown that the citizen account is hers; now for the account she wants to link. */
async function confirmLink(parts: RouteParts, visit: Visit, flow: PendingFlow, identity: ProvenIdentity) {
  const link = await startedLink(parts.database, flow.accountLink ?? '');
  if ((await holderOf(parts.database, identity)) !== link.citizen) throw new SignInRefusedError('session-missing');
  await beginFlow(parts, visit, { ...flow, purpose: 'link', provider: link.provider }, { fresh: true });
}
