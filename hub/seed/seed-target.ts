import type { Logger } from 'pino';
import type { Database } from '../../platform/database/index.ts';
import type { Principal, SubgraphName } from '../../platform/visa/index.ts';

/** What the seeding needs of a hub, in one process or many. It speaks GraphQL as people do, and asks as the hub does. */
export interface SeedTarget {
  readonly dataFolder: string;
  /** Number of numbered citizens to add, 0 for none. */
  readonly extraCitizens: number;
  readonly sandboxIssuer: string;
  readonly logger: Logger;
  ask<Answer>(name: SubgraphName, question: string, body: unknown): Promise<Answer>;
  /** Data of an operation that must succeed. */
  graphql<Data>(
    name: SubgraphName,
    principal: Principal,
    document: string,
    variables?: Readonly<Record<string, unknown>>,
  ): Promise<Data>;
  /** For imports, which write as the hub itself. */
  database(name: SubgraphName): Database;
}
