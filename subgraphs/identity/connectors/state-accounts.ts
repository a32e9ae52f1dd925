import { SignInRefusedError } from '../domain/errors.ts';
import type { StateAccountSettings } from './provider-settings.ts';
import { StateAccount } from './state-account.ts';

/** The state account providers (Kontoanbieter) of this hub, in the order of its settings. */
export class StateAccounts {
  readonly all: readonly StateAccount[];

  constructor(settings: readonly StateAccountSettings[], options: { callbackBase: string; timeoutMs: number }) {
    this.all = settings.map((each) => new StateAccount(each, options));
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
