import { Consumer } from '../../../platform/log/index.ts';
import type { Kit } from '../../../platform/subgraph/index.ts';
import { applyCaseEvent } from '../actions/apply-case-event.ts';

/** Follows the town hall's log (Mitleser der Vorgänge): what a case costs becomes fees here. */
export const makeCaseConsumer = ({ feedOf, database, logger }: Pick<Kit, 'feedOf' | 'database' | 'logger'>) =>
  new Consumer({ feed: feedOf('townhall'), database, apply: applyCaseEvent, logger });
