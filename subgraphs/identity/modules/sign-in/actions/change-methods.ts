import { SYSTEM_VIEWER, type Work } from '../../../../../platform/database/index.ts';
import type { Session } from '../../../actions/sessions.ts';
import { lower } from '../../../domain/levels.ts';
import type { NewPasskey } from '../connectors/passkeys.ts';
import { makeRecoveryCode, RECOVERY_CODES, typedCode, typedRecoveryCode } from '../domain/codes.ts';
import type { MethodKind } from '../domain/method.ts';
import { passkeyLevel } from '../domain/passkey-level.ts';
import { makeTotpSecret, totpStep } from '../domain/totp.ts';
import { methodName } from './method-names.ts';
import { handleOf, insertMethod, publishMethodChange } from './methods.ts';
import { emailMethod, passkeyMethod, type SignInParts } from './own-sign-in.ts';

/** Tells her of a method that was just added; undefined means that nothing was. */
function tell(work: Work, citizen: string, kind: MethodKind, id: string | undefined): boolean {
  if (id) publishMethodChange(work, citizen, { id, kind: 'SIGN_IN_METHOD_ADDED', method: methodName(kind) });
  return id !== undefined;
}

/**
 * Adds a passkey (Passkey hinzufügen). A method is worth at most the sign-in in which it was added: nobody climbs from a
 * recovered or weak session to a strong one. False when the passkey is known already.
 */
export function addPasskey({ database }: SignInParts, session: Session, passkey: NewPasskey, label: string) {
  const { citizen, authentication } = session;
  const level = lower(passkeyLevel(passkey), authentication);
  return database.unitOfWork(SYSTEM_VIEWER, async (work) =>
    tell(work, citizen, 'passkey', await insertMethod(work, passkeyMethod(citizen, passkey, label, level))),
  );
}

/** Adds a proven e-mail address. False when it belongs to somebody already. */
export function addEmail({ database, services }: SignInParts, citizen: string, address: string): Promise<boolean> {
  return database.unitOfWork(SYSTEM_VIEWER, async (work) =>
    tell(work, citizen, 'email', await insertMethod(work, emailMethod(citizen, address, services))),
  );
}

/** A secret for an authenticator app, and the same sealed for the form that comes back: good in this session alone. */
export function offerTotp({ services: { signIn } }: SignInParts, session: string): { secret: string; sealed: string } {
  const secret = makeTotpSecret();
  return { secret, sealed: signIn.seal.close(JSON.stringify({ secret, session })) };
}

/** The secret of a form of ours; undefined for any other text. */
export function offeredTotp(
  { services: { signIn } }: SignInParts,
  session: string,
  sealed: string,
): string | undefined {
  try {
    const offer = JSON.parse(signIn.seal.open(sealed)) as { secret?: string; session?: string };
    return offer.session === session ? offer.secret : undefined;
  } catch {
    return undefined;
  }
}

/** Sets the authenticator app (Authenticator-App) once she has shown that it works; from now on it is asked for. */
export function setTotp(parts: SignInParts, citizen: string, secret: string, typed: string | null): Promise<boolean> {
  const step = totpStep(secret, typedCode(typed), new Date());
  if (step === undefined) return Promise.resolve(false);
  const data = { sealed: parts.services.signIn.seal.close(secret) };
  return parts.database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    await work.sql`delete from sign_in_method where citizen = ${citizen} and kind = 'totp'`;
    const label = methodName('totp').de;
    const id = await insertMethod(work, { citizen, kind: 'totp', level: 'BASIC', label, data, counter: step });
    await work.sql`update citizen set second_factor = true where id = ${citizen}`;
    return tell(work, citizen, 'totp', id);
  });
}

/** Switches the second factor on or off; on only where she has one. */
export async function switchSecondFactor({ database }: SignInParts, citizen: string, on: boolean): Promise<void> {
  await database.unitOfWork(
    SYSTEM_VIEWER,
    (work) => work.sql`
    update citizen set second_factor = ${on} and exists (
      select from sign_in_method where citizen = ${citizen} and kind in ('totp', 'passkey'))
    where id = ${citizen}`,
  );
}

/** Makes new recovery codes (Wiederherstellungscodes) and forgets the old ones; shown once, kept as hashes. */
export function makeRecoveryCodes({ database, services }: SignInParts, citizen: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, makeRecoveryCode);
  const { key } = services.signIn;
  return database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    // Two at once wait for each other here: else both lists would be good.
    await work.sql`select from citizen where id = ${citizen} for update`;
    await work.sql`delete from sign_in_method where citizen = ${citizen} and kind = 'recovery'`;
    const common = { citizen, kind: 'recovery', level: 'BASIC', label: '' } as const;
    const ids = [];
    for (const code of codes)
      ids.push(await insertMethod(work, { ...common, handle: handleOf(key, 'recovery', typedRecoveryCode(code)) }));
    tell(work, citizen, 'recovery', ids[0]);
    return codes;
  });
}
