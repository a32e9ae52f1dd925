import type { SqlEntityManager } from '@mikro-orm/postgresql';
import DataLoader from 'dataloader';
import type { Logger } from 'pino';
import { type Database, type ReadSession, viewerOf, type Work } from '../database/index.ts';
import type { Log } from '../log/index.ts';
import type { Principal, Visa } from '../visa/index.ts';

/** A batch of one relation: many keys in, as many values out, in the same order. One file per relation in `loaders/`. */
export interface LoaderDefinition<Key, Value> {
  readonly batch: (keys: readonly Key[], context: RequestContext<never>) => Promise<readonly (Value | Error)[]>;
  readonly cacheKey?: (key: Key) => string;
}

export const defineLoader = <Key, Value>(definition: LoaderDefinition<Key, Value>) => definition;

export interface ContextParts<Services> {
  readonly visa: Visa;
  readonly services: Services;
  readonly database: Database;
  readonly log: Log;
  readonly logger: Logger;
  readonly requestId: string;
  /** Aborted when nobody waits for the answer any more. */
  readonly ending: { readonly signal: AbortSignal };
  readonly resumeAfter?: string;
}

/** What a resolver knows of its request. Reads share one read-only transaction, opened at the first statement. */
export class RequestContext<Services = unknown> {
  #session: ReadSession | undefined;
  #loaders = new Map<object, DataLoader<unknown, unknown, unknown>>();

  constructor(private readonly parts: ContextParts<Services>) {}

  get principal(): Principal {
    return this.parts.visa.principal;
  }
  get services(): Services {
    return this.parts.services;
  }
  get log(): Log {
    return this.parts.log;
  }
  get logger(): Logger {
    return this.parts.logger;
  }
  get requestId(): string {
    return this.parts.requestId;
  }
  get signal(): AbortSignal {
    return this.parts.ending.signal;
  }
  /** Streams: the cursor to continue from, stronger than the argument `after`. */
  get resumeAfter(): string | undefined {
    return this.parts.resumeAfter;
  }

  /** Entity manager for reading as this viewer. Ask for it each time: after an action it is a new one. */
  get em(): SqlEntityManager {
    return this.session().em;
  }

  /** SQL for reading as this viewer, made with the tagged template `sql` from platform/database. */
  sql<Row extends object>(statement: string): Promise<Row[]> {
    return this.session().sql<Row>(statement);
  }

  /** Loads through the one DataLoader of this request for this relation. */
  load<Key, Value>(definition: LoaderDefinition<Key, Value>, key: Key): Promise<Value> {
    let loader = this.#loaders.get(definition);
    if (!loader) {
      loader = new DataLoader<unknown, unknown, unknown>(
        (keys) => definition.batch(keys as Key[], this as unknown as RequestContext<never>),
        { cacheKeyFn: definition.cacheKey as ((key: unknown) => unknown) | undefined },
      );
      this.#loaders.set(definition, loader);
    }
    return loader.load(key) as Promise<Value>;
  }

  /** Changes something as this viewer, in one transaction of its own. What is read afterwards sees it. */
  async unitOfWork<Result>(action: (work: Work) => Promise<Result>): Promise<Result> {
    await this.close();
    return this.parts.database.unitOfWork(viewerOf(this.principal), action);
  }

  /** Ends the reading transaction; the kit calls it when the answer is complete. */
  async close(): Promise<void> {
    const session = this.#session;
    this.#session = undefined;
    this.#loaders.clear();
    await session?.close();
  }

  private session(): ReadSession {
    this.#session ??= this.parts.database.read(viewerOf(this.principal));
    return this.#session;
  }
}
