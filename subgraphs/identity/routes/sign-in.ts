import { requestedLevel } from '../provider/policy.ts';
import { beginFlow } from './begin-flow.ts';
import { showConsent } from './consent.ts';
import { appOf, type Interaction, languageOf, loadInteraction } from './interaction.ts';
import { secureHeaders, sendPage } from './pages/page.ts';
import { renderSignInPage } from './pages/sign-in-page.ts';
import type { RouteParts, Visit } from './parts.ts';

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
    providers: parts.services.stateAccounts.all.map(({ settings }) => settings),
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

function straightOnTo({ services }: RouteParts, { query }: Visit, { params }: Interaction): string | undefined {
  const { all } = services.stateAccounts;
  const [only] = all;
  const isAskedFor = params.login_hint !== undefined || params.prompt === undefined;
  return services.config.straightOn && all.length === 1 && isAskedFor && !query.lang ? only?.settings.id : undefined;
}

function goOn(parts: RouteParts, visit: Visit, interaction: Interaction, provider: string): Promise<void> {
  const { params, uid } = interaction;
  const text = (value: unknown) => (typeof value === 'string' && value.length <= 200 ? value : undefined);
  const flow = {
    purpose: 'sign-in',
    provider,
    interaction: uid,
    accountLink: null,
    asked: requestedLevel(params),
  } as const;
  const uiLocales = text(visit.query.lang) ?? text(params.ui_locales);
  return beginFlow(parts, visit, flow, { loginHint: text(params.login_hint), uiLocales });
}
