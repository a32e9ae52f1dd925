import { type DocumentNode, GraphQLError, getOperationAST, print } from 'graphql';
import { LRUCache } from 'lru-cache';
import { takeApart } from '../planning/operation-parts.ts';
import { CompiledOperation, type OperationContext } from './compiled-operation.ts';

const MAX_OPERATIONS = 12_000;

type ByName = Map<string, CompiledOperation>;

/** Compiled operations, found by the document object, else by the document's text. */
export class OperationCache {
  readonly #context: OperationContext;
  readonly #byDocument = new WeakMap<DocumentNode, ByName>();
  readonly #byText = new LRUCache<string, ByName>({ max: MAX_OPERATIONS });

  constructor(context: OperationContext) {
    this.#context = context;
  }

  /** The operation of that name; a `GraphQLError` with `OPERATION_RESOLUTION_FAILURE` when there is none or no telling which. */
  find(document: DocumentNode, operationName: string | null | undefined): CompiledOperation {
    const name = operationName ?? '';
    const operations = this.#operations(document);
    const known = operations.get(name);
    if (known) return known;
    const definition = getOperationAST(document, operationName || null);
    if (!definition) throw unresolved(operationName);
    const parts = takeApart(document, definition, this.#context.planner.apiSchema);
    const operation = new CompiledOperation(parts, document, this.#context);
    operations.set(name, operation);
    return operation;
  }

  #operations(document: DocumentNode): ByName {
    const known = this.#byDocument.get(document);
    if (known) return known;
    const text = print(document);
    const operations = this.#byText.get(text) ?? new Map();
    this.#byText.set(text, operations);
    this.#byDocument.set(document, operations);
    return operations;
  }
}

const unresolved = (name: string | null | undefined): GraphQLError =>
  new GraphQLError(
    name ? 'There is no operation of this name.' : 'With several operations, operationName must choose one.',
    { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } },
  );
