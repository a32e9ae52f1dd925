import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { createCalendarFeed, revokeCalendarFeed } from '../actions/calendar-feeds.ts';
import { Address } from '../entities/address.ts';
import { CalendarFeed } from '../entities/calendar-feed.ts';
import { addressById } from '../loaders/address-by-id.ts';
import { feedById } from '../loaders/feeds.ts';
import type { WasteContext } from '../services.ts';
import {
  CreateCalendarFeedInput,
  CreateCalendarFeedPayload,
  RevokeCalendarFeedInput,
  RevokeCalendarFeedPayload,
} from './calendar-feed-types.ts';
import { NeedsToChangeHome } from './rights.ts';

@Resolver(() => CalendarFeed)
export class CalendarFeedResolver {
  @FieldResolver(() => Address, {
    nullable: true,
    description: 'The address whose dates it holds; null when the collection calendar no longer knows it.',
  })
  address(@Root() { addressId }: CalendarFeed, @Ctx() context: WasteContext): Promise<Address | null> {
    return context.load(addressById, addressId);
  }

  @NeedsToChangeHome()
  @Mutation(() => CreateCalendarFeedPayload, {
    nullable: true,
    description:
      'Makes a calendar feed (Kalender-Abo einrichten). Errors: BAD_USER_INPUT, NOT_FOUND for an unknown address, CALENDAR_FEED_LIMIT.',
  })
  async createCalendarFeed(
    @Arg('input', () => CreateCalendarFeedInput, { description: 'Which dates, and how.' })
    input: CreateCalendarFeedInput,
    @Ctx() context: WasteContext,
  ): Promise<CreateCalendarFeedPayload> {
    const { id, url } = await createCalendarFeed(input, context);
    return { calendarFeed: await context.load(feedById, id), url };
  }

  @NeedsToChangeHome()
  @Mutation(() => RevokeCalendarFeedPayload, {
    nullable: true,
    description: 'Revokes a calendar feed (Kalender-Abo widerrufen): its link leads nowhere from now on.',
  })
  async revokeCalendarFeed(
    @Arg('input', () => RevokeCalendarFeedInput, { description: 'Which feed.' }) input: RevokeCalendarFeedInput,
    @Ctx() context: WasteContext,
  ): Promise<RevokeCalendarFeedPayload> {
    const id = await revokeCalendarFeed(input, context);
    return { calendarFeed: await context.load(feedById, id) };
  }
}
