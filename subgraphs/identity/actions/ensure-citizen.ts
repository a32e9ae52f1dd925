import { type Database, isUuid, SYSTEM_VIEWER } from '../../../platform/database/index.ts';
import { BadUserInputError } from '../../../platform/errors/index.ts';
import { TRUST_LEVELS, type TrustLevelName } from '../../../platform/visa/index.ts';
import { toVerifiedAttributes } from '../domain/attributes.ts';
import type { IdentityServices } from '../services.ts';
import { knownCitizen } from './known-citizen.ts';

/** A person another part of the hub states, in the terms of a later real sign-in. */
export interface EnsureCitizenQuestion {
  readonly provider: string;
  readonly issuer: string;
  readonly subject: string;
  readonly level: TrustLevelName;
  /** Claims by the names brokers use. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  /** Id for a new citizen; one that is there keeps hers. */
  readonly citizenId?: string;
}

/** The citizen behind (issuer, subject), made when she is not there yet; asked twice, the same one. */
export async function ensureCitizen(
  { database, services }: { database: Database; services: IdentityServices },
  question: EnsureCitizenQuestion,
): Promise<{ citizenId: string }> {
  check(question);
  const { provider, issuer, subject, level, attributes = {}, citizenId: newId } = question;
  const identity = { provider, issuer, subject, level, attributes: toVerifiedAttributes(attributes, level) };
  const { mailboxSeal } = services;
  const { citizenId } = await database.unitOfWork(SYSTEM_VIEWER, (work) =>
    knownCitizen(work, identity, { mailboxSeal, newId }),
  );
  return { citizenId };
}

function check({ provider, issuer, subject, level, citizenId }: EnsureCitizenQuestion): void {
  const good = [provider, issuer, subject].every((text) => typeof text === 'string' && text !== '');
  if (good && TRUST_LEVELS.includes(level) && (citizenId === undefined || isUuid(citizenId))) return;
  throw new BadUserInputError('A citizen is ensured by provider, issuer, subject and level.');
}
