import { readFileSync } from 'node:fs';
import type { Logger } from 'pino';
import type { IdentityConfig } from '../../config.ts';
import { deriveKey, Seal } from '../../domain/seal.ts';
import { Mailer } from './connectors/mailer.ts';
import { Passkeys } from './connectors/passkeys.ts';
import { Limits } from './domain/limits.ts';
import { say } from './texts/texts.ts';

/** What the hub's own sign-in methods share. */
export interface SignInServices {
  /** Key under which addresses and codes are hashed: rows without it tell nobody's address. */
  readonly key: Buffer;
  readonly seal: Seal;
  readonly passkeys: Passkeys;
  /** Undefined: no mail server, so no codes by e-mail. */
  readonly mailer: Mailer | undefined;
  readonly limits: Limits;
}

export interface SignInSettings {
  readonly config: IdentityConfig;
  readonly publicUrl: string;
  readonly secret: string;
  readonly logger: Logger;
}

export function makeSignInServices({ config, publicUrl, secret, logger }: SignInSettings): SignInServices {
  const key = deriveKey(secret, 'sign-in-method');
  const roots = config.attestationRoots ? readCertificates(config.attestationRoots) : [];
  return {
    key,
    seal: new Seal(secret, 'sign-in-method'),
    passkeys: new Passkeys({ publicUrl, key, roots, name: say('de', 'brand') }),
    mailer: config.mail && new Mailer(config.mail, logger),
    limits: new Limits(config.triesPerAddress),
  };
}

const readCertificates = (file: string): string[] =>
  readFileSync(file, 'utf8').match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
