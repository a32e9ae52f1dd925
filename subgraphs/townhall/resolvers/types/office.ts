import { Field, Int, ObjectType } from 'type-graphql';
import { LocalizedText } from '../../../../platform/subgraph/index.ts';

@ObjectType('OfficeOpeningTime', { description: 'Opening time (Öffnungszeit) of one day of the week.' })
export class OpeningTimeView {
  @Field(() => String, { description: 'Day of the week: `MONDAY` to `SUNDAY`.' })
  day!: string;

  @Field(() => String, { description: 'Opens at, local time `HH:MM`.' })
  from!: string;

  @Field(() => String, { description: 'Closes at, local time `HH:MM`.' })
  to!: string;
}

@ObjectType('OfficeContact', { description: 'How to reach an office.' })
export class OfficeContactView {
  @Field(() => String, { description: 'E-mail address.' })
  email!: string;

  @Field(() => String, { description: 'Telephone number with country code.' })
  phone!: string;

  @Field(() => String, { description: 'Street and house number.' })
  street!: string;

  @Field(() => String, { description: 'Postal code, five digits.' })
  postalCode!: string;

  @Field(() => String, { description: 'Town.' })
  city!: string;
}

/** Office (Amt) as citizens see it. */
@ObjectType('Office', { description: 'Office (Amt): who is responsible, of the town or of another level.' })
export class OfficeView {
  @Field(() => Int, { description: 'Number, unique in the catalogue.' })
  number!: number;

  @Field(() => String, { description: 'Amtlicher Regionalschlüssel, 12 digits.' })
  ars!: string;

  @Field(() => LocalizedText, { description: 'Name.' })
  name!: LocalizedText;

  @Field(() => OfficeContactView, { description: 'How to reach it.' })
  contact!: OfficeContactView;

  @Field(() => [OpeningTimeView], { description: 'Opening times, in order of the week.' })
  openingTimes!: OpeningTimeView[];
}

@ObjectType('ServiceCategory', { description: 'Category of services (Themenfeld).' })
export class ServiceCategoryView {
  @Field(() => String, { description: 'Key: `familie-kind`.' })
  key!: string;

  @Field(() => String, { nullable: true, description: 'Field of the OZG; null for a category of the town itself.' })
  ozgField?: string | null;

  @Field(() => LocalizedText, { description: 'Name.' })
  name!: LocalizedText;
}
