import { type Database, isUuid, SYSTEM_VIEWER, sql, type Work } from '../../../platform/database/index.ts';
import { SignInRefusedError } from '../domain/errors.ts';
import type { ProvenIdentity } from '../domain/proven-identity.ts';
import { AccountLinkState } from '../entities/account-link.ts';
import type { IdentityServices } from '../services.ts';
import { insertAccount, lockIdentity, raiseProof } from './known-citizen.ts';

/** A link that was started and waits. */
export interface StartedLink {
  readonly id: string;
  readonly citizen: string;
  readonly provider: string;
  readonly returnUrl: string;
}

/** A started link whose 10 minutes are not over. @throws SignInRefusedError when there is none */
export async function startedLink(database: Database, id: string): Promise<StartedLink> {
  const rows = isUuid(id)
    ? await database.reading(SYSTEM_VIEWER, (session) =>
        session.sql<StartedLink>(sql`
          select id, citizen, provider, return_url as "returnUrl" from account_link
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
      sql`select citizen from linked_account where issuer = ${issuer} and subject = ${subject}`,
    ),
  );
  return row?.citizen;
}

/** Providers at which a citizen has an account already, the first one first. */
export async function providersOf(database: Database, citizen: string): Promise<string[]> {
  const rows = await database.reading(SYSTEM_VIEWER, (session) =>
    session.sql<{ provider: string }>(
      sql`select provider from linked_account where citizen = ${citizen} order by linked_at`,
    ),
  );
  return rows.map(({ provider }) => provider);
}

/**
 * Ends a link (Kontoverknüpfung) with what the provider vouched for, in one transaction. An identity that signs in to another
 * citizen account stays there: the link is refused.
 */
export function finishAccountLink(
  { database, services }: { database: Database; services: IdentityServices },
  link: StartedLink,
  identity: ProvenIdentity,
): Promise<AccountLinkState> {
  return database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    await lockIdentity(work, identity);
    const { issuer, subject } = identity;
    const [known] = await work.sql<{ id: string; citizen: string }>`
      select id, citizen from linked_account where issuer = ${issuer} and subject = ${subject}`;
    if (known && known.citizen !== link.citizen) return end(work, link.id, AccountLinkState.REFUSED, null);
    const account = known?.id ?? (await addAccount(work, link, identity, services));
    return end(work, link.id, AccountLinkState.LINKED, account);
  });
}

async function addAccount(
  work: Work,
  { citizen }: StartedLink,
  identity: ProvenIdentity,
  { mailboxSeal }: IdentityServices,
): Promise<string> {
  const id = await insertAccount(work, citizen, identity, mailboxSeal);
  await raiseProof(work, citizen, identity.level);
  const { provider, level } = identity;
  work.publish(() => ({
    subject: id,
    version: 1,
    kind: 'ACCOUNT_LINKED',
    state: 'LINKED',
    parties: [citizen],
    office: null,
    data: { provider, level },
  }));
  return id;
}

async function end(work: Work, id: string, state: AccountLinkState, account: string | null): Promise<AccountLinkState> {
  const ended = await work.sql`
    update account_link set state = ${state}, linked_account = ${account}::uuid
    where id = ${id} and state = 'STARTED' returning id`;
  if (ended.length === 0) throw new SignInRefusedError('link-unknown');
  return state;
}
