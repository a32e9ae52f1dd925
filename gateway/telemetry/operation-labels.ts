import { createHash } from 'node:crypto';
import type { DocumentNode } from 'graphql';
import type { TrustedDocuments } from '../trusted-documents/trusted-documents.ts';

const OTHER = 'other';
const DIGITS = 12;

export interface LabelledOperation {
  readonly document: DocumentNode;
  readonly query: string;
}

/**
 * Labels of operations (Kennungen) in metrics: a hash of the text. Every trusted document has its own. Beside them there is room for
 * a hundred texts of those who are signed in and for a hundred of the public; all others share one label. So whoever invents
 * operations fills no metrics, and a stranger takes no label from anybody else.
 */
export class OperationLabels {
  readonly #hashes = new WeakMap<DocumentNode, string>();
  readonly #labels: Set<string>;
  #leftForSignedIn = 100;
  #leftForPublic = 100;

  constructor({ byId }: Pick<TrustedDocuments, 'byId'>) {
    this.#labels = new Set([...byId.keys()].map((id) => id.slice(0, DIGITS)));
  }

  /** Twelve hexadecimal digits of the text's SHA-256. */
  hashOf({ document, query }: LabelledOperation): string {
    const known = this.#hashes.get(document);
    if (known) return known;
    const hash = createHash('sha256').update(query).digest('hex').slice(0, DIGITS);
    this.#hashes.set(document, hash);
    return hash;
  }

  labelOf(operation: LabelledOperation, isSignedIn: boolean): string {
    const hash = this.hashOf(operation);
    if (this.#labels.has(hash)) return hash;
    if (!this.#hasRoom(isSignedIn)) return OTHER;
    this.#labels.add(hash);
    return hash;
  }

  #hasRoom(isSignedIn: boolean): boolean {
    return isSignedIn ? this.#leftForSignedIn-- > 0 : this.#leftForPublic-- > 0;
  }
}
