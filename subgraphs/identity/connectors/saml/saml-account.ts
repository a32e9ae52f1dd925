import { randomBytes } from 'node:crypto';
import { SAML, type SamlConfig, ValidateInResponseTo } from '@node-saml/node-saml';
import { reachesLevel, type TrustLevelName } from '../../../../platform/visa/index.ts';
import { SignInRefusedError } from '../../domain/errors.ts';
import type { ProvenIdentity } from '../../domain/proven-identity.ts';
import type { SamlKey, SamlSettings } from '../provider-settings.ts';
import type { Arrival, AuthorizationOrder, Departure, StateAccount } from '../state-account.ts';
import { authnExtension } from './authn-extension.ts';
import { serviceMetadata } from './metadata.ts';
import { CLOCK_SKEW_MS, readAssertion } from './read-assertion.ts';
import { readResponse } from './read-response.ts';

const TRANSIENT = 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient';

/** SAML 2.0 with the AKDB extension, version 2 (BundID, BayernID): signed requests, assertions signed and encrypted. */
export class SamlAccount implements StateAccount {
  readonly #callbackUrl: string;

  constructor(
    readonly settings: SamlSettings,
    { callbackBase }: { callbackBase: string },
  ) {
    this.#callbackUrl = `${callbackBase}/${settings.id}`;
  }

  async depart({ state, asked, uiLocales, fresh }: AuthorizationOrder): Promise<Departure> {
    const { binding, entryPoint } = this.settings;
    const requestId = `_${randomBytes(20).toString('hex')}`;
    const saml = this.library({
      generateUniqueId: () => requestId,
      authnContext: this.namesReaching(asked),
      forceAuthn: fresh ?? false,
      samlAuthnRequestExtensions: authnExtension(this.settings, uiLocales),
      skipRequestCompression: binding === 'post',
    });
    const secrets = { requestId };
    if (binding === 'redirect') return { to: new URL(await saml.getAuthorizeUrlAsync(state, undefined, {})), secrets };
    const fields = (await saml.getAuthorizeMessageAsync(state)) as Record<string, string>;
    return { to: { action: entryPoint, fields }, secrets };
  }

  async prove({ form, secrets, fresh }: Arrival): Promise<ProvenIdentity> {
    const { requestId = '' } = secrets;
    const answer = form?.SAMLResponse ?? '';
    const expected = { settings: this.settings, requestId, callbackUrl: this.#callbackUrl };
    const key = await readResponse(answer, expected);
    const assertion = await this.verify(answer, requestId, key);
    return readAssertion(assertion, { ...expected, fresh, now: new Date() });
  }

  metadata(): string {
    return serviceMetadata(this.settings, this.#callbackUrl);
  }

  /** Returns the assertion exactly as it was signed. */
  private async verify(answer: string, requestId: string, key: SamlKey): Promise<string> {
    const saml = this.library({ decryptionPvk: key.key, ...answersOnly(requestId) });
    try {
      const { profile } = await saml.validatePostResponseAsync({ SAMLResponse: answer });
      return profile?.getAssertionXml?.() ?? '';
    } catch (error) {
      throw new SignInRefusedError(reasonOf(error), error);
    }
  }

  private library(options: Partial<SamlConfig>): SAML {
    const { issuer, entryPoint, entityId, certificates, keys, wantResponseSigned } = this.settings;
    const [first] = keys;
    return new SAML({
      issuer: entityId,
      idpIssuer: issuer,
      idpCert: [...certificates],
      entryPoint,
      callbackUrl: this.#callbackUrl,
      privateKey: first?.key,
      publicCert: first?.certificate,
      signatureAlgorithm: 'sha256',
      digestAlgorithm: 'sha256',
      identifierFormat: TRANSIENT,
      racComparison: 'minimum',
      wantAssertionsSigned: true,
      wantAuthnResponseSigned: wantResponseSigned,
      acceptedClockSkewMs: CLOCK_SKEW_MS,
      ...options,
    });
  }

  /** BundID compares as `minimum`: the weakest name that is strong enough is all it needs. */
  private namesReaching(asked: TrustLevelName): string[] {
    const { levels } = this.settings;
    const enough = Object.keys(levels).filter(
      (name) => name.startsWith('STORK') && reachesLevel(levels[name] ?? 'BASIC', asked),
    );
    return enough.sort().slice(0, 1);
  }
}

/** The library asks a cache whether a request was made: this one knows the one request that is answered here. */
const answersOnly = (requestId: string): Partial<SamlConfig> => ({
  validateInResponseTo: ValidateInResponseTo.always,
  cacheProvider: {
    saveAsync: async () => null,
    getAsync: async (key) => (key === requestId ? new Date().toISOString() : null),
    removeAsync: async () => null,
  },
});

function reasonOf(error: unknown) {
  const message = error instanceof Error ? error.message : '';
  if (/signature|signed/i.test(message)) return 'answer-unsigned';
  if (/audience/i.test(message)) return 'audience-differs';
  if (/expired|not yet valid|confirmation/i.test(message)) return 'time-wrong';
  return /InResponseTo/i.test(message) ? 'answer-not-for-us' : 'answer-malformed';
}
