import { v7 as uuidv7 } from 'uuid';
import { type Database, SYSTEM_VIEWER, type Work } from '../../../../../platform/database/index.ts';
import type { TrustLevelName } from '../../../../../platform/visa/index.ts';
import { type Device, openSession } from '../../../actions/open-session.ts';
import type { SignIn } from '../../../actions/sign-in.ts';
import { SignInRefusedError } from '../../../domain/errors.ts';
import type { IdentityServices } from '../../../services.ts';
import { handleIn, type NewPasskey, type Occasion } from '../connectors/passkeys.ts';
import { typedRecoveryCode } from '../domain/codes.ts';
import { hintAt } from '../domain/email-address.ts';
import type { Method } from '../domain/method.ts';
import { passkeyLevel } from '../domain/passkey-level.ts';
import { deviceText, methodName } from './method-names.ts';
import { handleOf, insertMethod, methodByHandle, useMethod } from './methods.ts';

export interface SignInParts {
  readonly database: Database;
  readonly services: IdentityServices;
}

/** Ways in, as sessions name them. */
type OwnWay = 'passkey' | 'email' | 'recovery';

interface Opening {
  readonly citizen: string;
  readonly way: OwnWay;
  readonly level: TrustLevelName;
}

async function open(work: Work, { citizen, way, level }: Opening, device: Device): Promise<SignIn> {
  const session = { citizen, account: null, method: way, methodName: methodName(way), level, device };
  return { citizenId: citizen, sessionId: await openSession(work, session), level };
}

/** A passkey in use, checked against what is known of it. @throws SignInRefusedError */
async function provePasskey(
  { database, services }: SignInParts,
  response: string,
  occasion: Occasion,
): Promise<{ method: Method; counter: number }> {
  const handle = handleIn(response);
  const method = handle ? await methodByHandle(database, 'passkey', handle) : undefined;
  if (!method) throw new SignInRefusedError('passkey-unknown');
  const counter = await services.signIn.passkeys.checkUse(response, occasion, method, handle);
  return { method, counter };
}

/** Signs in with a passkey (Anmeldung mit Passkey); `owner` is who it must belong to. @throws SignInRefusedError */
export async function signInWithPasskey(
  parts: SignInParts,
  response: string,
  occasion: Occasion,
  device: Device,
  owner?: string,
): Promise<SignIn> {
  const { method, counter } = await provePasskey(parts, response, occasion);
  const { citizen, level } = method;
  if (owner !== undefined && owner !== citizen) throw new SignInRefusedError('passkey-unknown');
  return parts.database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    if (!(await useMethod(work, method, counter))) throw new SignInRefusedError('passkey-invalid');
    return open(work, { citizen, way: 'passkey', level }, device);
  });
}

/** Signs in after a code by e-mail, and a second factor where she wants one. */
export function signInWithEmail({ database }: SignInParts, method: Method, device: Device): Promise<SignIn> {
  const { citizen, level } = method;
  return database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    await work.sql`update sign_in_method set last_used_at = now() where id = ${method.id}`;
    return open(work, { citizen, way: 'email', level }, device);
  });
}

/**
 * Signs in with a recovery code (Wiederherstellungscode), which is gone afterwards. Always BASIC: what was proven of her is
 * hidden until it is proven again. Undefined for a code nobody has.
 */
export function signInWithRecoveryCode(
  { database, services }: SignInParts,
  typed: string | null,
  device: Device,
): Promise<SignIn | undefined> {
  const handle = handleOf(services.signIn.key, 'recovery', typedRecoveryCode(typed));
  return database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    const [used] = await work.sql<{ id: string; citizen: string }>`
      delete from sign_in_method where kind = 'recovery' and handle = ${handle} returning id, citizen`;
    if (!used) return undefined;
    const { id, citizen } = used;
    work.publish(() => ({
      subject: id,
      // The list of codes told of itself under the id of its first.
      version: 2,
      kind: 'SIGN_IN_RECOVERED',
      state: 'USED',
      parties: [citizen],
      office: null,
      data: { device: deviceText(device.name) },
    }));
    return open(work, { citizen, way: 'recovery', level: 'BASIC' }, device);
  });
}

/** Opens a citizen account with a passkey (Konto anlegen). @throws SignInRefusedError when the passkey is known already */
export function registerWithPasskey(
  { database }: SignInParts,
  passkey: NewPasskey,
  label: string,
  device: Device,
): Promise<SignIn> {
  const level = passkeyLevel(passkey);
  return database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    const citizen = await registerCitizen(work, 'passkey');
    if (!(await insertMethod(work, passkeyMethod(citizen, passkey, label, level))))
      throw new SignInRefusedError('passkey-invalid');
    return open(work, { citizen, way: 'passkey', level }, device);
  });
}

/** Opens a citizen account with a proven e-mail address. @throws SignInRefusedError when somebody was faster */
export function registerWithEmail(
  { database, services }: SignInParts,
  address: string,
  device: Device,
): Promise<SignIn> {
  return database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    const citizen = await registerCitizen(work, 'email');
    if (!(await insertMethod(work, emailMethod(citizen, address, services)))) throw new SignInRefusedError('step-gone');
    return open(work, { citizen, way: 'email', level: 'BASIC' }, device);
  });
}

export const passkeyMethod = (citizen: string, passkey: NewPasskey, label: string, level: TrustLevelName) => {
  const { handle, publicKey, transports, counter } = passkey;
  return { citizen, kind: 'passkey', handle, level, label, data: { publicKey, transports }, counter } as const;
};

export const emailMethod = (citizen: string, address: string, { signIn }: IdentityServices) =>
  ({
    citizen,
    kind: 'email',
    handle: handleOf(signIn.key, 'email', address),
    level: 'BASIC',
    label: hintAt(address),
    data: { sealed: signIn.seal.close(address) },
  }) as const;

/** Nothing is proven of somebody who just came in: she is whoever she says, at level BASIC. */
async function registerCitizen(work: Work, method: OwnWay): Promise<string> {
  const id = uuidv7();
  await work.sql`insert into citizen (id, proof) values (${id}, 'BASIC')`;
  work.publish(() => ({
    subject: id,
    version: 1,
    kind: 'CITIZEN_REGISTERED',
    state: 'REGISTERED',
    parties: [id],
    office: null,
    data: { method },
  }));
  return id;
}
