import { createHash } from 'node:crypto';
import type { ExecutionResult, GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { v7 as uuidv7 } from 'uuid';
import { migrate } from '../database/index.ts';
import { installJobs, JOBS_MARK } from '../jobs/index.ts';
import type { Feed, LogEvent } from '../log/index.ts';
import { makeLogger } from '../server/index.ts';
import { RunningSubgraph, type StreamMessage, type SubgraphDefinition } from '../subgraph/index.ts';
import { makeVisa, type Principal, PUBLIC_PRINCIPAL } from '../visa/index.ts';
import { cloneDatabase, templateDatabase } from './test-database.ts';

type Variables = Readonly<Record<string, unknown>>;

/** One principal's way of asking a subgraph. */
export interface Asker {
  /** Data of a query or mutation that must succeed; throws the first error otherwise. */
  query<Data = Record<string, never>>(document: string, variables?: Variables): Promise<Data>;
  /** The whole answer, errors and all. */
  ask(document: string, variables?: Variables): Promise<ExecutionResult>;
  subscribe(
    document: string,
    variables?: Variables,
    resumeAfter?: string,
  ): AsyncGenerator<StreamMessage, void, undefined>;
}

export interface TestSubgraph {
  readonly running: RunningSubgraph;
  /** Speaks GraphQL as this principal; nobody by default. */
  as(principal?: Principal): Asker;
  /** URL of a superuser, to look at rows behind row level security. */
  readonly adminUrl: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  stop(): Promise<void>;
}

/** A feed without a subgraph behind it: tests push the events another subgraph would have published. */
export class TestFeed implements Feed {
  readonly events: LogEvent[] = [];
  readonly #epoch = uuidv7();

  constructor(readonly source: string) {}

  push(event: Partial<LogEvent> & Pick<LogEvent, 'kind' | 'subject' | 'party'>): LogEvent {
    const seq = this.events.length + 1;
    const defaults = { eventId: uuidv7(), office: null, version: seq, state: '', data: {}, occurredAt: new Date() };
    const full = { ...defaults, ...event, seq };
    this.events.push(full);
    return full;
  }

  async after(seq: number) {
    const events = this.events.filter((event) => event.seq > seq).slice(0, 200);
    return { epoch: this.#epoch, head: this.events.length, events };
  }

  async subject(id: string, afterVersion: number) {
    return this.events.filter(({ subject, version }) => subject === id && version > afterVersion);
  }

  async wait(_seq: number, timeoutMs: number, signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.min(timeoutMs, 10));
      signal.addEventListener('abort', done);
    });
  }
}

export interface TestOptions {
  env?: Readonly<Record<string, string>>;
  /** The hub's address as browsers see it; default `http://localhost:4000`. */
  publicUrl?: string;
  feeds?: readonly Feed[];
  /** Where the log goes; nowhere by default. */
  logger?: Logger;
  /** What other subgraphs answer to internal questions: `'identity.attributes': (body) => ...`. */
  answers?: Readonly<Record<string, (body: never) => unknown>>;
}

/** Starts one subgraph on a database of its own, cloned from a migrated template. */
export async function startTestSubgraph(
  definition: SubgraphDefinition<never> | SubgraphDefinition,
  { env = {}, publicUrl = 'http://localhost:4000', feeds = [], answers = {}, logger }: TestOptions = {},
): Promise<TestSubgraph> {
  const { name, entities, migrations } = definition;
  const key = createHash('sha256')
    .update(JSON.stringify(migrations) + JOBS_MARK)
    .digest('hex')
    .slice(0, 16);
  const template = await templateDatabase(name, key, async (ownerUrl) => {
    await migrate(ownerUrl, entities, migrations);
    await installJobs(ownerUrl);
  });
  const database = await cloneDatabase(template);
  const running = await RunningSubgraph.prepare(definition as SubgraphDefinition, {
    ...database,
    publicUrl,
    secret: 'a secret for tests only, long enough to derive keys from',
    env,
    logger: logger ?? makeLogger({ level: process.env.LOG_LEVEL ?? 'silent' }),
  });
  await running.start({
    feedOf: (source) => feeds.find((feed) => feed.source === source) ?? new TestFeed(source),
    ask: async (name, question, body) => answers[`${name}.${question}`]?.(body as never) as never,
  });
  return {
    ...database,
    running,
    as: (principal = PUBLIC_PRINCIPAL) => askerOf(running, principal),
    stop: async () => {
      await running.stop();
      await database.drop();
    },
  };
}

function askerOf(running: RunningSubgraph, principal: Principal): Asker {
  const call = (document: string, variables?: Variables) => ({
    document,
    variables,
    visa: makeVisa({ audience: running.name, issuer: 'test', principal }),
    requestId: uuidv7(),
  });
  const ask = (document: string, variables?: Variables) => running.executor.execute(call(document, variables));
  return {
    ask,
    query: async <Data>(document: string, variables?: Variables) => {
      const { data, errors } = await ask(document, variables);
      if (errors) throw errors[0] as GraphQLError;
      return data as Data;
    },
    subscribe: (document, variables, resumeAfter) =>
      running.executor.subscribe({ ...call(document, variables), resumeAfter }),
  };
}
