import { Money, type TrustLevel } from '../../../platform/subgraph/index.ts';
import type { Case } from '../entities/case.ts';
import type { Catalogue } from '../modules/catalogue/domain/catalogue.ts';
import type { FeeRule } from '../modules/catalogue/domain/fee-rule.ts';
import type { Service } from '../modules/catalogue/domain/service.ts';
import type { OfficeView, ServiceCategoryView } from './types/office.ts';
import { ServiceView } from './types/service.ts';
import type {
  ServiceAudience,
  ServiceDocumentView,
  ServiceFeeView,
  ServiceOutcomeView,
} from './types/service-parts.ts';

/** Shows a service of the catalogue. */
export function toService(service: Service, catalogue: Catalogue): ServiceView {
  const { formality, audience, category, office, decidedBy, fee, form, ...plain } = service;
  const view: ServiceView = {
    key: plain.key,
    version: plain.version,
    name: plain.name,
    leikaKey: plain.leikaKey,
    description: plain.description,
    whatNext: plain.whatNext,
    category: catalogue.categories.find(({ key }) => key === category) as ServiceCategoryView | undefined,
    office: catalogue.office(office) as OfficeView | undefined,
    decidedBy: decidedBy === undefined ? null : (catalogue.office(decidedBy) as OfficeView | undefined),
    audience: audience.map((each) => each.toUpperCase() as ServiceAudience),
    trustLevel: plain.trustLevel as TrustLevel,
    legalBasis: plain.legalBasis ?? [],
    writtenFormRequired: formality.writtenFormRequired,
    presenceRequired: formality.presenceRequired,
    fee: fee && toFee(fee),
    documents: plain.documents as ServiceDocumentView[],
    form,
    processingDays: plain.processingDays,
    outcome: plain.outcome as unknown as ServiceOutcomeView[],
    onlineSince: plain.onlineSince,
  };
  return Object.assign(new ServiceView(), view);
}

const toFee = ({ key, purpose, moment, cents, waivedIf }: FeeRule): ServiceFeeView => ({
  key,
  purpose,
  moment: moment as ServiceFeeView['moment'],
  amount: cents === undefined ? null : Money.euros(cents),
  waivable: waivedIf !== undefined,
});

/** The service of a case: from the catalogue in the version applied for, else what the case itself remembers of it. */
export function toServiceOfCase(of: Case, catalogue: Catalogue): ServiceView {
  const remembered = { key: of.serviceKey, version: of.serviceVersion, name: of.serviceName };
  if (!catalogue.has(of.serviceKey)) return Object.assign(new ServiceView(), remembered);
  return Object.assign(toService(catalogue.service(of.serviceKey), catalogue), remembered);
}
