import { type DocumentNode, GraphQLError, type OperationTypeNode, parse } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Principal } from '../../platform/visa/index.ts';
import type { Engine, HubResult } from '../engine.ts';
import { type AskedDocument, TrustedDocuments } from '../trusted-documents/trusted-documents.ts';
import { type KnownDocument, toKnownDocument } from './document.ts';
import { OperationTooComplexError } from './errors.ts';
import type { Limits } from './limits.ts';
import { checkCost, checkIntrospection, checkTokens, checkVariables, mayAskSchema, SHAPE_GUARDS } from './order.ts';
import { inOwnWords } from './own-words.ts';
import { measureShape, type Shape } from './shape.ts';

/** An operation as a client sent it, over whatever protocol. */
export interface AskedOperation extends AskedDocument {
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

/** One that may be executed: within the limits, valid, its operation found. */
export interface AdmittedOperation extends AskedOperation {
  readonly query: string;
  readonly document: DocumentNode;
  readonly type: OperationTypeNode;
}

/** Syntax, validation or the choice of the operation: several errors at once, in GraphQL's own form. */
export class InvalidOperationError extends Error {
  constructor(readonly errors: readonly GraphQLError[]) {
    super('not a valid operation');
  }

  /** Of the first of them. */
  get code(): string {
    return String(this.errors[0]?.extensions.code);
  }
}

export interface AdmissionOptions {
  readonly engine: Engine;
  readonly limits: Limits;
  /** True: everybody may ask about the schema. */
  readonly introspection: boolean;
  /** Default: none, and every text may be asked. */
  readonly trusted?: TrustedDocuments;
}

/** Admission (Einlass): the same checks for POST, event streams and sockets. */
export class Admission {
  readonly #options: AdmissionOptions;
  /** Good texts by themselves; what was refused is looked at again each time, and stays cheap to refuse. */
  readonly #checked = new LRUCache<string, KnownDocument>({
    max: 12_000,
    maxSize: 4_000_000,
    sizeCalculation: (_known, text) => text.length + 1,
  });

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  /** The schema has changed: what was valid may be so no more. */
  forget(): void {
    this.#checked.clear();
  }

  /** @throws HubError over a limit, `InvalidOperationError` when it is no valid operation */
  admit(operation: AskedOperation, principal: Principal): AdmittedOperation {
    const { limits, introspection, trusted = NONE } = this.#options;
    const query = trusted.textOf(operation);
    checkVariables(operation.variables, limits);
    const { document, shape, operations } = this.#check(query, principal);
    checkIntrospection(shape, principal, introspection);
    const chosen = operations.get(operation.operationName ?? '');
    if (!chosen) throw new InvalidOperationError([unresolved(operation.operationName)]);
    checkCost(chosen.cost, operation.variables, limits);
    return { ...operation, query, document, type: chosen.type };
  }

  /** An answer as this caller may read it: errors about her variables tell no name of the schema to strangers. */
  told(result: HubResult, { query }: Pick<AdmittedOperation, 'query'>, principal: Principal): HubResult {
    if (result.data !== undefined || !result.errors) return result;
    return { errors: this.#told(result.errors, query, principal) };
  }

  #told(errors: readonly GraphQLError[], query: string, principal: Principal): readonly GraphQLError[] {
    return mayAskSchema(principal, this.#options.introspection) ? errors : inOwnWords(errors, query);
  }

  #check(query: string, principal: Principal): KnownDocument {
    const known = this.#checked.get(query);
    if (known) return known;
    const { limits, engine, introspection } = this.#options;
    checkTokens(query, limits);
    const shape = shapeOf(query);
    for (const check of shape ? SHAPE_GUARDS : []) check(shape as Shape, limits);
    // Before validation, whose messages would tell about the schema.
    if (shape) checkIntrospection(shape, principal, introspection);
    const prepared = engine.prepare(query);
    if ('errors' in prepared) throw new InvalidOperationError(this.#told(prepared.errors, query, principal));
    const { document } = prepared;
    const checked = toKnownDocument(document, shape ?? measureShape(document), engine, limits);
    this.#checked.set(query, checked);
    return checked;
  }
}

const NONE = new TrustedDocuments();

/** Undefined for a text that cannot be parsed: `prepare` says why, in the one form. */
function shapeOf(query: string): Shape | undefined {
  try {
    return measureShape(parse(query, { noLocation: true }));
  } catch (error) {
    if (error instanceof GraphQLError) return undefined;
    // Nested until the stack ends: only where the limit of tokens lets it come this far.
    if (error instanceof RangeError) throw new OperationTooComplexError();
    throw error;
  }
}

const unresolved = (name: string | null | undefined): GraphQLError =>
  new GraphQLError(
    name ? 'There is no operation of this name.' : 'With several operations, operationName must choose one.',
    { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } },
  );
