import { Directive, Field, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';

/** Trust level (Vertrauensniveau), as the graph shows it. */
export enum TrustLevel {
  BASIC = 'BASIC',
  SUBSTANTIAL = 'SUBSTANTIAL',
  HIGH = 'HIGH',
}
registerEnumType(TrustLevel, {
  name: 'TrustLevel',
  description: 'Trust level (Vertrauensniveau) after OZG section 3, rising.',
  valuesConfig: {
    BASIC: { description: 'Signed in, identity not proven (Basisregistrierung).' },
    SUBSTANTIAL: { description: 'Substantial (substanziell), for instance with an ELSTER certificate.' },
    HIGH: { description: 'High (hoch), with the electronic identity card.' },
  },
});

/** Money (Geldbetrag): integer cents and a currency; never a fraction. */
@Directive('@shareable')
@ObjectType('Money', { description: 'Money (Geldbetrag): integer cents and an ISO 4217 currency.' })
export class Money {
  @Field(() => Int, { description: 'Amount in cents.' })
  cents!: number;

  @Field(() => String, { description: 'ISO 4217 code; `EUR`.' })
  currency!: string;

  static euros(cents: number): Money {
    return Object.assign(new Money(), { cents, currency: 'EUR' });
  }
}

/** Text in the languages of the hub (mehrsprachiger Text): German always, English and Leichte Sprache where citizens read it. */
@Directive('@shareable')
@ObjectType('LocalizedText', { description: 'A text for citizens: German, English, Leichte Sprache.' })
export class LocalizedText {
  @Field(() => String, { description: 'German.' })
  de!: string;

  @Field(() => String, { description: 'English.' })
  en!: string;

  @Field(() => String, { description: 'Leichte Sprache (easy-to-read German).' })
  leicht!: string;
}

/** Page information after the Relay connection specification. */
@Directive('@shareable')
@ObjectType('PageInfo', { description: 'Where a page of a list begins and ends (Relay).' })
export class PageInfo {
  @Field(() => Boolean, { description: 'True when there is more after `endCursor`.' })
  hasNextPage!: boolean;

  @Field(() => Boolean, { description: 'True when the list was continued, so that something came before.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true, description: 'Cursor of the first item; null when the page is empty.' })
  startCursor!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Cursor of the last item; give it as `after` for the next page.',
  })
  endCursor!: string | null;
}

/** Place on the map (Koordinate), WGS 84. */
@Directive('@shareable')
@ObjectType('Point', { description: 'A place in WGS 84.' })
export class Point {
  @Field(() => Number, { description: 'Degrees north.' })
  latitude!: number;

  @Field(() => Number, { description: 'Degrees east.' })
  longitude!: number;
}

@InputType('PointInput', { description: 'A place in WGS 84.' })
export class PointInput {
  @Field(() => Number, { description: 'Degrees north, -90 to 90.' })
  latitude!: number;

  @Field(() => Number, { description: 'Degrees east, -180 to 180.' })
  longitude!: number;
}
