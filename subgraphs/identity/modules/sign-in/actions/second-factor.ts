import { type Database, SYSTEM_VIEWER, sql } from '../../../../../platform/database/index.ts';
import type { IdentityServices } from '../../../services.ts';
import { typedCode } from '../domain/codes.ts';
import { totpStep } from '../domain/totp.ts';
import { methodsOf, useMethod } from './methods.ts';

/** Whether she wants a second factor after a code by e-mail, and what she has for it. */
export interface SecondFactor {
  readonly wanted: boolean;
  readonly totp: boolean;
  readonly passkey: boolean;
}

export async function secondFactorOf(database: Database, citizen: string): Promise<SecondFactor> {
  const [row] = await database.reading(SYSTEM_VIEWER, (session) =>
    session.sql<SecondFactor>(sql`
      select second_factor as wanted,
        exists (select from sign_in_method where citizen = c.id and kind = 'totp') as totp,
        exists (select from sign_in_method where citizen = c.id and kind = 'passkey') as passkey
      from citizen c where id = ${citizen}`),
  );
  return row ?? { wanted: false, totp: false, passkey: false };
}

/** Whether a code is the one her authenticator app shows. Each works once. @throws TooManyTriesError */
export async function checkTotp(
  { database, services: { signIn } }: { database: Database; services: IdentityServices },
  citizen: string,
  typed: string | null,
): Promise<boolean> {
  await signIn.limits.countCitizen(citizen);
  const [method] = await methodsOf(database, citizen, 'totp');
  const step = method && totpStep(signIn.seal.open(method.data.sealed ?? ''), typedCode(typed), new Date());
  if (!method || step === undefined || step <= method.counter) return false;
  const isFirst = await database.unitOfWork(SYSTEM_VIEWER, (work) => useMethod(work, method, step));
  if (isFirst) await signIn.limits.forgetCitizen(citizen);
  return isFirst;
}
