import type { RequestContext } from '../../../platform/subgraph/index.ts';
import type { MessageLibrary } from '../texts/read-texts.ts';

/** What resolvers of this subgraph find as `context.services`. */
export interface AccountServices {
  readonly texts: MessageLibrary;
}

export type AccountContext = RequestContext<AccountServices>;
