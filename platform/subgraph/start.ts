import type { Logger } from 'pino';
import { Database, migrate } from '../database/index.ts';
import { invariant } from '../errors/index.ts';
import { ensureJobs, Jobs } from '../jobs/index.ts';
import { Bell, type Feed, LocalFeed, Log, logUpkeep, Sequencer } from '../log/index.ts';
import type { Principal, SubgraphName } from '../visa/index.ts';
import type { Kit, Parts, SubgraphDefinition } from './definition.ts';
import { SubgraphExecutor } from './execute.ts';
import { buildSubgraph } from './schema.ts';

export interface SubgraphOptions {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly publicUrl: string;
  readonly secret: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly logger: Logger;
}

/**
 * A subgraph on its way up: `prepare` opens its database and log, so that others may follow its feed; `start` then brings
 * up its own parts. Two steps, because payment follows townhall and identity follows payment's neighbours.
 */
export class RunningSubgraph {
  #parts: Parts<unknown> | undefined;
  #executor: SubgraphExecutor<unknown> | undefined;

  private constructor(
    readonly definition: SubgraphDefinition,
    private readonly options: SubgraphOptions,
    readonly database: Database,
    private readonly bell: Bell,
    private readonly sequencer: Sequencer,
    private readonly log: Log,
    readonly feed: Feed,
    private readonly jobs: Jobs,
  ) {}

  static async prepare(definition: SubgraphDefinition, options: SubgraphOptions): Promise<RunningSubgraph> {
    const { name, entities, migrations } = definition;
    const { ownerUrl, appUrl, secret } = options;
    const logger = options.logger.child({ subgraph: name });
    await migrate(ownerUrl, entities, migrations);
    const bell = new Bell();
    const sequencer = new Sequencer(appUrl, bell, logger);
    const database = await Database.open({ appUrl, entities, onPublished: () => sequencer.poke() });
    const log = new Log({ subgraph: name, database, bell, secret, logger });
    await Promise.all([log.start(), sequencer.start(), ensureJobs(database, ownerUrl)]);
    const feed = new LocalFeed(name, database, bell);
    const jobs = new Jobs({ appUrl, logger });
    return new RunningSubgraph(definition, { ...options, logger }, database, bell, sequencer, log, feed, jobs);
  }

  get name(): SubgraphName {
    return this.definition.name;
  }

  get executor(): SubgraphExecutor<unknown> {
    invariant(this.#executor, 'a subgraph is asked after its start');
    return this.#executor;
  }

  get routes(): Parts<unknown>['routes'] {
    return this.#parts?.routes;
  }

  async start(neighbours: Pick<Kit, 'feedOf' | 'ask'>): Promise<void> {
    const { database, log, jobs, options, definition } = this;
    const { logger } = options;
    const parts = await definition.start({ ...options, ...neighbours, database, log, jobs });
    const { schema } = buildSubgraph(definition as SubgraphDefinition<never>);
    this.#executor = new SubgraphExecutor({ name: this.name, schema, services: parts.services, database, log, logger });
    this.#parts = parts;
    for (const worker of parts.workers ?? []) await worker.start();
    for (const job of [...logUpkeep(database), ...(parts.jobs ?? [])]) jobs.define(job);
    jobs.startSoon();
  }

  /** Answers a question of another part of the hub; the caller must hold a system visa. */
  async ask(question: string, body: unknown, caller: Principal): Promise<unknown> {
    invariant(caller.kind === 'system', 'only parts of the hub ask each other');
    const handler = this.#parts?.internal?.[question];
    invariant(handler, `${this.name} knows no question "${question}"`);
    return handler(body, caller);
  }

  /** Throws when the database does not answer. */
  async checkReady(): Promise<void> {
    await this.log.state();
  }

  async stop(): Promise<void> {
    await Promise.all([this.jobs.stop(), ...(this.#parts?.workers ?? []).map((worker) => worker.stop())]);
    await this.#parts?.close?.();
    await this.log.stop();
    this.bell.ring();
    await this.sequencer.stop();
    await this.database.close();
  }
}
