import { type Database, isUuid, SYSTEM_VIEWER, sql, type Work } from '../../../../../platform/database/index.ts';
import { TRUST_LEVELS, type TrustLevelName } from '../../../../../platform/visa/index.ts';
import {
  type AccountRow,
  insertAccount,
  lockIdentity,
  raiseProof,
  refreshAccount,
} from '../../../actions/known-citizen.ts';
import { SignInRefusedError } from '../../../domain/errors.ts';
import type { ProvenIdentity } from '../../../domain/proven-identity.ts';
import { AccountLinkState } from '../../../entities/account-link.ts';
import type { IdentityServices } from '../../../services.ts';
import { wayName } from '../../sign-in/actions/method-names.ts';
import { publishLink } from './publish-link.ts';

/** A link that was started and waits. */
export interface StartedLink {
  readonly id: string;
  readonly citizen: string;
  readonly provider: string;
  readonly returnUrl: string;
  /** The account whose attributes are fetched anew; null for a new link. */
  readonly refreshes: string | null;
}

/** A started link whose 10 minutes are not over. @throws SignInRefusedError when there is none */
export async function startedLink(database: Database, id: string): Promise<StartedLink> {
  const rows = isUuid(id)
    ? await database.reading(SYSTEM_VIEWER, (session) =>
        session.sql<StartedLink>(sql`
          select id, citizen, provider, return_url as "returnUrl", refreshes from account_link
          where id = ${id} and state = 'STARTED' and expires_at > now()`),
      )
    : [];
  if (!rows[0]) throw new SignInRefusedError('link-unknown');
  return rows[0];
}

/** Whose account this identity is; undefined when nobody has linked it. */
export async function holderOf(
  database: Database,
  { issuer, subject }: Pick<ProvenIdentity, 'issuer' | 'subject'>,
): Promise<string | undefined> {
  const [row] = await database.reading(SYSTEM_VIEWER, (session) =>
    session.sql<{ citizen: string }>(
      sql`select citizen from linked_account where issuer = ${issuer} and subject = ${subject} and holder = 'PERSON'`,
    ),
  );
  return row?.citizen;
}

export interface AccountAtProvider {
  readonly provider: string;
  readonly level: TrustLevelName;
}

/** A citizen's accounts that stand for herself, the strongest first. */
export const personalAccountsOf = (database: Database, citizen: string): Promise<AccountAtProvider[]> =>
  database.readOnce<AccountAtProvider>(
    SYSTEM_VIEWER,
    sql`
      select provider, level from linked_account where citizen = ${citizen} and holder = 'PERSON'
      order by array_position(${TRUST_LEVELS}, level) desc, linked_at`,
  );

/** What came of a link. */
export interface LinkOutcome {
  readonly state: AccountLinkState;
  /** The account tells something that she may take over into her profile. */
  readonly offers: boolean;
}

/**
 * Ends a link (Kontoverknüpfung) with what the provider vouched for, in one transaction. An identity that signs in to another
 * citizen account stays there, and a refresh takes the account it was begun for and no other: else the link is refused.
 */
export function finishAccountLink(
  { database, services }: { database: Database; services: IdentityServices },
  link: StartedLink & { readonly browser: string },
  identity: ProvenIdentity,
): Promise<LinkOutcome> {
  const { mailboxSeal } = services;
  return database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    await lockIdentity(work, identity);
    const known = await knownAccount(work, link, identity);
    const isHers = known === undefined || known.citizen === link.citizen;
    if (!isHers || (link.refreshes !== null && known?.id !== link.refreshes))
      return end(work, link, AccountLinkState.REFUSED, null);
    if (known) await refreshAccount(work, identity, known, mailboxSeal);
    if (known) await publishRefreshed(work, known, identity);
    const account = known?.id ?? (await addAccount(work, link, identity, services));
    const outcome = await end(work, link, AccountLinkState.LINKED, account);
    const isPerson = identity.holder !== 'ORGANISATION';
    return { ...outcome, offers: isPerson && Object.keys(identity.attributes).length > 0 };
  });
}

/** A person's identity belongs to one citizen; an organisation's may be linked by each of its people. */
async function knownAccount(
  work: Work,
  { citizen }: StartedLink,
  { issuer, subject, holder = 'PERSON' }: ProvenIdentity,
): Promise<AccountRow | undefined> {
  const [known] = await work.sql<AccountRow>`
    select id, citizen from linked_account where issuer = ${issuer} and subject = ${subject} and holder = ${holder}
      and (holder = 'PERSON' or citizen = ${citizen})`;
  return known;
}

async function addAccount(
  work: Work,
  { citizen }: StartedLink,
  identity: ProvenIdentity,
  services: IdentityServices,
): Promise<string> {
  const id = await insertAccount(work, citizen, identity, services.mailboxSeal);
  const { provider, level, holder = 'PERSON' } = identity;
  if (holder === 'PERSON') await raiseProof(work, citizen, level);
  const method = wayName(provider, services);
  publishLink(work, { id, citizen, version: 1 }, 'ACCOUNT_LINKED', { provider, level, holder, method });
  return id;
}

async function publishRefreshed(work: Work, { id, citizen }: AccountRow, { provider, level }: ProvenIdentity) {
  const [row] = await work.sql<{ version: number }>`
    update linked_account set version = version + 1 where id = ${id} returning version`;
  publishLink(work, { id, citizen, version: row?.version ?? 1 }, 'ACCOUNT_REFRESHED', { provider, level });
}

async function end(
  work: Work,
  { id, browser }: { readonly id: string; readonly browser: string },
  state: AccountLinkState,
  account: string | null,
): Promise<LinkOutcome> {
  const ended = await work.sql`
    update account_link set state = ${state}, linked_account = ${account}::uuid, browser = ${browser}
    where id = ${id} and state = 'STARTED' returning id`;
  if (ended.length === 0) throw new SignInRefusedError('link-unknown');
  return { state, offers: false };
}
