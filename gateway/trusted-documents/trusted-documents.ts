import { BadRequestError } from '../guards/errors.ts';
import { PersistedQueryNotFoundError } from './errors.ts';
import { hashOf } from './hash.ts';

/** How a client names what it asks: by text, by the text's hash, or by both. */
export interface AskedDocument {
  readonly query?: string;
  readonly documentId?: string;
}

/** Trusted documents (hinterlegte Dokumente): what the operator has promised to serve, by the hash of its text. */
export class TrustedDocuments {
  readonly #texts: ReadonlySet<string>;

  constructor(
    readonly byId: ReadonlyMap<string, string> = new Map(),
    /** True: nothing else is answered. */
    private readonly isOnly = false,
  ) {
    this.#texts = new Set(byId.values());
  }

  /**
   * The text that is meant.
   *
   * @throws PersistedQueryNotFoundError for what is not among them, where that matters; BadRequestError for a text with
   *   the hash of another one
   */
  textOf({ query, documentId }: AskedDocument): string {
    const text = query ? checkHash(query, documentId) : this.byId.get(documentId ?? '');
    if (text === undefined || (this.isOnly && !this.#texts.has(text))) throw new PersistedQueryNotFoundError();
    return text;
  }
}

/** A text under a wrong name must not be taken for the one that has it. */
function checkHash(query: string, documentId: string | undefined): string {
  if (documentId !== undefined && documentId !== hashOf(query))
    throw new BadRequestError('The hash is not that of the query.');
  return query;
}
