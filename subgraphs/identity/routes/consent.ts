import type { InteractionResults } from 'oidc-provider';
import { grantConsents } from '../actions/consents.ts';
import { isNeeded } from '../domain/partner-app.ts';
import { checkOrigin, readForm } from './form.ts';
import { appOf, formTarget, type Interaction, languageOf, loadInteraction, missingPurposes } from './interaction.ts';
import { renderConsentPage } from './pages/consent-page.ts';
import { secureHeaders, sendPage } from './pages/page.ts';
import type { RouteParts, Visit } from './parts.ts';

/** Asks for what is missing; when nothing is, goes on without a question. */
export async function showConsent(parts: RouteParts, visit: Visit, interaction: Interaction): Promise<void> {
  const asked = await missingPurposes(parts, interaction);
  if (asked.length === 0) return finish(parts, visit, { consent: {} });
  const language = languageOf(visit, interaction);
  const app = appOf(parts, interaction);
  const html = renderConsentPage({ language, uid: interaction.uid, app, asked, now: new Date() });
  sendPage(visit.response, html, { formTargets: [formTarget(interaction)], pictures: app.logo !== null });
}

/** `POST /sign-in/:uid/consent`: `decision` is `allow` for all it shows, `choose` for the ticked purposes, or anything else. */
export async function takeConsent(parts: RouteParts, visit: Visit): Promise<void> {
  checkOrigin(parts, visit);
  const interaction = await loadInteraction(parts, visit);
  const form = await readForm(visit.request);
  const decision = form.get('decision');
  if (decision !== 'allow' && decision !== 'choose') return finish(parts, visit, { error: 'access_denied' });
  const asked = await missingPurposes(parts, interaction);
  const chosen = new Set(form.getAll('purpose'));
  const purposes = asked.filter((each) => decision === 'allow' || isNeeded(each) || chosen.has(each));
  const citizen = interaction.session?.accountId ?? '';
  await grantConsents(parts.database, parts.services, { citizen, app: appOf(parts, interaction), purposes });
  await finish(parts, visit, { consent: { declined: asked.filter((each) => !purposes.includes(each)) } });
}

async function finish(
  { provider }: RouteParts,
  { request, response }: Visit,
  result: InteractionResults,
): Promise<void> {
  secureHeaders(response);
  await provider.interactionFinished(request, response, result);
}
