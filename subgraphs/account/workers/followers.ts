import type { Work } from '../../../platform/database/index.ts';
import { Consumer, type LogEvent } from '../../../platform/log/index.ts';
import type { Kit, Worker } from '../../../platform/subgraph/index.ts';
import { deliverMessage } from '../actions/deliver-message.ts';
import { openAccount } from '../actions/open-account.ts';
import { askAttributes } from '../connectors/identity-attributes.ts';
import { EMPTY_PREFILL, type Prefill } from '../domain/verified-attribute.ts';

const isRegistration = ({ kind }: LogEvent): boolean => kind === 'CITIZEN_REGISTERED';

/** Follows identity: who registers gets an account, a profile with what is proven of her, and a welcome. */
export const followIdentity = ({ feedOf, database, logger, ask }: Kit): Worker =>
  new Consumer<Prefill>({
    feed: feedOf('identity'),
    database,
    logger,
    prepare: async (event) => (isRegistration(event) ? askAttributes(ask, event.party) : EMPTY_PREFILL),
    apply: async (work, event, prefill) => {
      if (isRegistration(event)) await openAccount(work, event.party, prefill);
      await deliverMessage(work, event);
    },
  });

const deliver = (work: Work, event: LogEvent): Promise<void> => deliverMessage(work, event);

/** Follows townhall: each step of a case that a citizen should hear of becomes a message. */
export const followTownhall = ({ feedOf, database, logger }: Kit): Worker =>
  new Consumer({ feed: feedOf('townhall'), database, logger, apply: deliver });

/** Follows payment: money that has arrived becomes a message. */
export const followPayment = ({ feedOf, database, logger }: Kit): Worker =>
  new Consumer({ feed: feedOf('payment'), database, logger, apply: deliver });
