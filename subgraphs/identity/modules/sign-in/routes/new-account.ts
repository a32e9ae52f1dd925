import { randomUUID } from 'node:crypto';
import { SignInRefusedError } from '../../../domain/errors.ts';
import { requestedLevel } from '../../../provider/policy.ts';
import { deviceOf } from '../../../routes/device.ts';
import { takeForm } from '../../../routes/form.ts';
import { formTarget, type Interaction, languageOf, loadInteraction } from '../../../routes/interaction.ts';
import { sendPage } from '../../../routes/pages/page.ts';
import type { RouteParts, Visit } from '../../../routes/parts.ts';
import { logRefusal } from '../../../routes/refusals.ts';
import { registerWithPasskey } from '../actions/own-sign-in.ts';
import { say } from '../texts/texts.ts';
import { renderNewPage } from './code-pages.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { occasionBack, occasionHere } from './occasion.ts';
import { interactionFor, offers } from './sign-in.ts';

/** `GET /sign-in/:uid/new`: how to open a citizen account. */
export async function showNew(parts: RouteParts, visit: Visit): Promise<void> {
  await answerNew(parts, visit, await loadInteraction(parts, visit));
}

async function answerNew(parts: RouteParts, visit: Visit, interaction: Interaction, error?: string): Promise<void> {
  const { uid } = interaction;
  const language = languageOf(visit, interaction);
  const asked = requestedLevel(interaction.params);
  // Who makes a passkey here is nobody yet: the authenticator keeps it under a name of its own.
  const account = { id: randomUUID(), label: say(language, 'accountName'), known: [] };
  const passkey = offers(parts, 'passkey', asked)
    ? await parts.services.signIn.passkeys.optionsToMake(occasionHere(parts, visit, 'new', uid), account)
    : undefined;
  const html = renderNewPage({
    language,
    action: `/sign-in/${uid}/new`,
    back: `/sign-in/${uid}`,
    passkey,
    email: offers(parts, 'email', asked) ? `/sign-in/${uid}/email` : undefined,
    error,
  });
  const status = error ? 400 : 200;
  sendPage(visit.response, html, { status, formTargets: [formTarget(interaction)], scripts: passkey !== undefined });
}

/** `POST /sign-in/:uid/new`, form field `response`: opens an account with the passkey just made. */
export async function takeNew(parts: RouteParts, visit: Visit): Promise<void> {
  const form = await takeForm(parts, visit);
  const interaction = await interactionFor(parts, visit, 'passkey');
  await parts.services.signIn.limits.countAddress(visit.address);
  const device = deviceOf(parts, visit);
  try {
    const occasion = occasionBack(parts, visit, 'new', interaction.uid);
    const passkey = await parts.services.signIn.passkeys.checkNew(form.get('response') ?? '', occasion);
    const signedIn = await registerWithPasskey(parts, passkey, device.name, device);
    await finishSignIn(parts, visit, interaction, signedIn);
  } catch (error) {
    if (!(error instanceof SignInRefusedError)) throw error;
    logRefusal(parts.logger, error, randomUUID());
    await answerNew(parts, visit, interaction, say(languageOf(visit, interaction), 'passkeyFailed'));
  }
}
