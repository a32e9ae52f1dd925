import { SignInRefusedError } from '../../../domain/errors.ts';
import { deviceOf } from '../../../routes/device.ts';
import { takeForm } from '../../../routes/form.ts';
import { formTarget, type Interaction, languageOf } from '../../../routes/interaction.ts';
import { sendPage } from '../../../routes/pages/page.ts';
import type { RouteParts, Visit } from '../../../routes/parts.ts';
import { methodByHandle } from '../actions/methods.ts';
import { signInWithEmail, signInWithPasskey } from '../actions/own-sign-in.ts';
import { checkTotp, secondFactorOf } from '../actions/second-factor.ts';
import type { KnownStep } from '../actions/steps.ts';
import { say } from '../texts/texts.ts';
import { renderSecondPage } from './code-pages.ts';
import { stepHere } from './email.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { occasionBack, occasionHere } from './occasion.ts';
import { interactionFor } from './sign-in.ts';

/** `GET /sign-in/:uid/second/:step`. */
export async function showSecond(parts: RouteParts, visit: Visit): Promise<void> {
  const interaction = await interactionFor(parts, visit, 'email');
  await answerSecond(parts, visit, interaction, await stepHere(parts, visit, interaction, 'second-factor'));
}

async function answerSecond(
  parts: RouteParts,
  visit: Visit,
  interaction: Interaction,
  step: KnownStep,
  error?: string,
) {
  const { uid } = interaction;
  const { totp, passkey } = await secondFactorOf(parts.database, step.citizen ?? '');
  const html = renderSecondPage({
    language: languageOf(visit, interaction),
    action: `/sign-in/${uid}/second/${step.id}`,
    back: `/sign-in/${uid}`,
    recovery: `/sign-in/${uid}/recovery`,
    passkey: passkey
      ? await parts.services.signIn.passkeys.optionsToUse(occasionHere(parts, visit, 'second', step.id))
      : undefined,
    totp,
    error,
    isStart: error === undefined,
  });
  const status = error ? 400 : 200;
  sendPage(visit.response, html, { status, formTargets: [formTarget(interaction)], scripts: passkey });
}

/** `POST /sign-in/:uid/second/:step`: form field `code` of the app, or `response` of a passkey. */
export async function takeSecond(parts: RouteParts, visit: Visit): Promise<void> {
  const form = await takeForm(parts, visit);
  const interaction = await interactionFor(parts, visit, 'email');
  const step = await stepHere(parts, visit, interaction, 'second-factor');
  await parts.services.signIn.limits.countAddress(visit.address);
  if (!(await parts.steps.countTry(step.id))) throw new SignInRefusedError('step-gone');
  const response = form.get('response');
  if (response) return takeSecondPasskey(parts, visit, interaction, step, response);
  if (!(await checkTotp(parts, step.citizen ?? '', form.get('code')))) {
    const error = say(languageOf(visit, interaction), 'totpWrong');
    return answerSecond(parts, visit, interaction, step, error);
  }
  const method = await methodByHandle(parts.database, 'email', step.handle ?? '');
  if (!method || !(await parts.steps.end(step.id))) throw new SignInRefusedError('step-gone');
  await finishSignIn(parts, visit, interaction, await signInWithEmail(parts, method, deviceOf(parts, visit)));
}

/** A passkey is more than a second factor: she is signed in with it. It must be hers, whose mailbox opened. */
async function takeSecondPasskey(
  parts: RouteParts,
  visit: Visit,
  interaction: Interaction,
  step: KnownStep,
  response: string,
): Promise<void> {
  const occasion = occasionBack(parts, visit, 'second', step.id);
  const signedIn = await signInWithPasskey(parts, response, occasion, deviceOf(parts, visit), step.citizen ?? '');
  if (!(await parts.steps.end(step.id))) throw new SignInRefusedError('step-gone');
  await finishSignIn(parts, visit, interaction, signedIn);
}
