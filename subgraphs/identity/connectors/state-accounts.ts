import { UnavailableError } from '../../../platform/errors/index.ts';
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

  /** @throws UnavailableError when the provider was taken out of the settings while a sign-in was on its way */
  get(id: string): StateAccount {
    const found = this.find(id);
    if (!found) throw new UnavailableError('This account provider is not connected any more.');
    return found;
  }
}
