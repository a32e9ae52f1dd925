import { defineSubgraph, type Kit, meResolver, type Parts } from '../../platform/subgraph/index.ts';
import { systemClock } from '../../platform/time.ts';
import { readConfig } from './config.ts';
import type { TownhallServices } from './context.ts';
import { Case } from './entities/case.ts';
import { CaseNote } from './entities/case-note.ts';
import { Citizen } from './entities/citizen.ts';
import { internalQuestions } from './internal.ts';
import { cases } from './migrations/0001-cases.ts';
import { loadCatalogue } from './modules/catalogue/domain/load-catalogue.ts';
import { CaseEventResolver } from './resolvers/case-event-resolver.ts';
import { CaseMutations } from './resolvers/case-mutations.ts';
import { CaseResolver } from './resolvers/case-resolver.ts';
import { CatalogueResolver } from './resolvers/catalogue-resolver.ts';
import { CitizenResolver } from './resolvers/citizen-resolver.ts';
import { OfficeCaseResolver } from './resolvers/office-case-resolver.ts';
import { references } from './resolvers/references.ts';
import { ServiceView } from './resolvers/types/service.ts';
import { followPayments } from './workers/payment-feed.ts';

/** Town hall (Rathaus): what the town does for you. */
export const townhall = defineSubgraph<TownhallServices>({
  name: 'townhall',
  entities: [Case, CaseNote],
  migrations: [cases],
  resolvers: [
    meResolver(Citizen),
    CatalogueResolver,
    CitizenResolver,
    CaseResolver,
    CaseEventResolver,
    CaseMutations,
    OfficeCaseResolver,
  ],
  types: [Citizen, Case, ServiceView],
  references,
  start: async (kit) => startTownhall(kit),
});

function startTownhall(kit: Kit): Parts<TownhallServices> {
  const catalogue = loadCatalogue(readConfig(kit.env).catalogueFolder);
  const services = { catalogue, clock: systemClock };
  return {
    services,
    workers: [followPayments(kit, services.clock)],
    internal: internalQuestions(kit.database, catalogue),
  };
}
