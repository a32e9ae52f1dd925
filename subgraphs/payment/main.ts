import { citizenReference, defineSubgraph, LocalizedText, Money, meResolver } from '../../platform/subgraph/index.ts';
import { readPaymentConfig } from './config.ts';
import { Case } from './entities/case.ts';
import { Citizen } from './entities/citizen.ts';
import { Fee } from './entities/fee.ts';
import { fees } from './migrations/0001-fees.ts';
import { CaseResolver, caseReference } from './resolvers/case-resolver.ts';
import type { PaymentServices } from './services.ts';
import { makeCaseConsumer } from './workers/case-consumer.ts';

/** Payment (Bezahlung): what a case costs, paying it, and the ledger. */
export const payment = defineSubgraph<PaymentServices>({
  name: 'payment',
  entities: [Fee],
  migrations: [fees],
  resolvers: [meResolver(Citizen), CaseResolver],
  types: [Citizen, Case, Fee, Money, LocalizedText],
  references: { Citizen: citizenReference(Citizen), Case: caseReference },
  prefixes: ['/pay'],
  start: async (kit) => {
    const { database, logger } = kit;
    const config = readPaymentConfig(kit.env, kit.publicUrl);
    const cases = makeCaseConsumer(kit);
    return { services: { database, logger, config, cases }, workers: [cases] };
  },
});
