import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '../../../platform/subgraph/index.ts';
import { CalendarLanguage } from './choices.ts';

/** Reminder of a calendar feed (Erinnerung). */
@ObjectType('CalendarAlarm', { description: 'A reminder (Erinnerung) that the calendar program gives.' })
export class CalendarAlarm {
  @Field(() => Int, { description: 'Days before the collection, 0 (the day itself) to 7.' })
  daysBefore!: number;

  @Field(() => String, { description: 'Time of day, `HH:MM`.' })
  time!: string;
}

/** Calendar feed (Kalender-Abo): a secret address on the web under which calendar programs read the dates of an address. */
@Entity({ tableName: 'calendar_feed' })
@ObjectType('CalendarFeed', {
  description:
    'A calendar feed (Kalender-Abo): a secret link under which calendar programs read the dates of an address.',
})
export class CalendarFeed {
  @PrimaryKey({ type: 'uuid' })
  @Field(() => ID, { description: 'Id. The link cannot be derived from it.' })
  id!: string;

  @Property({ type: 'uuid' })
  party!: string;

  @Property({ type: 'uuid', fieldName: 'address' })
  addressId!: string;

  /** SHA-256 of the secret in the link; the secret itself is kept nowhere. */
  @Property({ type: 'text' })
  tokenHash!: string;

  @Property({ type: 'text' })
  @Field(() => CalendarLanguage, { description: 'Language of the entries.' })
  language!: CalendarLanguage;

  @Property({ type: 'int', nullable: true })
  alarmDays!: number | null;

  @Property({ type: 'text', nullable: true })
  alarmTime!: string | null;

  @Property({ type: 'datetime' })
  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  createdAt!: Date;

  @Property({ type: 'datetime', nullable: true })
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was revoked; null while the link works.' })
  revokedAt!: Date | null;

  @Property({ type: 'int' })
  version!: number;

  @Field(() => CalendarAlarm, { nullable: true, description: 'The reminder in it; null for none.' })
  get alarm(): CalendarAlarm | null {
    return this.alarmDays === null || this.alarmTime === null
      ? null
      : { daysBefore: this.alarmDays, time: this.alarmTime };
  }
}
