import type { AnyEntity, EntityName } from '@mikro-orm/core';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { NonEmptyArray } from 'type-graphql';
import type { Database, MigrationStep } from '../database/index.ts';
import type { JobDefinition, Jobs } from '../jobs/index.ts';
import { type Feed, type Log, UPKEEP_MIGRATION } from '../log/index.ts';
import type { Principal, SubgraphName } from '../visa/index.ts';
import type { RequestContext } from './context.ts';

/** What the kit gives a subgraph at its start. */
export interface Kit {
  readonly database: Database;
  readonly log: Log;
  readonly logger: Logger;
  /** The hub's address as browsers see it, without a slash at the end: `PUBLIC_URL`. */
  readonly publicUrl: string;
  /** The hub's secret; derive keys from it by HKDF with a name of your own, never use it bare. */
  readonly secret: string;
  /** Environment variables, for the subgraph's own config.ts. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** URL of the application role, for libraries with connections of their own. */
  readonly appUrl: string;
  readonly ownerUrl: string;
  /** What runs by the clock (`every`), and what an action leaves for later in its unit of work (`later`). */
  readonly jobs: Pick<Jobs, 'every' | 'later'>;
  /** The log of another subgraph, wherever that runs. */
  feedOf(name: SubgraphName): Feed;
  /** Asks another subgraph one of its `internal` questions, wherever that runs. Never inside a unit of work. */
  ask<Answer>(name: SubgraphName, question: string, body: unknown): Promise<Answer>;
}

/** Something that runs beside requests: a consumer of a log, a timer. */
export interface Worker {
  start(): void | Promise<void>;
  stop(): Promise<void>;
}

/** A started subgraph's own parts. */
export interface Parts<Services> {
  /** What resolvers and actions find as `context.services`: connectors, catalogue, configuration. */
  readonly services: Services;
  readonly workers?: readonly Worker[];
  /** Jobs that run by the clock or that `kit.jobs.later` asks for. */
  readonly jobs?: readonly JobDefinition[];
  /** HTTP that browsers reach through the gateway under the subgraph's fixed prefixes. */
  readonly routes?: (app: FastifyInstance) => void | Promise<void>;
  /** HTTP for the hub's own parts, behind a system visa: name -> handler of a JSON question. */
  readonly internal?: Readonly<Record<string, (question: unknown, caller: Principal) => Promise<unknown>>>;
  close?(): Promise<void>;
}

/** A reference resolver: from the key fields of a representation to the entity, or null when there is none for this viewer. */
export type ReferenceResolver = (reference: never, context: RequestContext<never>) => unknown;

/** Subgraph (Teilgraph) as a value: the same in one process or many. */
export interface SubgraphDefinition<Services = unknown> {
  readonly name: SubgraphName;
  readonly entities: readonly EntityName<AnyEntity>[];
  readonly migrations: readonly MigrationStep[];
  /** type-graphql resolver classes. */
  // biome-ignore lint/complexity/noBannedTypes: type-graphql's own type
  readonly resolvers: NonEmptyArray<Function>;
  /** Every ObjectType of this subgraph: one that is reached only through `_entities` would be left out otherwise. */
  // biome-ignore lint/complexity/noBannedTypes: type-graphql's own type
  readonly types: readonly Function[];
  readonly references: Readonly<Record<string, ReferenceResolver>>;
  /** URL prefixes served to browsers: `/oidc`, `/pay`. */
  readonly prefixes?: readonly string[];
  start(kit: Kit): Promise<Parts<Services>>;
}

/** Steps that come after the subgraph's own first one, which made the log. Those already run are never edited. */
const PLATFORM_MIGRATIONS: readonly MigrationStep[] = [UPKEEP_MIGRATION];

/**
 * Keeps the type of the services while the hub holds definitions of all kinds, and adds the platform's migrations: whoever
 * migrates a subgraph, or names a template after what is in it, has them all.
 */
export const defineSubgraph = <Services>(definition: SubgraphDefinition<Services>): SubgraphDefinition<Services> => ({
  ...definition,
  migrations: [...definition.migrations, ...PLATFORM_MIGRATIONS],
});
