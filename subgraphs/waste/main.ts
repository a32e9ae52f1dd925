import { citizenReference, defineSubgraph, meResolver } from '../../platform/subgraph/index.ts';
import { type Clock, systemClock } from '../../platform/time.ts';
import { readConfig } from './config.ts';
import { Address } from './entities/address.ts';
import { CalendarFeed } from './entities/calendar-feed.ts';
import { Citizen } from './entities/citizen.ts';
import { Home } from './entities/home.ts';
import { Pickup } from './entities/pickup.ts';
import { addressById } from './loaders/address-by-id.ts';
import { firstSchema } from './migrations/0001-waste.ts';
import { AddressResolver } from './resolvers/address.ts';
import { CalendarFeedResolver } from './resolvers/calendar-feed.ts';
import { CitizenResolver } from './resolvers/citizen.ts';
import { HomeResolver } from './resolvers/home.ts';
import { calendarRoutes } from './routes/calendar-feed.ts';
import type { WasteContext, WasteServices } from './services.ts';

/** Makes the waste subgraph (Abfallwirtschaft) with a clock of one's own. */
export const makeWaste = (clock: Clock = systemClock) =>
  defineSubgraph<WasteServices>({
    name: 'waste',
    entities: [Address, Pickup, Home, CalendarFeed],
    migrations: [firstSchema],
    resolvers: [meResolver(Citizen), AddressResolver, CitizenResolver, HomeResolver, CalendarFeedResolver],
    types: [Citizen, Address, Pickup, CalendarFeed],
    references: {
      Citizen: citizenReference(Citizen),
      Address: ({ id }: { id: string }, context: WasteContext) => context.load(addressById, id),
    },
    prefixes: ['/calendar'],
    start: async ({ database, env, publicUrl }) => ({
      services: { config: readConfig(env), publicUrl, clock },
      routes: calendarRoutes({ database, publicUrl }),
    }),
  });

export const waste = makeWaste();
export { type ImportOptions, type ImportParts, importWaste } from './actions/import-waste.ts';
export { importDemoCalendar } from './demo/import-demo-calendar.ts';
