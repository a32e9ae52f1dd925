import { Field, Int, ObjectType } from 'type-graphql';
import { BookingType } from './enums.ts';

/** Booking rule (Anmelderegel) as it applies to one departure. */
@ObjectType('BookingRule', {
  description: 'How and until when a ride on demand (Rufbus) is booked, for one departure.',
})
export class BookingRule {
  @Field(() => BookingType, { description: 'How far ahead.' })
  type!: BookingType;

  @Field(() => Int, { nullable: true, description: 'Least notice before the ride in minutes; null when days count.' })
  noticeMinutes!: number | null;

  @Field(() => Date, {
    nullable: true,
    description:
      'Last moment to book a ride in this window; null when the rule does not say and only the phone can tell.',
  })
  latestBookingAt!: Date | null;

  @Field(() => Date, { nullable: true, description: 'First moment to book; null when there is no bound.' })
  earliestBookingAt!: Date | null;

  @Field(() => String, {
    nullable: true,
    description: 'What the company tells passengers, in the language of its feed.',
  })
  message!: string | null;

  @Field(() => String, {
    nullable: true,
    description: "Telephone number for bookings; the company's when the rule has none.",
  })
  phone!: string | null;

  @Field(() => String, { nullable: true, description: 'Page to book on, or else a page about booking.' })
  url!: string | null;
}
