import { SignInRefusedError } from '../../../domain/errors.ts';
import { deviceOf } from '../../../routes/device.ts';
import { takeForm } from '../../../routes/form.ts';
import { formTarget, type Interaction, languageOf } from '../../../routes/interaction.ts';
import { sendOn, sendPage } from '../../../routes/pages/page.ts';
import type { RouteParts, Visit } from '../../../routes/parts.ts';
import { methodByHandle } from '../actions/methods.ts';
import { registerWithEmail, signInWithEmail } from '../actions/own-sign-in.ts';
import { secondFactorOf } from '../actions/second-factor.ts';
import { sendCode } from '../actions/send-code.ts';
import type { KnownStep, StepKind } from '../actions/steps.ts';
import { typedCode } from '../domain/codes.ts';
import { hintAt, toEmailAddress } from '../domain/email-address.ts';
import { say } from '../texts/texts.ts';
import { renderCodePage, renderCreatePage } from './code-pages.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { interactionFor, showChoice } from './sign-in.ts';

/** `POST /sign-in/:uid/email`, form field `email`: a code goes to the address, whether an account has it or not. */
export async function takeEmail(parts: RouteParts, visit: Visit): Promise<void> {
  const form = await takeForm(parts, visit);
  const interaction = await interactionFor(parts, visit, 'email');
  const language = languageOf(visit, interaction);
  await parts.services.signIn.limits.countAddress(visit.address);
  const typed = form.get('email') ?? '';
  const address = toEmailAddress(typed);
  if (!address) {
    const emailError = { text: say(language, 'emailInvalid'), value: typed.slice(0, 254) };
    return showChoice(parts, visit, interaction, { emailError });
  }
  const browser = parts.cookie.ensure(visit.request, visit.response);
  const step = { kind: 'email-code', browser, interaction: interaction.uid, citizen: null } as const;
  const id = await sendCode(parts, { ...step, address, language });
  sendOn(visit.response, `/sign-in/${interaction.uid}/code/${id}?lang=${language}`);
}

/** The step at this address, in this browser and this sign-in. @throws SignInRefusedError */
export async function stepHere(
  { steps, cookie }: RouteParts,
  { params, request }: Visit,
  interaction: Interaction,
  kind: StepKind,
): Promise<KnownStep> {
  const step = await steps.load(params.step ?? '', kind, cookie.read(request));
  if (step.interaction !== interaction.uid) throw new SignInRefusedError('step-gone');
  return step;
}

/** `GET /sign-in/:uid/code/:step`. */
export async function showCode(parts: RouteParts, visit: Visit): Promise<void> {
  const interaction = await interactionFor(parts, visit, 'email');
  await answerCode(parts, visit, interaction, await stepHere(parts, visit, interaction, 'email-code'));
}

async function answerCode(parts: RouteParts, visit: Visit, interaction: Interaction, step: KnownStep, error?: string) {
  const { uid } = interaction;
  const address = parts.services.signIn.seal.open(step.sealed ?? '');
  const html = renderCodePage({
    language: languageOf(visit, interaction),
    action: `/sign-in/${uid}/code/${step.id}`,
    back: `/sign-in/${uid}`,
    again: `/sign-in/${uid}/email`,
    address,
    hint: hintAt(address),
    error,
    isStart: error === undefined,
  });
  sendPage(visit.response, html, { status: error ? 400 : 200, formTargets: [formTarget(interaction)] });
}

/** `POST /sign-in/:uid/code/:step`, form field `code`: signs in, or goes on to a second factor or a new account. */
export async function takeCode(parts: RouteParts, visit: Visit): Promise<void> {
  const form = await takeForm(parts, visit);
  const interaction = await interactionFor(parts, visit, 'email');
  const step = await stepHere(parts, visit, interaction, 'email-code');
  await parts.services.signIn.limits.countAddress(visit.address);
  if (!(await parts.steps.tryCode(step.id, typedCode(form.get('code'))))) {
    const error = say(languageOf(visit, interaction), 'codeWrong');
    return answerCode(parts, visit, interaction, step, error);
  }
  if (!(await parts.steps.end(step.id))) throw new SignInRefusedError('step-gone');
  await goOnFrom(parts, visit, interaction, step);
}

/** The address is hers. */
async function goOnFrom(parts: RouteParts, visit: Visit, interaction: Interaction, step: KnownStep): Promise<void> {
  const { uid } = interaction;
  const lang = `?lang=${languageOf(visit, interaction)}`;
  const { handle, sealed } = step;
  const method = await methodByHandle(parts.database, 'email', handle ?? '');
  const next = { browser: parts.cookie.read(visit.request), interaction: uid, handle, sealed };
  if (!method) {
    const id = await parts.steps.begin({ ...next, kind: 'email-proven', citizen: null });
    return sendOn(visit.response, `/sign-in/${uid}/create/${id}${lang}`);
  }
  if ((await secondFactorOf(parts.database, method.citizen)).wanted) {
    const id = await parts.steps.begin({ ...next, kind: 'second-factor', citizen: method.citizen });
    return sendOn(visit.response, `/sign-in/${uid}/second/${id}${lang}`);
  }
  await finishSignIn(parts, visit, interaction, await signInWithEmail(parts, method, deviceOf(parts, visit)));
}

/** `GET /sign-in/:uid/create/:step`. */
export async function showCreate(parts: RouteParts, visit: Visit): Promise<void> {
  const interaction = await interactionFor(parts, visit, 'email');
  const { id, sealed } = await stepHere(parts, visit, interaction, 'email-proven');
  const html = renderCreatePage({
    language: languageOf(visit, interaction),
    action: `/sign-in/${interaction.uid}/create/${id}`,
    back: `/sign-in/${interaction.uid}`,
    hint: hintAt(parts.services.signIn.seal.open(sealed ?? '')),
  });
  sendPage(visit.response, html, { formTargets: [formTarget(interaction)] });
}

/** `POST /sign-in/:uid/create/:step`: opens an account with the proven address. */
export async function takeCreate(parts: RouteParts, visit: Visit): Promise<void> {
  await takeForm(parts, visit);
  const interaction = await interactionFor(parts, visit, 'email');
  const step = await stepHere(parts, visit, interaction, 'email-proven');
  if (!(await parts.steps.end(step.id))) throw new SignInRefusedError('step-gone');
  const address = parts.services.signIn.seal.open(step.sealed ?? '');
  const signedIn = await registerWithEmail(parts, address, deviceOf(parts, visit));
  await finishSignIn(parts, visit, interaction, signedIn);
}
