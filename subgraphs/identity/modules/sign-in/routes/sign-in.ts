import { randomUUID } from 'node:crypto';
import { reachesLevel, type TrustLevelName } from '../../../../../platform/visa/index.ts';
import { SignInRefusedError } from '../../../domain/errors.ts';
import { requestedLevel } from '../../../provider/policy.ts';
import { beginFlow } from '../../../routes/begin-flow.ts';
import { showConsent } from '../../../routes/consent.ts';
import { deviceOf } from '../../../routes/device.ts';
import { takeForm } from '../../../routes/form.ts';
import { appOf, formTarget, type Interaction, languageOf, loadInteraction } from '../../../routes/interaction.ts';
import { secureHeaders, sendPage } from '../../../routes/pages/page.ts';
import type { RouteParts, Visit } from '../../../routes/parts.ts';
import { logRefusal } from '../../../routes/refusals.ts';
import { signInWithPasskey } from '../actions/own-sign-in.ts';
import { readAccountHint } from '../domain/account-hint.ts';
import { say } from '../texts/texts.ts';
import { finishSignIn } from './finish-sign-in.ts';
import { occasionBack, occasionHere } from './occasion.ts';
import { renderSignInPage, type SignInPage } from './sign-in-page.ts';

/** `GET /sign-in/:uid`: the next step of an authorization request: choosing a way to sign in, or consent. */
export async function showSignIn(parts: RouteParts, visit: Visit): Promise<void> {
  const interaction = await loadInteraction(parts, visit);
  if (interaction.prompt.name === 'consent') return showConsent(parts, visit, interaction);
  const only = straightOnTo(parts, visit, interaction);
  if (only) return goOn(parts, visit, interaction, only);
  await showChoice(parts, visit, interaction);
}

/** The choice of ways, with what was wrong on the last one. */
export async function showChoice(
  parts: RouteParts,
  visit: Visit,
  interaction: Interaction,
  wrong: Pick<SignInPage, 'error' | 'emailError'> = {},
): Promise<void> {
  const language = languageOf(visit, interaction);
  const { uid } = interaction;
  const { services } = parts;
  const asked = requestedLevel(interaction.params);
  const passkey = offers(parts, 'passkey', asked)
    ? await services.signIn.passkeys.optionsToUse(occasionHere(parts, visit, 'sign-in', uid))
    : undefined;
  const html = renderSignInPage({
    language,
    uid,
    appName: appOf(parts, interaction).name[language],
    asked,
    providers: services.stateAccounts.ofPersons.map(({ settings }) => settings),
    passkey,
    email: offers(parts, 'email', asked),
    ...wrong,
  });
  const status = wrong.error || wrong.emailError ? 400 : 200;
  sendPage(visit.response, html, { status, formTargets: [formTarget(interaction)], scripts: passkey !== undefined });
}

/** Whether a way is switched on and may reach what is asked: nobody is led into a sign-in that cannot be enough. */
export function offers({ services }: RouteParts, way: 'passkey' | 'email', asked: TrustLevelName): boolean {
  const { config, signIn } = services;
  if (!config.methods.includes(way)) return false;
  if (way === 'email') return signIn.mailer !== undefined && asked === 'BASIC';
  return reachesLevel(config.attestationRoots ? 'SUBSTANTIAL' : 'BASIC', asked);
}

/** The interaction of a form, where the way is offered. @throws SignInRefusedError */
export async function interactionFor(parts: RouteParts, visit: Visit, way: 'passkey' | 'email'): Promise<Interaction> {
  const interaction = await loadInteraction(parts, visit);
  const isSignIn = interaction.prompt.name === 'login';
  if (!isSignIn || !offers(parts, way, requestedLevel(interaction.params)))
    throw new SignInRefusedError('interaction-gone');
  return interaction;
}

/** `POST /sign-in/:uid/passkey`, form field `response`: the authenticator's answer. */
export async function takePasskey(parts: RouteParts, visit: Visit): Promise<void> {
  const form = await takeForm(parts, visit);
  const interaction = await interactionFor(parts, visit, 'passkey');
  await parts.services.signIn.limits.countAddress(visit.address);
  try {
    const occasion = occasionBack(parts, visit, 'sign-in', interaction.uid);
    const signedIn = await signInWithPasskey(parts, form.get('response') ?? '', occasion, deviceOf(parts, visit));
    if (!reachesLevel(signedIn.level, requestedLevel(interaction.params)))
      throw new SignInRefusedError('level-too-low');
    await finishSignIn(parts, visit, interaction, signedIn);
  } catch (error) {
    if (!(error instanceof SignInRefusedError)) throw error;
    logRefusal(parts.logger, error, randomUUID());
    await showChoice(parts, visit, interaction, { error: say(languageOf(visit, interaction), 'passkeyRefused') });
  }
}

/** `GET /sign-in/:uid/with/:provider`: on to the chosen provider. */
export async function goToProvider(parts: RouteParts, visit: Visit): Promise<void> {
  const interaction = await loadInteraction(parts, visit);
  await goOn(parts, visit, interaction, visit.params.provider ?? '');
}

/** `GET /sign-in/:uid/cancel`: back to the app, with `access_denied`. */
export async function cancelSignIn(parts: RouteParts, visit: Visit): Promise<void> {
  await loadInteraction(parts, visit);
  secureHeaders(visit.response);
  const result = { error: 'access_denied', error_description: 'The sign-in was cancelled.' };
  await parts.provider.interactionFinished(visit.request, visit.response, result);
}

/** With one way to sign in, or an app that knows her account, a choice would add nothing. */
function straightOnTo({ services }: RouteParts, { query }: Visit, { params }: Interaction): string | undefined {
  const { ofPersons } = services.stateAccounts;
  const named = readAccountHint(params.login_hint).provider ?? '';
  if (query.lang) return undefined;
  if (ofPersons.some(({ settings }) => settings.id === named)) return named;
  const isOnlyWay = services.config.methods.length === 0 && ofPersons.length === 1;
  return isOnlyWay && params.prompt === undefined ? ofPersons[0]?.settings.id : undefined;
}

function goOn(parts: RouteParts, visit: Visit, interaction: Interaction, provider: string): Promise<void> {
  const { params, uid } = interaction;
  const flow = {
    purpose: 'sign-in',
    provider,
    interaction: uid,
    accountLink: null,
    asked: requestedLevel(params),
  } as const;
  const uiLocales = shortText(visit.query.lang) ?? shortText(params.ui_locales);
  return beginFlow(parts, visit, flow, { loginHint: readAccountHint(params.login_hint).person, uiLocales });
}

const shortText = (value: unknown): string | undefined =>
  typeof value === 'string' && value.length <= 200 ? value : undefined;
