import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Address } from '../entities/address.ts';
import { CalendarFeed } from '../entities/calendar-feed.ts';
import { Citizen } from '../entities/citizen.ts';
import { addressById } from '../loaders/address-by-id.ts';
import { feedsByParty } from '../loaders/feeds.ts';
import { homeByParty } from '../loaders/home-by-party.ts';
import type { WasteContext } from '../services.ts';
import { NeedsHome } from './rights.ts';

@Resolver(() => Citizen)
export class CitizenResolver {
  @NeedsHome()
  @FieldResolver(() => Address, {
    nullable: true,
    description: 'Her address (Zuhause); null where she set none, or the collection calendar no longer knows it.',
  })
  async home(@Root() { id }: Citizen, @Ctx() context: WasteContext): Promise<Address | null> {
    const home = await context.load(homeByParty, id);
    return home?.address ? context.load(addressById, home.address) : null;
  }

  @NeedsHome()
  @FieldResolver(() => [CalendarFeed], {
    nullable: true,
    description: 'Her working calendar feeds (Kalender-Abos), oldest first. Their links are not shown again.',
  })
  calendarFeeds(@Root() { id }: Citizen, @Ctx() context: WasteContext): Promise<CalendarFeed[]> {
    return context.load(feedsByParty, id);
  }
}
