import type { Work } from '../../../platform/database/index.ts';
import { Consumer, type LogEvent } from '../../../platform/log/index.ts';
import type { Kit, Worker } from '../../../platform/subgraph/index.ts';
import { adoptAttributes } from '../actions/adopt-attributes.ts';
import { deliverMessage } from '../actions/deliver-message.ts';
import { openAccount } from '../actions/open-account.ts';
import { askAttributes, type Chosen } from '../connectors/identity-attributes.ts';
import { EMPTY_PREFILL, type Prefill } from '../domain/verified-attribute.ts';

type Effect = (work: Work, citizenId: string, prefill: Prefill) => Promise<void>;

const EFFECTS: ReadonlyMap<string, Effect> = new Map([
  ['CITIZEN_REGISTERED', openAccount],
  ['ATTRIBUTES_ADOPTED', adoptAttributes],
]);

/**
 * Follows identity: who registers gets an account, a profile with what is proven of her, and a welcome; of what an account
 * linked later proves, what she chooses enters the profile.
 */
export const followIdentity = ({ feedOf, database, logger, ask }: Kit): Worker =>
  new Consumer<Prefill>({
    feed: feedOf('identity'),
    database,
    logger,
    prepare: async (event) =>
      EFFECTS.has(event.kind) ? askAttributes(ask, event.party, chosenIn(event)) : EMPTY_PREFILL,
    apply: async (work, event, prefill) => {
      await EFFECTS.get(event.kind)?.(work, event.party, prefill);
      await deliverMessage(work, event);
    },
  });

/** A registration takes over what is proven; everything later is hers to choose. */
function chosenIn({ kind, subject, data: { names } }: LogEvent): Chosen | undefined {
  if (kind !== 'ATTRIBUTES_ADOPTED') return undefined;
  return { account: subject, names: Array.isArray(names) ? names.map(String) : [] };
}

const deliver = (work: Work, event: LogEvent): Promise<void> => deliverMessage(work, event);

/** Follows townhall: each step of a case that a citizen should hear of becomes a message. */
export const followTownhall = ({ feedOf, database, logger }: Kit): Worker =>
  new Consumer({ feed: feedOf('townhall'), database, logger, apply: deliver });

/** Follows payment: money that has arrived becomes a message. */
export const followPayment = ({ feedOf, database, logger }: Kit): Worker =>
  new Consumer({ feed: feedOf('payment'), database, logger, apply: deliver });
