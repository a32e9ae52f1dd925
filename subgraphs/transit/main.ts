import { citizenReference, defineSubgraph, meResolver, Point } from '../../platform/subgraph/index.ts';
import { type Clock, systemClock } from '../../platform/time.ts';
import { readTransitConfig } from './config.ts';
import { Citizen } from './entities/citizen.ts';
import { timetable } from './migrations/0001-timetable.ts';
import { favourites } from './migrations/0002-favourites.ts';
import { FavouriteStop } from './modules/favourites/entities/favourite-stop.ts';
import { FavouriteFields, FavouriteMutations } from './modules/favourites/resolvers/favourite-resolver.ts';
import { AddFavouriteStopPayload, RemoveFavouriteStopPayload } from './modules/favourites/resolvers/inputs.ts';
import { BookingRule } from './modules/timetable/entities/booking-rule.ts';
import { Departure, DepartureWindow, OnDemandOffer } from './modules/timetable/entities/departure.ts';
import { Line, TransitAgency } from './modules/timetable/entities/line.ts';
import { Stop } from './modules/timetable/entities/stop.ts';
import { DeparturesSubscription } from './modules/timetable/resolvers/departures-subscription.ts';
import { stopReference } from './modules/timetable/resolvers/stop-reference.ts';
import { StopQueries, StopResolver } from './modules/timetable/resolvers/stop-resolver.ts';
import type { TransitServices } from './services.ts';

export { demoFeedPath } from './demo/demo-feed-path.ts';
export { importGtfs } from './modules/timetable/actions/import-gtfs.ts';

/** Makes transit with a clock of one's own; tests control it. */
export const makeTransit = (clock: Clock = systemClock) =>
  defineSubgraph<TransitServices>({
    name: 'transit',
    entities: [FavouriteStop],
    migrations: [timetable, favourites],
    resolvers: [
      meResolver(Citizen),
      StopQueries,
      StopResolver,
      DeparturesSubscription,
      FavouriteFields,
      FavouriteMutations,
    ],
    types: [
      Citizen,
      Stop,
      Point,
      Line,
      TransitAgency,
      Departure,
      DepartureWindow,
      OnDemandOffer,
      BookingRule,
      AddFavouriteStopPayload,
      RemoveFavouriteStopPayload,
    ],
    references: { Citizen: citizenReference(Citizen), Stop: stopReference },
    start: async ({ env }) => ({ services: { clock, ...readTransitConfig(env) } }),
  });

/** Transit (Nahverkehr): stops, departures, on-demand buses, favourite stops. */
export const transit = makeTransit();
