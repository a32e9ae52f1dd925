import { requestedLevel } from '../../../provider/policy.ts';
import { beginFlow } from '../../../routes/begin-flow.ts';
import { showConsent } from '../../../routes/consent.ts';
import { appOf, type Interaction, languageOf, loadInteraction } from '../../../routes/interaction.ts';
import { secureHeaders, sendPage } from '../../../routes/pages/page.ts';
import type { RouteParts, Visit } from '../../../routes/parts.ts';
import { readAccountHint } from '../domain/account-hint.ts';
import { renderSignInPage } from './sign-in-page.ts';

/** `GET /sign-in/:uid`: the next step of an authorization request: choosing a provider, or consent. */
export async function showSignIn(parts: RouteParts, visit: Visit): Promise<void> {
  const interaction = await loadInteraction(parts, visit);
  if (interaction.prompt.name === 'consent') return showConsent(parts, visit, interaction);
  const only = straightOnTo(parts, visit, interaction);
  if (only) return goOn(parts, visit, interaction, only);
  const language = languageOf(visit, interaction);
  const html = renderSignInPage({
    language,
    uid: interaction.uid,
    appName: appOf(parts, interaction).name[language],
    asked: requestedLevel(interaction.params),
    providers: parts.services.stateAccounts.ofPersons.map(({ settings }) => settings),
  });
  sendPage(visit.response, html);
}

/** `GET /sign-in/:uid/with/:provider`: on to the chosen provider. */
export async function goToProvider(parts: RouteParts, visit: Visit): Promise<void> {
  const interaction = await loadInteraction(parts, visit);
  await goOn(parts, visit, interaction, visit.params.provider ?? '');
}

/** `GET /sign-in/:uid/cancel`: back to the app, with `access_denied`. */
export async function cancelSignIn({ provider, ...parts }: RouteParts, visit: Visit): Promise<void> {
  await loadInteraction({ provider, ...parts }, visit);
  secureHeaders(visit.response);
  const result = { error: 'access_denied', error_description: 'The sign-in was cancelled.' };
  await provider.interactionFinished(visit.request, visit.response, result);
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
