import { Consumer } from '../../../platform/log/index.ts';
import type { Kit, Worker } from '../../../platform/subgraph/index.ts';
import type { Clock } from '../../../platform/time.ts';
import { applyPayment } from '../actions/apply-payment.ts';

/** Follows payment's log (Zahlungseingänge): what was paid takes up the cases that waited for it. */
export const followPayments = (kit: Kit, clock: Clock): Worker =>
  new Consumer({
    feed: kit.feedOf('payment'),
    database: kit.database,
    apply: (work, event) => applyPayment(work, event, clock),
    logger: kit.logger,
  });
