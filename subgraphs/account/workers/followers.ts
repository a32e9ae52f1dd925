import type { Work } from '../../../platform/database/index.ts';
import { Consumer, type LogEvent } from '../../../platform/log/index.ts';
import type { Kit, Worker } from '../../../platform/subgraph/index.ts';
import { adoptAttributes } from '../actions/adopt-attributes.ts';
import { deliverMessage } from '../actions/deliver-message.ts';
import { openAccount } from '../actions/open-account.ts';
import { askAttributes } from '../connectors/identity-attributes.ts';
import { EMPTY_PREFILL, type Prefill } from '../domain/verified-attribute.ts';

type Effect = (work: Work, citizenId: string, prefill: Prefill) => Promise<void>;

const EFFECTS: ReadonlyMap<string, Effect> = new Map([
  ['CITIZEN_REGISTERED', openAccount],
  ['ACCOUNT_LINKED', adoptAttributes],
]);

/**
 * Follows identity: who registers gets an account, a profile with what is proven of her, and a welcome; what an account
 * linked later proves enters the profile as well.
 */
export const followIdentity = ({ feedOf, database, logger, ask }: Kit): Worker =>
  new Consumer<Prefill>({
    feed: feedOf('identity'),
    database,
    logger,
    prepare: async ({ kind, party }) => (EFFECTS.has(kind) ? askAttributes(ask, party) : EMPTY_PREFILL),
    apply: async (work, event, prefill) => {
      await EFFECTS.get(event.kind)?.(work, event.party, prefill);
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
