import type { PendingFlow } from '../actions/pending-flows.ts';
import { linkAddress } from '../domain/link-address.ts';
import { languageOf } from './interaction.ts';
import type { RouteParts, Visit } from './parts.ts';

/** Where a citizen goes on when a provider failed her: the choice of a sign-in, or her link from its start. Both still wait. */
export const wayOn = ({ services }: Pick<RouteParts, 'services'>, visit: Visit, flow: PendingFlow): string =>
  flow.accountLink
    ? linkAddress(services.publicUrl, services.linkKey, flow.accountLink)
    : `${services.publicUrl}/sign-in/${flow.interaction}?lang=${languageOf(visit)}`;
