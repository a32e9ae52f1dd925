import { checkNeeds } from '../../../platform/rights/index.ts';
import { citizenReference } from '../../../platform/subgraph/index.ts';
import type { Context } from '../context.ts';
import type { Case } from '../entities/case.ts';
import { Citizen } from '../entities/citizen.ts';
import { caseById } from '../loaders/case-by-id.ts';
import { CASE_NEEDS } from './case-needs.ts';
import { toService } from './to-service.ts';
import type { ServiceView } from './types/service.ts';

/** A case is no side door: the same needs as `case(id)`, then the row rules; null for what is not hers. */
function caseReference({ id }: { id: string }, context: Context): Promise<Case | null> {
  checkNeeds(CASE_NEEDS, context.principal);
  return context.load(caseById, id);
}

const serviceReference = ({ key }: { key: string }, { services: { catalogue } }: Context): ServiceView | null =>
  catalogue.has(key) ? toService(catalogue.service(key), catalogue) : null;

/** Keys this subgraph shares. */
export const references = {
  Citizen: citizenReference(Citizen),
  Case: caseReference,
  Service: serviceReference,
};
