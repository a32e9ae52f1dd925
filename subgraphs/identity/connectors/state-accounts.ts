import { SignInRefusedError } from '../domain/errors.ts';
import { OidcAccount } from './oidc/oidc-account.ts';
import type { StateAccountSettings } from './provider-settings.ts';
import { SamlAccount } from './saml/saml-account.ts';
import type { StateAccount } from './state-account.ts';

export interface ConnectorOptions {
  /** Address under which browsers come back, without the provider's name. */
  readonly callbackBase: string;
  readonly timeoutMs: number;
}

/** The state account providers (Kontoanbieter) of this hub, in the order of its settings. */
export class StateAccounts {
  readonly all: readonly StateAccount[];

  constructor(settings: readonly StateAccountSettings[], options: ConnectorOptions) {
    this.all = settings.map((each) =>
      each.protocol === 'saml' ? new SamlAccount(each, options) : new OidcAccount(each, options),
    );
  }

  /** Those that stand for a person, and so can sign somebody in. */
  get ofPersons(): readonly StateAccount[] {
    return this.all.filter(({ settings }) => settings.holder === 'PERSON');
  }

  find(id: string): StateAccount | undefined {
    return this.all.find(({ settings }) => settings.id === id);
  }

  /** @throws SignInRefusedError for a made-up name, or one that was taken out of the settings meanwhile */
  get(id: string): StateAccount {
    const found = this.find(id);
    if (!found) throw new SignInRefusedError('provider-unknown');
    return found;
  }
}
