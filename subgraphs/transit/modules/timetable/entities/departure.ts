import { Field, ID, ObjectType } from 'type-graphql';
import { BookingRule } from './booking-rule.ts';
import { OfferState, WheelchairBoarding } from './enums.ts';
import { Line } from './line.ts';

/** On-demand window (Bedienzeit). */
@ObjectType('DepartureWindow', { description: 'From when until when an on-demand bus runs (Bedienzeit).' })
export class DepartureWindow {
  @Field(() => Date, { description: 'Begin.' })
  from!: Date;

  @Field(() => Date, { description: 'End.' })
  to!: Date;
}

/** Departure (Abfahrt): of a timetable, or a ride that one may order. */
@ObjectType('Departure', { description: 'Departure (Abfahrt): by timetable, or a ride on demand that can be booked.' })
export class Departure {
  @Field(() => ID, {
    description: 'Names the trip and its day for as long as this timetable stands; good as a list key.',
  })
  id!: string;

  @Field(() => Line, { description: 'Line.' })
  line!: Line;

  @Field(() => String, { nullable: true, description: 'Destination as shown on the vehicle (Fahrtziel).' })
  headsign!: string | null;

  @Field(() => Date, {
    description: 'By timetable; of a ride on demand the earliest that a booking at the asked moment still gets.',
  })
  scheduledAt!: Date;

  @Field(() => String, { nullable: true, description: 'Platform (Steig).' })
  platform!: string | null;

  @Field(() => Boolean, { description: 'True when it runs only if somebody books it.' })
  onDemand!: boolean;

  @Field(() => DepartureWindow, {
    nullable: true,
    description: 'When rides on demand run; null for a departure at a fixed time.',
  })
  window!: DepartureWindow | null;

  @Field(() => BookingRule, {
    nullable: true,
    description: 'How to book; null when nothing is to be booked or nobody says how.',
  })
  bookingRule!: BookingRule | null;

  @Field(() => WheelchairBoarding, { description: 'Whether stop and vehicle are step-free.' })
  wheelchairBoarding!: WheelchairBoarding;
}

/** On-demand offer (Rufbus-Angebot). */
@ObjectType('OnDemandOffer', {
  description: 'What an on-demand line (Rufbus) offers at a stop: the window open now, else the next.',
})
export class OnDemandOffer {
  @Field(() => OfferState, { description: 'Whether it runs at the asked moment.' })
  state!: OfferState;

  @Field(() => Line, { description: 'Line.' })
  line!: Line;

  @Field(() => String, { nullable: true, description: 'Destination or area as the company writes it.' })
  headsign!: string | null;

  @Field(() => DepartureWindow, { description: 'When rides run.' })
  window!: DepartureWindow;

  @Field(() => Date, { description: 'Earliest ride that a booking at the asked moment still gets.' })
  earliestPickupAt!: Date;

  @Field(() => BookingRule, { nullable: true, description: 'How to book; null when the company does not say.' })
  bookingRule!: BookingRule | null;
}
