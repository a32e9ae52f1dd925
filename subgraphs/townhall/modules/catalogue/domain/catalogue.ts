import type { ValidateFunction } from 'ajv/dist/2020.js';
import { UnknownServiceError } from './errors.ts';
import { type FeeAmount, feeFor } from './fee.ts';
import type { Category, Office } from './office.ts';
import type { FormProblem } from './problem.ts';
import { makeIndex, type ServiceIndex, searchServices } from './search.ts';
import type { Service } from './service.ts';
import { findFormProblems } from './validate-form.ts';

export interface CatalogueParts {
  readonly services: readonly Service[];
  readonly categories: readonly Category[];
  readonly offices: readonly Office[];
  /** Compiled form by service key. */
  readonly forms: ReadonlyMap<string, ValidateFunction>;
}

/** Service catalogue (Leistungskatalog): everything the town offers, checked once and then only read. */
export class Catalogue {
  /** By German name. */
  readonly services: readonly Service[];
  readonly categories: readonly Category[];
  readonly offices: readonly Office[];
  readonly #byKey: ReadonlyMap<string, Service>;
  readonly #forms: ReadonlyMap<string, ValidateFunction>;
  readonly #index: ServiceIndex;

  constructor({ services, categories, offices, forms }: CatalogueParts) {
    this.services = services.toSorted((a, b) => a.name.de.localeCompare(b.name.de, 'de'));
    this.categories = categories;
    this.offices = offices;
    this.#byKey = new Map(services.map((service) => [service.key, service]));
    this.#forms = forms;
    this.#index = makeIndex(services);
  }

  /** The service of this key. @throws UnknownServiceError */
  service(key: string): Service {
    const service = this.#byKey.get(key);
    if (!service) throw new UnknownServiceError(key);
    return service;
  }

  has(key: string): boolean {
    return this.#byKey.has(key);
  }

  office(number: number): Office | undefined {
    return this.offices.find((office) => office.number === number);
  }

  /** Services by word beginnings in names, keywords and descriptions; umlauts and case do not matter. Best first. */
  search(text: string, { category }: { category?: string } = {}): Service[] {
    return searchServices(this.#index, text, category);
  }

  /** Every problem of the filled-in form, naming its field; empty when the data fits. The data is not changed. */
  validateForm(service: Pick<Service, 'key'>, data: unknown): FormProblem[] {
    const validate = this.#forms.get(service.key);
    if (!validate) throw new UnknownServiceError(service.key);
    return findFormProblems(validate, data);
  }

  /** What this application costs, or null when nothing is to pay. */
  feeFor(service: Pick<Service, 'fee'>, data: unknown): FeeAmount | null {
    return feeFor(service, data);
  }
}
