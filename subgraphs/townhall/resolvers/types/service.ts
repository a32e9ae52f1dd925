import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { DateScalar, JSONScalar, LocalizedText, TrustLevel } from '../../../../platform/subgraph/index.ts';
import { OfficeView, ServiceCategoryView } from './office.ts';
import { ServiceAudience, ServiceDocumentView, ServiceFeeView, ServiceOutcomeView } from './service-parts.ts';

/** Service (Leistung) as the graph shows it. What can be missing when a service has left the catalogue is nullable. */
@Directive('@key(fields: "key")')
@ObjectType('Service', { description: 'Service (Leistung): what the town offers, as its file in the catalogue says.' })
export class ServiceView {
  @Field(() => String, { description: 'Key, stable: `geburtsurkunde`.' })
  key!: string;

  @Field(() => Int, { description: 'Rises with every change of form or fee. In a case: the version applied for.' })
  version!: number;

  @Field(() => LocalizedText, { description: 'Name.' })
  name!: LocalizedText;

  @Field(() => String, { nullable: true, description: 'LeiKa/FIM-Leistungsschlüssel, 14 digits.' })
  leikaKey?: string | null;

  @Field(() => LocalizedText, { nullable: true, description: 'What it is about.' })
  description?: LocalizedText;

  @Field(() => LocalizedText, { nullable: true, description: 'What happens after sending.' })
  whatNext?: LocalizedText;

  @Field(() => ServiceCategoryView, { nullable: true, description: 'Category.' })
  category?: ServiceCategoryView | null;

  @Field(() => OfficeView, { nullable: true, description: 'Office that receives applications.' })
  office?: OfficeView | null;

  @Field(() => OfficeView, { nullable: true, description: 'Authority that decides, when it is another one.' })
  decidedBy?: OfficeView | null;

  @Field(() => [ServiceAudience], { nullable: true, description: 'For whom it is.' })
  audience?: ServiceAudience[];

  @Field(() => TrustLevel, { nullable: true, description: 'Trust level an application needs.' })
  trustLevel?: TrustLevel;

  @Field(() => [String], { nullable: true, description: 'Legal basis (Rechtsgrundlage): sections and acts.' })
  legalBasis?: readonly string[];

  @Field(() => Boolean, { nullable: true, description: 'A law asks for paper and signature (Schriftform).' })
  writtenFormRequired?: boolean;

  @Field(() => Boolean, { nullable: true, description: 'A law asks for presence at the office.' })
  presenceRequired?: boolean;

  @Field(() => ServiceFeeView, { nullable: true, description: 'Fee; null when there is none.' })
  fee?: ServiceFeeView | null;

  @Field(() => [ServiceDocumentView], { nullable: true, description: 'Documents to hand in.' })
  documents?: ServiceDocumentView[];

  @Field(() => JSONScalar, {
    nullable: true,
    description: 'The form: `schema` (JSON Schema 2020-12 of `SubmitCaseInput.data`) and `steps`, its pages in order.',
  })
  form?: unknown;

  @Field(() => Int, { nullable: true, description: 'Promised duration in working days.' })
  processingDays?: number;

  @Field(() => [ServiceOutcomeView], { nullable: true, description: 'What the case may end with.' })
  outcome?: ServiceOutcomeView[];

  @Field(() => DateScalar, { nullable: true, description: 'Online since.' })
  onlineSince?: string;
}
