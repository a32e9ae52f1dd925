import type { GraphQLError } from 'graphql';
import { v7 as uuidv7 } from 'uuid';
import { makeVisa, type Principal, type SubgraphName } from '../../platform/visa/index.ts';
import type { Sandbox } from '../../sandbox/start-sandbox.ts';
import type { Hub } from '../start-hub.ts';
import type { SeedTarget } from './seed-target.ts';

type Variables = Readonly<Record<string, unknown>>;

/** The hub of this process, for the seeding. */
export function localTarget({ config, subgraphs, logger }: Hub, sandbox: Sandbox): SeedTarget {
  return {
    dataFolder: config.dataFolder,
    extraCitizens: config.extraCitizens,
    sandboxIssuer: sandbox.issuer,
    logger,
    ask: (name, question, body) => subgraphs.ask(name, question, body, 'hub'),
    graphql: async <Data>(name: SubgraphName, principal: Principal, document: string, variables?: Variables) => {
      const visa = makeVisa({ audience: name, issuer: 'hub', principal });
      const call = { document, variables, visa, requestId: uuidv7() };
      const { data, errors } = await subgraphs.get(name).executor.execute(call);
      if (errors) throw seedingError(name, errors as readonly GraphQLError[]);
      return data as Data;
    },
    database: (name) => subgraphs.get(name).database,
  };
}

export const seedingError = (name: string, errors: readonly { message: string; extensions?: unknown }[]): Error =>
  new Error(`Seeding ${name} failed: ${errors[0]?.message} ${JSON.stringify(errors[0]?.extensions ?? {})}`);
