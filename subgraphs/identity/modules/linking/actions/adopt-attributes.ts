import { isUuid, SYSTEM_VIEWER, type Work } from '../../../../../platform/database/index.ts';
import { invariant, NotFoundError } from '../../../../../platform/errors/index.ts';
import { claimKey } from '../../../../../platform/log/index.ts';
import type { RequestContext } from '../../../../../platform/subgraph/index.ts';
import { AttributeNotOfferedError } from '../../../domain/errors.ts';
import type { IdentityServices } from '../../../services.ts';
import { publishLink } from './publish-link.ts';

export interface Adoption {
  readonly linkedAccountId: string;
  /** Names of the attributes she chose, and of no other. */
  readonly attributes: readonly string[];
}

interface Row {
  readonly version: number;
  readonly provider: string;
  readonly offered: string[];
}

/**
 * Takes chosen attributes of a linked account over into her profile (Angaben übernehmen), each marked with its source and level. The
 * event names them; the profile's owner asks for the values.
 *
 * @throws NotFoundError, AttributeNotOfferedError
 */
export async function adoptAttributes(
  { idempotencyKey: key, ...adoption }: Adoption & { readonly idempotencyKey: string },
  { principal, services }: RequestContext<IdentityServices>,
): Promise<void> {
  const citizen = principal.citizenId;
  invariant(citizen, 'only a person takes her attributes over');
  const { linkedAccountId: resultId } = adoption;
  if (!isUuid(resultId)) throw new NotFoundError();
  await services.database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    const claim = await claimKey(work, { principal, mutation: 'adoptAttributes', key, body: adoption, resultId });
    if (claim.first) await publishAdoption(work, citizen, adoption);
  });
}

/** The same for whoever has made sure already that she asks, and asks once. */
export async function publishAdoption(work: Work, citizen: string, { linkedAccountId: id, attributes }: Adoption) {
  const names = [...new Set(attributes)];
  const [row] = await work.sql<Row>`
    update linked_account set version = version + 1 where id = ${id} and citizen = ${citizen} and holder = 'PERSON'
    returning version, provider, array(select jsonb_object_keys(attributes)) as offered`;
  if (!row) throw new NotFoundError();
  const { version, provider, offered } = row;
  if (!names.every((name) => offered.includes(name))) throw new AttributeNotOfferedError();
  if (names.length > 0) publishLink(work, { id, citizen, version }, 'ATTRIBUTES_ADOPTED', { provider, names });
}
