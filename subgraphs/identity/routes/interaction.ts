import { errors, type default as Provider } from 'oidc-provider';
import { standingPurposes } from '../actions/consents.ts';
import { SignInRefusedError } from '../domain/errors.ts';
import { type Language, pickLanguage } from '../domain/language.ts';
import { isFirstParty, type PartnerApp } from '../domain/partner-app.ts';
import { splitScopes } from '../domain/scopes.ts';
import { chosenLanguage } from './language-cookie.ts';
import type { RouteParts, Visit } from './parts.ts';

export type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>;

/** The interaction of this browser at this address. @throws SignInRefusedError when it is over, or another browser's */
export async function loadInteraction({ provider }: RouteParts, visit: Visit): Promise<Interaction> {
  try {
    const interaction = await provider.interactionDetails(visit.request, visit.response);
    if (interaction.uid === visit.params.uid) return interaction;
  } catch (error) {
    if (!(error instanceof errors.SessionNotFound)) throw error;
  }
  throw new SignInRefusedError('interaction-gone');
}

export function appOf({ services }: RouteParts, { params }: Interaction): PartnerApp {
  const app = services.apps.get(String(params.client_id));
  if (!app) throw new SignInRefusedError('interaction-gone');
  return app;
}

export const languageOf = ({ request, query }: Visit, interaction?: Interaction): Language =>
  pickLanguage(query.lang, chosenLanguage(request), interaction?.params.ui_locales, request.headers['accept-language']);

/** What an app asks for and the citizen has not allowed yet. Computed here each time: a form can claim nothing. */
export async function missingPurposes(parts: RouteParts, interaction: Interaction): Promise<string[]> {
  const app = appOf(parts, interaction);
  const citizen = interaction.session?.accountId;
  if (!citizen) throw new SignInRefusedError('interaction-gone');
  if (isFirstParty(app)) return [];
  const standing = await standingPurposes(parts.database, citizen, app.clientId);
  const asked = splitScopes(interaction.params.scope);
  return asked.filter((scope) => app.scopes.some((each) => each.scope === scope) && !standing.includes(scope));
}

/** The form ends at the app's own address, by redirects that browsers check: its origin, or its scheme on a device. */
export function formTarget({ params }: Interaction): string {
  const url = URL.parse(String(params.redirect_uri));
  if (!url) return '';
  return url.origin === 'null' ? url.protocol : url.origin;
}
