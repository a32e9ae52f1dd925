import { HubError } from '../../../../../platform/errors/hub-error.ts';
import type { CatalogueProblem, FormProblem } from './problem.ts';

/** Unknown service (Leistung unbekannt): the catalogue has no service of this key; `details.key`. Since 0.1. */
export class UnknownServiceError extends HubError {
  readonly code = 'UNKNOWN_SERVICE';
  override readonly status = 404;
  constructor(key: string) {
    super('There is no service of this key.', { details: { key: key.slice(0, 100) } });
  }
}

/** Form not valid (Formular fehlerhaft): `details.problems` lists `{ path, rule, message }` per field. Since 0.1. */
export class FormInvalidError extends HubError {
  readonly code = 'FORM_INVALID';
  constructor(problems: readonly FormProblem[]) {
    super('The form data does not fit this service.', { details: { problems } });
  }
}

/** The catalogue folder does not hold a valid catalogue. Not for callers: it stops the start and lists every problem. */
export class CatalogueInvalidError extends Error {
  readonly problems: readonly CatalogueProblem[];
  constructor(problems: readonly CatalogueProblem[]) {
    super(['The service catalogue is not valid:', ...problems.map(toLine)].join('\n'));
    this.name = 'CatalogueInvalidError';
    this.problems = problems;
  }
}

const toLine = ({ file, path, rule, message }: CatalogueProblem) => `  ${file} ${path} [${rule}] ${message}`;
