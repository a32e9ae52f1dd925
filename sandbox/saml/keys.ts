import type { Store } from '../store/open-store.ts';
import { keepSecret } from '../store/secrets.ts';
import { type KeyAndCertificate, makeCertificate } from './make-certificate.ts';

/** Keys of the SAML face: its own, and one nobody knows, for forged answers. Made when first needed, and kept. */
export class SamlKeys {
  readonly #store: Store;
  readonly #given: KeyAndCertificate | undefined;

  constructor(store: Store, given?: KeyAndCertificate) {
    this.#store = store;
    this.#given = given;
  }

  get own(): KeyAndCertificate {
    return this.#given ?? keep(this.#store, 'saml.signing-key');
  }

  get stranger(): KeyAndCertificate {
    return keep(this.#store, 'saml.stranger-key');
  }
}

const keep = (store: Store, name: string): KeyAndCertificate =>
  JSON.parse(keepSecret(store, name, () => JSON.stringify(makeCertificate('Stand-in')))) as KeyAndCertificate;
