import { isUuid, SYSTEM_VIEWER, sql } from '../../../../../platform/database/index.ts';
import type { VerifiedAttributes } from '../../../domain/attributes.ts';
import { SignInRefusedError } from '../../../domain/errors.ts';
import { choiceOf } from '../../../domain/link-address.ts';
import { withOutcome } from '../../../domain/return-url.ts';
import { hashOf } from '../../../domain/seal.ts';
import { takeForm } from '../../../routes/form.ts';
import { languageOf } from '../../../routes/interaction.ts';
import { sendOn, sendPage } from '../../../routes/pages/page.ts';
import type { RouteParts, Visit } from '../../../routes/parts.ts';
import { publishAdoption } from '../actions/adopt-attributes.ts';
import { renderChoicePage } from './choice-page.ts';

interface Choice {
  readonly link: string;
  readonly citizen: string;
  readonly account: string;
  readonly provider: string;
  readonly attributes: VerifiedAttributes;
  readonly returnUrl: string;
}

/** `GET /link/choose/:ticket`: what the account just linked says about her, to be taken over or not, one by one. */
export async function showChoice(parts: RouteParts, visit: Visit): Promise<void> {
  const choice = await loadChoice(parts, visit);
  const language = languageOf(visit);
  const { settings } = parts.services.stateAccounts.get(choice.provider);
  const ticket = visit.params.ticket ?? '';
  const html = renderChoicePage({ language, ticket, providerName: settings.name, attributes: choice.attributes });
  sendPage(visit.response, html, { formTargets: [new URL(choice.returnUrl).origin] });
}

/** `POST /link/choose/:ticket`, form field `attribute` as often as she chose; none is an answer too. */
export async function takeChoice(parts: RouteParts, visit: Visit): Promise<void> {
  const { link, citizen, account: linkedAccountId, returnUrl } = await loadChoice(parts, visit);
  const form = await takeForm(parts, visit);
  const attributes = form.get('decision') === 'take' ? form.getAll('attribute') : [];
  await parts.database.unitOfWork(SYSTEM_VIEWER, (work) =>
    publishAdoption(work, citizen, { linkedAccountId, attributes }),
  );
  sendOn(visit.response, withOutcome(returnUrl, link, 'LINKED'));
}

/** In the browser that linked the account, and in no other: the address alone shows nothing. */
async function loadChoice(parts: RouteParts, visit: Visit): Promise<Choice> {
  const link = choiceOf(parts.services.linkKey, visit.params.ticket ?? '');
  const [choice] =
    link && isUuid(link)
      ? await parts.database.reading(SYSTEM_VIEWER, (reading) =>
          reading.sql<Choice>(sql`
          select link.id as link, account.citizen, account.id as account, account.provider, account.attributes,
            link.return_url as "returnUrl"
          from account_link link join linked_account account on account.id = link.linked_account
          where link.id = ${link} and link.browser = ${hashOf(parts.cookie.read(visit.request))} and link.state = 'LINKED' and link.expires_at > now()`),
        )
      : [];
  if (!choice) throw new SignInRefusedError('link-unknown');
  return choice;
}
