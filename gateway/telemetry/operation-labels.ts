import { createHash } from 'node:crypto';
import type { DocumentNode } from 'graphql';

const OTHER = 'other';

export interface LabelledOperation {
  readonly document: DocumentNode;
  readonly query: string;
}

/**
 * Labels of operations (Kennungen) in metrics: a hash of the text, for as many texts as fit; all others share one. So nobody can fill
 * the metrics by inventing operations.
 */
export class OperationLabels {
  readonly #hashes = new WeakMap<DocumentNode, string>();
  readonly #labels = new Set<string>();

  constructor(private readonly most = 200) {}

  /** Twelve hexadecimal digits of the text's SHA-256. */
  hashOf({ document, query }: LabelledOperation): string {
    const known = this.#hashes.get(document);
    if (known) return known;
    const hash = createHash('sha256').update(query).digest('hex').slice(0, 12);
    this.#hashes.set(document, hash);
    return hash;
  }

  labelOf(operation: LabelledOperation): string {
    const hash = this.hashOf(operation);
    if (this.#labels.has(hash)) return hash;
    if (this.#labels.size >= this.most) return OTHER;
    this.#labels.add(hash);
    return hash;
  }
}
