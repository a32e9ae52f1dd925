import {
  citizenReference,
  defineSubgraph,
  LocalizedText,
  Money,
  meResolver,
  PageInfo,
} from '../../platform/subgraph/index.ts';
import { readPaymentConfig } from './config.ts';
import { XBezahldienste } from './connectors/xbezahldienste.ts';
import { Case } from './entities/case.ts';
import { Citizen } from './entities/citizen.ts';
import { Fee } from './entities/fee.ts';
import { Payment } from './entities/payment.ts';
import { PaymentConnection } from './entities/payment-connection.ts';
import { PaymentEvent } from './entities/payment-event.ts';
import { fees } from './migrations/0001-fees.ts';
import { payments } from './migrations/0002-payments.ts';
import { CaseResolver, caseReference } from './resolvers/case-resolver.ts';
import { CitizenResolver } from './resolvers/citizen-resolver.ts';
import { PaymentEventResolver } from './resolvers/payment-event-resolver.ts';
import { PaymentResolver } from './resolvers/payment-resolver.ts';
import { StartPaymentPayload } from './resolvers/start-payment-input.ts';
import { payReturn } from './routes/pay-return.ts';
import type { PaymentServices } from './services.ts';
import { makeCaseConsumer } from './workers/case-consumer.ts';
import { PaymentWorker } from './workers/payment-worker.ts';

/** Payment (Bezahlung): what a case costs, paying it, and the ledger. */
export const payment = defineSubgraph<PaymentServices>({
  name: 'payment',
  entities: [Fee, Payment],
  migrations: [fees, payments],
  resolvers: [meResolver(Citizen), CaseResolver, CitizenResolver, PaymentResolver, PaymentEventResolver],
  types: [
    Citizen,
    Case,
    Fee,
    Payment,
    PaymentConnection,
    PaymentEvent,
    StartPaymentPayload,
    PageInfo,
    Money,
    LocalizedText,
  ],
  references: { Citizen: citizenReference(Citizen), Case: caseReference },
  prefixes: ['/pay'],
  start: async (kit) => {
    const { database, logger } = kit;
    const config = readPaymentConfig(kit.env, kit.publicUrl);
    const cases = makeCaseConsumer(kit);
    const paypage = config.paypage && new XBezahldienste(config.paypage);
    const services: PaymentServices = { database, logger, config, cases, paypage };
    return {
      services,
      workers: paypage ? [cases, new PaymentWorker(services)] : [cases],
      routes: payReturn(services),
      close: async () => paypage?.close(),
    };
  },
});
