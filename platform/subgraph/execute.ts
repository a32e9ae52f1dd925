import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLSchema,
  getOperationAST,
  parse,
  validate,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { type Database, refusalOf } from '../database/index.ts';
import { toGraphQLError, UnauthenticatedError } from '../errors/index.ts';
import { LazyAbort } from '../lazy-abort.ts';
import type { Log } from '../log/index.ts';
import { traced } from '../telemetry/index.ts';
import { isVisa } from '../visa/index.ts';
import type { Ending, OpenStream, StreamMessage, StreamParts, StreamPayload, SubgraphCall } from './call.ts';
import { RequestContext } from './context.ts';
import { SubgraphStream } from './stream.ts';

export interface ExecutorParts<Services> {
  readonly name: string;
  readonly schema: GraphQLSchema;
  readonly services: Services;
  readonly database: Database;
  readonly log: Log;
  readonly logger: Logger;
}

/** Executes documents on one subgraph. Knows no transport: local calls and HTTP come through the same two methods. */
export class SubgraphExecutor<Services> {
  /** Documents come from compiled plans, so the same texts come again and again. */
  readonly #documents = new LRUCache<string, DocumentNode>({ max: 2_000 });

  constructor(private readonly parts: ExecutorParts<Services>) {}

  get name(): string {
    return this.parts.name;
  }

  execute(call: SubgraphCall): Promise<ExecutionResult> {
    return call.trace ? traced(call.trace, `subgraph ${this.parts.name}`, () => this.answer(call)) : this.answer(call);
  }

  private answer(call: SubgraphCall): Promise<ExecutionResult> {
    return this.guarded(async () => {
      const document = this.admit(call);
      const context = this.makeContext(call, endingOf(call));
      try {
        return this.masked(await this.run(document, call, context));
      } finally {
        await context.close();
      }
    });
  }

  /** Ends when the visa does and is not renewed: the gateway opens it again from the last cursor, with rights checked anew. */
  subscribe(call: SubgraphCall): AsyncGenerator<StreamMessage, void, undefined> {
    return new SubgraphStream(this, call);
  }

  /** Opens the source of a stream; what refuses it is a message. Called by the stream itself. */
  open(call: SubgraphCall, ending: Ending): Promise<OpenStream | ExecutionResult> {
    return this.guarded<OpenStream | ExecutionResult>(async () => {
      const document = this.admit(call);
      const context = this.makeContext(call, ending);
      try {
        const source = await createSourceEventStream({
          schema: this.parts.schema,
          document,
          contextValue: context,
          variableValues: call.variables,
          operationName: call.operationName,
        });
        if (!(Symbol.asyncIterator in source)) return this.masked(source);
        return { document, source: (source as AsyncIterable<StreamPayload<unknown>>)[Symbol.asyncIterator]() };
      } finally {
        await context.close();
      }
    });
  }

  /** One payload of a source as the message it becomes. Called by the stream itself. */
  async message({ document, call, ending }: StreamParts, payload: StreamPayload<unknown>): Promise<StreamMessage> {
    const extensions = payload.cursor ? { cursor: payload.cursor } : {};
    if (payload.value === undefined) return { extensions };
    const context = this.makeContext(call, ending);
    try {
      return { ...this.masked(await this.run(document, call, context, payload.value)), extensions };
    } finally {
      await context.close();
    }
  }

  /** Lets a call in, or throws: no visa, no answer, whatever is asked. */
  private admit({ visa, document: text, operationName }: SubgraphCall): DocumentNode {
    if (!isVisa(visa, this.parts.name)) throw new UnauthenticatedError('A subgraph answers only with a visa.');
    const known = this.#documents.get(text);
    if (known) return known;
    const document = parse(text, { maxTokens: 20_000 });
    const [problem] = validate(this.parts.schema, document);
    if (problem) throw problem;
    if (!getOperationAST(document, operationName)) throw new GraphQLError('Which operation?');
    this.#documents.set(text, document);
    return document;
  }

  private async run(
    document: DocumentNode,
    call: SubgraphCall,
    context: RequestContext<Services>,
    rootValue?: unknown,
  ) {
    return execute({
      schema: this.parts.schema,
      document,
      rootValue,
      contextValue: context,
      variableValues: call.variables,
      operationName: call.operationName,
    });
  }

  private makeContext(call: SubgraphCall, ending: Ending): RequestContext<Services> {
    const { services, database, log, logger } = this.parts;
    const { visa, requestId, resumeAfter } = call;
    return new RequestContext({ visa, services, database, log, logger, requestId, ending, resumeAfter });
  }

  private async guarded<Result>(fn: () => Promise<Result>): Promise<Result | ExecutionResult> {
    try {
      return await fn();
    } catch (error) {
      return { data: null, errors: [this.mask(error)] };
    }
  }

  private masked(result: ExecutionResult): ExecutionResult {
    return result.errors ? { ...result, errors: result.errors.map((error) => this.mask(error)) } : result;
  }

  mask(error: unknown): GraphQLError {
    return toGraphQLError(this.refused(error), ({ reference, error: err }) =>
      this.parts.logger.error({ err, reference, subgraph: this.parts.name }, 'unexpected error'),
    );
  }

  /** A refusal of the database is an answer, but worth a line: a field should have said so before it asked. */
  private refused(error: unknown): unknown {
    const located = error instanceof GraphQLError ? error : undefined;
    const cause = located?.originalError ?? error;
    const refusal = refusalOf(cause);
    if (!refusal) return error;
    this.parts.logger.warn({ err: cause, subgraph: this.parts.name, path: located?.path }, 'refused by the database');
    return located ? new GraphQLError(refusal.message, { ...located, originalError: refusal }) : refusal;
  }
}

const endingOf = ({ signal }: SubgraphCall): Ending =>
  signal instanceof AbortSignal ? { signal } : new LazyAbort(signal);
