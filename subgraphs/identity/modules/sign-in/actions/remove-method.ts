import { type Database, isUuid, SYSTEM_VIEWER, type Work } from '../../../../../platform/database/index.ts';
import { NotFoundError } from '../../../../../platform/errors/index.ts';
import { hasWayIn } from '../../../actions/has-way-in.ts';
import { LastSignInMethodError } from '../../../domain/errors.ts';
import { isWayIn, type MethodKind } from '../domain/method.ts';
import { methodName } from './method-names.ts';
import { publishMethodChange } from './methods.ts';

/**
 * Takes a sign-in method away (Anmeldeweg entfernen). She keeps a way in; without a second factor left, none is asked for.
 *
 * @throws NotFoundError, LastSignInMethodError
 */
export async function removeMethod(work: Work, citizen: string, id: string): Promise<void> {
  if (!isUuid(id)) throw new NotFoundError();
  // Two at once wait for each other here: else each would leave the other as the last way in.
  await work.sql`select from citizen where id = ${citizen} for update`;
  const [gone] = await work.sql<{ kind: MethodKind }>`
    delete from sign_in_method where id = ${id} and citizen = ${citizen} and kind <> 'recovery' returning kind`;
  if (!gone) throw new NotFoundError();
  if (isWayIn(gone.kind) && !(await hasWayIn(work, citizen))) throw new LastSignInMethodError();
  await work.sql`
    update citizen set second_factor = false where id = ${citizen} and second_factor and not exists (
      select from sign_in_method where citizen = ${citizen} and kind in ('totp', 'passkey'))`;
  publishMethodChange(work, citizen, { id, kind: 'SIGN_IN_METHOD_REMOVED', method: methodName(gone.kind) });
}

/** The same from a page, as the hub itself: every statement names the citizen. */
export const removeMethodOf = (database: Database, citizen: string, id: string): Promise<void> =>
  database.unitOfWork(SYSTEM_VIEWER, (work) => removeMethod(work, citizen, id));
