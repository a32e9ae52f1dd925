import { v7 as uuidv7 } from 'uuid';
import type { Work } from '../../../platform/database/index.ts';
import { TRUST_LEVELS } from '../../../platform/visa/index.ts';
import type { VerifiedAttribute } from '../domain/attributes.ts';
import { SignInRefusedError } from '../domain/errors.ts';
import type { ProvenIdentity } from '../domain/proven-identity.ts';
import type { Seal } from '../domain/seal.ts';

export interface KnownCitizen {
  readonly citizenId: string;
  readonly accountId: string;
}

export interface AccountRow {
  id: string;
  citizen: string;
}

/**
 * The citizen behind an identity; a new one when issuer and subject were never seen. Found by these two alone: an e-mail
 * address proves nothing.
 *
 * Two first sign-ins at once wait for each other here, so that one person never becomes two.
 */
export async function knownCitizen(
  work: Work,
  identity: ProvenIdentity,
  options: { mailboxSeal: Seal; newId?: string },
): Promise<KnownCitizen> {
  await lockIdentity(work, identity);
  const [found] = await work.sql<AccountRow>`
    select id, citizen from linked_account where issuer = ${identity.issuer} and subject = ${identity.subject}
      and holder = 'PERSON'`;
  if (!found) return registerCitizen(work, identity, options);
  await refreshAccount(work, identity, found, options.mailboxSeal);
  return { citizenId: found.citizen, accountId: found.id };
}

/** Whoever deals with this identity waits here for whoever came before. */
export async function lockIdentity(work: Work, { issuer, subject }: ProvenIdentity): Promise<void> {
  await work.sql`select pg_advisory_xact_lock(hashtextextended(${`${issuer}\n${subject}`}, 0))`;
}

async function registerCitizen(
  work: Work,
  identity: ProvenIdentity,
  { mailboxSeal, newId }: { mailboxSeal: Seal; newId?: string },
): Promise<KnownCitizen> {
  const citizenId = newId ?? uuidv7();
  await work.sql`insert into citizen (id, proof) values (${citizenId}, ${identity.level})`;
  const accountId = await insertAccount(work, citizenId, identity, mailboxSeal);
  work.publish(() => ({
    subject: citizenId,
    version: 1,
    kind: 'CITIZEN_REGISTERED',
    state: 'REGISTERED',
    parties: [citizenId],
    office: null,
    data: { provider: identity.provider },
  }));
  return { citizenId, accountId };
}

/** Writes a linked account of a citizen; returns its id. */
export async function insertAccount(
  work: Work,
  citizen: string,
  identity: ProvenIdentity,
  seal: Seal,
): Promise<string> {
  const id = uuidv7();
  const { provider, issuer, subject, holder = 'PERSON', pseudonym, entityHost, level, provedBy, attributes } = identity;
  await work.sql`
    insert into linked_account (id, citizen, provider, issuer, subject, holder, pseudonym, entity_host, level, proved_by,
      attributes, mailbox_handle)
    values (${id}, ${citizen}, ${provider}, ${issuer}, ${subject}, ${holder}, ${pseudonym}, ${entityHost}, ${level},
      ${provedBy}, ${attributes}, ${sealed(identity, seal)})`;
  return id;
}

const sealed = ({ mailboxHandle }: ProvenIdentity, seal: Seal): string | null =>
  mailboxHandle ? seal.close(mailboxHandle) : null;

/**
 * A number given to somebody else (recycled subject) must not open the account of whoever had it: two proven dates of birth that
 * differ are two persons. Names change, this never does.
 *
 * @throws SignInRefusedError
 */
async function checkSamePerson(work: Work, { attributes }: ProvenIdentity, { id }: AccountRow): Promise<void> {
  const [row] = await work.sql<{ known: VerifiedAttribute | null }>`
    select attributes->'date_of_birth' as known from linked_account where id = ${id}`;
  const [known, told] = [row?.known, attributes.date_of_birth];
  if (!known || !told || known.level === 'BASIC' || told.level === 'BASIC') return;
  if (known.value !== told.value) throw new SignInRefusedError('person-differs');
}

/** A stronger sign-in raises what is proven, and brings fresher attributes; a weaker one changes neither. */
export async function refreshAccount(
  work: Work,
  identity: ProvenIdentity,
  { id, citizen }: AccountRow,
  seal: Seal,
): Promise<void> {
  await checkSamePerson(work, identity, { id, citizen });
  const { level, attributes, provedBy, pseudonym } = identity;
  await work.sql`
    update linked_account set pseudonym = coalesce(${pseudonym}, pseudonym),
      mailbox_handle = coalesce(${sealed(identity, seal)}, mailbox_handle)
    where id = ${id}`;
  await work.sql`
    update linked_account set level = ${level}, attributes = ${attributes}, attributes_at = now(),
      proved_by = coalesce(${provedBy}, proved_by)
    where id = ${id} and array_position(${TRUST_LEVELS}, level) <= array_position(${TRUST_LEVELS}, ${level}::text)`;
  if (identity.holder !== 'ORGANISATION') await raiseProof(work, citizen, level);
}

/** Identity proof is the highest level ever proven; raising it changes her rights. */
export async function raiseProof(work: Work, citizen: string, level: string): Promise<void> {
  await work.sql`
    update citizen set proof = ${level}, rights_version = rights_version + 1
    where id = ${citizen} and array_position(${TRUST_LEVELS}, proof) < array_position(${TRUST_LEVELS}, ${level}::text)`;
}
