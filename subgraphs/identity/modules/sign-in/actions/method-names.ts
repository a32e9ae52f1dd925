import type { LocalText } from '../../../domain/partner-app.ts';
import type { IdentityServices } from '../../../services.ts';
import { UNKNOWN_DEVICE } from '../domain/device-name.ts';
import type { MethodKind } from '../domain/method.ts';
import { textOf } from '../texts/texts.ts';

const NAMES = {
  passkey: 'methodPasskey',
  email: 'methodEmail',
  totp: 'methodTotp',
  recovery: 'methodRecovery',
} as const satisfies Record<MethodKind, string>;

/** Name of an own method for people. */
export const methodName = (kind: MethodKind): LocalText => textOf(NAMES[kind]);

/** Name of a device for people; a plain text says the same in every language. */
export const deviceText = (name: string): LocalText | string =>
  name === UNKNOWN_DEVICE ? textOf('sessionUnknown') : name;

/** Name of what a session was opened with: an own method, an account provider, or a portal that acts for her. */
export function wayName(method: string, { stateAccounts, apps }: IdentityServices): LocalText {
  if (Object.hasOwn(NAMES, method)) return methodName(method as MethodKind);
  const plain = { de: method, en: method, leicht: method };
  return stateAccounts.find(method)?.settings.name ?? apps.get(method)?.name ?? plain;
}
