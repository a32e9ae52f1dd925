import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { CalendarFeed } from '../entities/calendar-feed.ts';
import { CalendarLanguage } from '../entities/choices.ts';
import { KEY_TEXT } from './rights.ts';

@InputType('CalendarAlarmInput', { description: 'A reminder (Erinnerung); the evening before is 1 day at 19:00.' })
export class CalendarAlarmInput {
  @Field(() => Int, { description: 'Days before the collection, 0 (the day itself) to 7.' })
  daysBefore!: number;

  @Field(() => String, { description: 'Time of day, `HH:MM`.' })
  time!: string;
}

@InputType('CreateCalendarFeedInput', { description: 'Which dates to subscribe to, and how.' })
export class CreateCalendarFeedInput {
  @Field(() => ID, { description: 'Id of the address.' })
  addressId!: string;

  @Field(() => CalendarAlarmInput, { nullable: true, description: 'Reminder; none by default.' })
  alarm?: CalendarAlarmInput | null;

  @Field(() => CalendarLanguage, { defaultValue: CalendarLanguage.DE, description: 'Language of the entries.' })
  language!: CalendarLanguage;

  @Field(() => String, { description: KEY_TEXT })
  idempotencyKey!: string;
}

@ObjectType('CreateCalendarFeedPayload', { description: 'The new calendar feed and, this once, its link.' })
export class CreateCalendarFeedPayload {
  @Field(() => CalendarFeed, { nullable: true, description: 'The feed.' })
  calendarFeed!: CalendarFeed | null;

  @Field(() => String, {
    nullable: true,
    description: 'The secret link, told once: a repeated call with the same key gets null. Who has it reads the dates.',
  })
  url!: string | null;
}

@InputType('RevokeCalendarFeedInput', { description: 'Which link shall lead nowhere.' })
export class RevokeCalendarFeedInput {
  @Field(() => ID, { description: 'Id of the feed.' })
  feedId!: string;

  @Field(() => String, { description: KEY_TEXT })
  idempotencyKey!: string;
}

@ObjectType('RevokeCalendarFeedPayload', { description: 'The revoked feed.' })
export class RevokeCalendarFeedPayload {
  @Field(() => CalendarFeed, { nullable: true, description: 'The feed as it is now.' })
  calendarFeed!: CalendarFeed | null;
}
