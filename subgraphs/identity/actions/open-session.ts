import { v7 as uuidv7 } from 'uuid';
import type { Work } from '../../../platform/database/index.ts';
import type { TrustLevelName } from '../../../platform/visa/index.ts';
import type { LocalText } from '../domain/partner-app.ts';
import { sessionEnd } from '../domain/session-lifetime.ts';
import { deviceText } from '../modules/sign-in/actions/method-names.ts';

/** The device somebody signs in from, as far as she should know it again. */
export interface Device {
  /** Hash of the device's random name. */
  readonly key: string;
  /** `Firefox · Android`. */
  readonly name: string;
  /** Town or region, where the operator's proxy knows it. */
  readonly place: string | null;
}

export interface NewSession {
  readonly citizen: string;
  readonly account: string | null;
  /** Key of the method: `passkey`, `email`, `recovery`, or the id of an account provider. */
  readonly method: string;
  readonly methodName: LocalText;
  readonly level: TrustLevelName;
  readonly device: Device;
}

/**
 * Opens a sign-in session (Sitzung). A device she has not signed in from before is told to the log, and so to her mailbox;
 * not the very first one, which is new to nobody.
 */
export async function openSession(work: Work, session: NewSession): Promise<string> {
  const { citizen, account, method, methodName, level, device } = session;
  const id = uuidv7();
  const [row] = await work.sql<{ known: boolean; familiar: boolean }>`
    insert into session (id, citizen, linked_account, authentication, method, agent, device, place, expires_at)
    values (${id}, ${citizen}, ${account}, ${level}, ${method}, ${device.name}, ${device.key}, ${device.place},
      ${sessionEnd(level, new Date())})
    returning exists (select from session old where old.citizen = ${citizen}) as known,
      exists (select from session old where old.citizen = ${citizen} and old.device = ${device.key}) as familiar`;
  if (row?.known && !row.familiar)
    work.publish(() => ({
      subject: id,
      version: 1,
      kind: 'SIGN_IN_NEW_DEVICE',
      state: 'OPEN',
      parties: [citizen],
      office: null,
      data: { device: deviceText(device.name), method: methodName },
    }));
  return id;
}
