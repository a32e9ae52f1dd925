import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { LocalizedText } from '../../../../platform/subgraph/index.ts';
import type { PartnerApp } from '../../domain/partner-app.ts';

export enum PartnerAppKind {
  OWN = 'OWN',
  APP = 'APP',
  PORTAL = 'PORTAL',
  SYSTEM = 'SYSTEM',
}
registerEnumType(PartnerAppKind, {
  name: 'PartnerAppKind',
  description: 'Kinds of registered apps.',
  valuesConfig: {
    OWN: { description: "The town's own portal: it asks no consent." },
    APP: { description: "Somebody else's app, for citizens." },
    PORTAL: { description: 'A portal of another level, which may link and act for a citizen.' },
    SYSTEM: { description: 'A specialist system (Fachverfahren).' },
  },
});

/** Purpose (Zweck) of a partner app, as citizens read it. */
@ObjectType('PartnerPurpose', { description: 'What a partner app may ask a citizen for.' })
export class PartnerPurpose {
  @Field(() => String, { description: 'Scope, and name of the purpose.' })
  scope!: string;

  @Field(() => LocalizedText, { description: 'What the app needs it for, as the consent page says it.' })
  text!: LocalizedText;

  @Field(() => Int, { description: 'How many days a consent stands before it is asked again.' })
  days!: number;
}

/** Partner app (Partneranwendung) as the staff desk sees it: what its file says. Secrets and keys stay where they are. */
@ObjectType('PartnerApp', { description: 'An app registered with the hub (Partneranwendung).' })
export class PartnerAppView {
  @Field(() => ID, { description: 'Client id: the name of its file.' })
  id!: string;

  @Field(() => LocalizedText, { description: 'Name, as citizens read it.' })
  name!: LocalizedText;

  @Field(() => PartnerAppKind, { description: 'Kind.' })
  kind!: PartnerAppKind;

  @Field(() => String, { description: 'Who answers for it.' })
  provider!: string;

  @Field(() => String, { description: 'Where to reach them.' })
  contact!: string;

  @Field(() => String, { nullable: true, description: 'Picture as a data address; null when it has none.' })
  logo!: string | null;

  @Field(() => [String], { description: 'Addresses it may send citizens back to.' })
  redirectUris!: readonly string[];

  @Field(() => [PartnerPurpose], { description: 'What it may ask citizens for.' })
  purposes!: readonly PartnerPurpose[];

  @Field(() => Int, {
    nullable: true,
    description: 'Operations a minute in the graph, over all its users; null: the rate every app has.',
  })
  graphRate!: number | null;

  static of(app: PartnerApp): PartnerAppView {
    const { clientId: id, kind, scopes, graphRate = null, ...shown } = app;
    const { name, provider, contact, logo, redirectUris } = shown;
    const purposes = scopes.map(({ scope, purpose: text, days }) => ({ scope, text, days }));
    const kindOf = PartnerAppKind[kind.toUpperCase() as keyof typeof PartnerAppKind];
    const view = { id, kind: kindOf, name, provider, contact, logo, redirectUris, purposes, graphRate };
    return Object.assign(new PartnerAppView(), view);
  }
}
