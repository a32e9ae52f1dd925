import { Field, ID, ObjectType } from 'type-graphql';
import { LineMode } from './enums.ts';

/** Agency (Verkehrsunternehmen): who runs a line. */
@ObjectType('TransitAgency', { description: 'Transport company (Verkehrsunternehmen) that runs a line.' })
export class TransitAgency {
  @Field(() => String, { description: 'Name.' })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Web page.' })
  url!: string | null;

  @Field(() => String, { nullable: true, description: 'Telephone number as written by the company.' })
  phone!: string | null;
}

/** Line (Linie): what GTFS calls a route. */
@ObjectType('Line', { description: 'Line (Linie) of a transport company.' })
export class Line {
  @Field(() => ID, { description: 'Id of the feed and of the line in it: `musterhagen:linie-1`.' })
  id!: string;

  @Field(() => String, {
    description: 'What stands on the bus: `RufBus 476`, `1`; the long name when there is no short one.',
  })
  name!: string;

  @Field(() => String, { nullable: true, description: 'Long name, often the way it takes.' })
  longName!: string | null;

  @Field(() => LineMode, { description: 'Means of transport.' })
  mode!: LineMode;

  @Field(() => String, { nullable: true, description: 'Colour as `#RRGGBB`.' })
  color!: string | null;

  @Field(() => String, { nullable: true, description: 'Colour of text on it as `#RRGGBB`.' })
  textColor!: string | null;

  @Field(() => TransitAgency, { nullable: true, description: 'Who runs it.' })
  agency!: TransitAgency | null;
}
