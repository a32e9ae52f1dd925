import type { Logger } from 'pino';
import { invariant } from '../platform/errors/index.ts';
import type { Feed } from '../platform/log/index.ts';
import { RunningSubgraph } from '../platform/subgraph/index.ts';
import { type SubgraphName, systemPrincipal } from '../platform/visa/index.ts';
import type { HubConfig } from './config.ts';
import { SUBGRAPHS } from './subgraphs.ts';

export interface LocalSubgraphsOptions {
  config: HubConfig;
  /** Settings of the subgraphs, those of the sandbox among them. */
  env: Readonly<Record<string, string | undefined>>;
  databases: Readonly<Record<string, { ownerUrl: string; appUrl: string }>>;
  secret: string;
  logger: Logger;
}

/** All six subgraphs in this process, calling each other without a network hop. */
export class LocalSubgraphs {
  private constructor(readonly all: ReadonlyMap<SubgraphName, RunningSubgraph>) {}

  /** Opens all databases first, so that each may follow any other's log, then starts the subgraphs side by side. */
  static async start({ config, env, databases, secret, logger }: LocalSubgraphsOptions): Promise<LocalSubgraphs> {
    const { publicUrl } = config;
    const prepared = await Promise.all(
      SUBGRAPHS.map((definition) => {
        const urls = databases[definition.name];
        invariant(urls, `${definition.name} has a database`);
        return RunningSubgraph.prepare(definition, { ...urls, publicUrl, secret, env, logger });
      }),
    );
    const local = new LocalSubgraphs(new Map(prepared.map((subgraph) => [subgraph.name, subgraph])));
    await Promise.all(prepared.map((subgraph) => subgraph.start(local.neighboursOf(subgraph.name))));
    return local;
  }

  get(name: SubgraphName): RunningSubgraph {
    const subgraph = this.all.get(name);
    invariant(subgraph, `the hub has a subgraph ${name}`);
    return subgraph;
  }

  /** Asks as a part of the hub. */
  ask<Answer>(name: SubgraphName, question: string, body: unknown, caller: string): Promise<Answer> {
    return this.get(name).ask(question, body, systemPrincipal(caller)) as Promise<Answer>;
  }

  async checkReady(): Promise<void> {
    await Promise.all([...this.all.values()].map((subgraph) => subgraph.checkReady()));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.all.values()].map((subgraph) => subgraph.stop()));
  }

  private neighboursOf(self: SubgraphName) {
    return {
      feedOf: (name: SubgraphName): Feed => this.get(name).feed,
      ask: <Answer>(name: SubgraphName, question: string, body: unknown) =>
        this.ask<Answer>(name, question, body, self),
    };
  }
}
