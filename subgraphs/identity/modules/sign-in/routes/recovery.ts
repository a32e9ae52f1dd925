import { SignInRefusedError } from '../../../domain/errors.ts';
import { requestedLevel } from '../../../provider/policy.ts';
import { deviceOf } from '../../../routes/device.ts';
import { takeForm } from '../../../routes/form.ts';
import { formTarget, type Interaction, languageOf, loadInteraction } from '../../../routes/interaction.ts';
import { sendPage } from '../../../routes/pages/page.ts';
import type { RouteParts, Visit } from '../../../routes/parts.ts';
import { signInWithRecoveryCode } from '../actions/own-sign-in.ts';
import { say } from '../texts/texts.ts';
import { renderRecoveryPage } from './code-pages.ts';
import { finishSignIn } from './finish-sign-in.ts';

/** `GET /sign-in/:uid/recovery`. */
export async function showRecovery(parts: RouteParts, visit: Visit): Promise<void> {
  answerRecovery(visit, await recoverable(parts, visit));
}

/** Recovery reaches BASIC and no more. @throws SignInRefusedError */
async function recoverable(parts: RouteParts, visit: Visit): Promise<Interaction> {
  const interaction = await loadInteraction(parts, visit);
  const isOpen = interaction.prompt.name === 'login' && parts.services.config.methods.length > 0;
  if (!isOpen || requestedLevel(interaction.params) !== 'BASIC') throw new SignInRefusedError('interaction-gone');
  return interaction;
}

function answerRecovery(visit: Visit, interaction: Interaction, error?: string): void {
  const { uid } = interaction;
  const language = languageOf(visit, interaction);
  const page = { language, action: `/sign-in/${uid}/recovery`, back: `/sign-in/${uid}`, error };
  const html = renderRecoveryPage({ ...page, isStart: error === undefined });
  sendPage(visit.response, html, { status: error ? 400 : 200, formTargets: [formTarget(interaction)] });
}

/** `POST /sign-in/:uid/recovery`, form field `code`. */
export async function takeRecovery(parts: RouteParts, visit: Visit): Promise<void> {
  const form = await takeForm(parts, visit);
  const interaction = await recoverable(parts, visit);
  await parts.services.signIn.limits.countAddress(visit.address);
  const signedIn = await signInWithRecoveryCode(parts, form.get('code'), deviceOf(parts, visit));
  if (signedIn) return finishSignIn(parts, visit, interaction, signedIn);
  answerRecovery(visit, interaction, say(languageOf(visit, interaction), 'recoveryWrong'));
}
