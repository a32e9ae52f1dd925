import type { Language } from '../../../domain/language.ts';
import type { IdentityServices } from '../../../services.ts';
import { makeCode, spelledCode } from '../domain/codes.ts';
import { say } from '../texts/texts.ts';
import { handleOf } from './methods.ts';
import type { Step, Steps } from './steps.ts';

/** Codes that one address may get in an hour: nobody's mailbox is flooded from here. */
const CODES_PER_HOUR = 5;

interface CodeWish extends Pick<Step, 'kind' | 'browser' | 'interaction' | 'citizen'> {
  readonly address: string;
  readonly language: Language;
}

/**
 * Sends a one-time code (Einmalcode) and begins the step that waits for it. Whether the address has an account makes no
 * difference here, neither in what is done nor in the time it takes; above the limit the page is the same, and no mail goes.
 */
export async function sendCode(
  { steps, services: { signIn } }: { steps: Steps; services: IdentityServices },
  { address, language, ...step }: CodeWish,
): Promise<string> {
  const handle = handleOf(signIn.key, 'email', address);
  const code = makeCode();
  const isTooMany = (await steps.recentCodes(handle)) >= CODES_PER_HOUR;
  const id = await steps.begin({ ...step, handle, sealed: signIn.seal.close(address) }, code);
  const values = { code: spelledCode(code) };
  if (!isTooMany)
    signIn.mailer?.sendSoon({
      to: address,
      subject: say(language, 'mailCodeSubject', values),
      text: say(language, 'mailCode', values),
    });
  return id;
}
