import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { JSONScalar, LocalizedText, Money } from '../../../../platform/subgraph/index.ts';

export enum ServiceAudience {
  CITIZEN = 'CITIZEN',
  COMPANY = 'COMPANY',
  ASSOCIATION = 'ASSOCIATION',
}
registerEnumType(ServiceAudience, {
  name: 'ServiceAudience',
  description: 'For whom a service is (Zielgruppe).',
  valuesConfig: {
    CITIZEN: { description: 'Citizens.' },
    COMPANY: { description: 'Companies.' },
    ASSOCIATION: { description: 'Associations.' },
  },
});

export enum ServiceFeeMoment {
  BEFORE_REVIEW = 'BEFORE_REVIEW',
  AFTER_DECISION = 'AFTER_DECISION',
}
registerEnumType(ServiceFeeMoment, {
  name: 'ServiceFeeMoment',
  description: 'When the fee of a service is paid.',
  valuesConfig: {
    BEFORE_REVIEW: { description: 'With the application.' },
    AFTER_DECISION: { description: 'After the decision.' },
  },
});

export enum ServiceOutcomeKind {
  NOTICE = 'NOTICE',
  CERTIFICATE = 'CERTIFICATE',
  PERMIT = 'PERMIT',
  CONFIRMATION = 'CONFIRMATION',
}
registerEnumType(ServiceOutcomeKind, {
  name: 'ServiceOutcomeKind',
  description: 'What a case may end with.',
  valuesConfig: {
    NOTICE: { description: 'Notice (Bescheid).' },
    CERTIFICATE: { description: 'Certificate (Urkunde, Bescheinigung).' },
    PERMIT: { description: 'Permit (Genehmigung, Ausweis).' },
    CONFIRMATION: { description: 'Confirmation (Bestätigung).' },
  },
});

@ObjectType('ServiceFee', { description: 'Fee of a service (Gebühr), before anybody has applied.' })
export class ServiceFeeView {
  @Field(() => String, { description: 'Key of the fee, stable: a fee is identified by case and key.' })
  key!: string;

  @Field(() => String, { description: 'Text on the bank statement (Verwendungszweck), at most 27 characters.' })
  purpose!: string;

  @Field(() => ServiceFeeMoment, { description: 'When it is paid.' })
  moment!: ServiceFeeMoment;

  @Field(() => Money, { nullable: true, description: 'The amount; null when it depends on the form.' })
  amount!: Money | null;

  @Field(() => Boolean, { description: 'True when there are cases in which nothing is to pay.' })
  waivable!: boolean;
}

@ObjectType('ServiceDocument', { description: 'Document to hand in with an application (Unterlage, Nachweis).' })
export class ServiceDocumentView {
  @Field(() => String, { description: 'Key, unique in the service.' })
  key!: string;

  @Field(() => LocalizedText, { description: 'Name.' })
  name!: LocalizedText;

  @Field(() => LocalizedText, { nullable: true, description: 'What it is about and where to get it.' })
  help?: LocalizedText | null;

  @Field(() => Boolean, { description: 'Always required.' })
  required!: boolean;

  @Field(() => JSONScalar, { nullable: true, description: 'Required when this condition over the form data holds.' })
  neededIf?: unknown;

  @Field(() => Boolean, { description: 'May be handed in after sending (nachreichen).' })
  laterAllowed!: boolean;

  @Field(() => [String], { description: 'Accepted media types: `application/pdf`.' })
  mimeTypes!: readonly string[];

  @Field(() => Int, { description: 'Largest size in megabytes, 1 to 25.' })
  maxMegabytes!: number;
}

@ObjectType('ServiceOutcome', { description: 'What a case of this service may end with (Ergebnis).' })
export class ServiceOutcomeView {
  @Field(() => ServiceOutcomeKind, { description: 'Kind.' })
  kind!: ServiceOutcomeKind;

  @Field(() => LocalizedText, { description: 'Name.' })
  name!: LocalizedText;
}
