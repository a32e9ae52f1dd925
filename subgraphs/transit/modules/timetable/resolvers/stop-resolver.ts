import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { PointInput, type RequestContext } from '../../../../../platform/subgraph/index.ts';
import type { TransitServices } from '../../../services.ts';
import { Departure, OnDemandOffer } from '../entities/departure.ts';
import { Line } from '../entities/line.ts';
import { Stop } from '../entities/stop.ts';
import { departuresOfStop, offersOfStop } from '../loaders/board-of-stop.ts';
import { findStops } from '../loaders/find-stops.ts';
import { linesOfStop } from '../loaders/lines-of-stop.ts';
import { platformsOfStation } from '../loaders/platforms-of-station.ts';
import { stopById } from '../loaders/stop-by-id.ts';
import { checkFirst, checkMoment, checkPlace } from './arguments.ts';

const STOPS = 20;
export const DEPARTURES = 10;

type Context = RequestContext<TransitServices>;

@Resolver()
export class StopQueries {
  @Query(() => [Stop], {
    nullable: true,
    description: 'Stops by the beginnings of their words, by distance within 20 km, or by both. Public.',
  })
  stops(
    @Ctx() context: Context,
    @Arg('search', () => String, {
      nullable: true,
      description: 'Beginnings of words, whatever their case; umlauts may be written out: `angerm`.',
    })
    search?: string,
    @Arg('near', () => PointInput, { nullable: true, description: 'Nearest first.' }) near?: PointInput,
    @Arg('first', () => Int, { nullable: true, description: 'How many, 1 to 100; default 20.' }) first?: number,
  ) {
    return findStops({ search, near: checkPlace(near), first: checkFirst(first, STOPS) }, context);
  }

  @Query(() => Stop, { nullable: true, description: 'One stop; null when there is none with this id. Public.' })
  stop(@Ctx() context: Context, @Arg('id', () => ID, { description: 'DHID, else `feed:stop_id`.' }) id: string) {
    return context.load(stopById, id);
  }
}

@Resolver(() => Stop)
export class StopResolver {
  @FieldResolver(() => Stop, { nullable: true, description: 'Station this platform belongs to.' })
  parent(@Root() { stationId }: Stop, @Ctx() context: Context) {
    return stationId === null ? null : context.load(stopById, stationId);
  }

  @FieldResolver(() => [Stop], { nullable: true, description: 'Platforms of this station; empty for any other stop.' })
  platforms(@Root() { id }: Stop, @Ctx() context: Context) {
    return context.load(platformsOfStation, id);
  }

  @FieldResolver(() => [Line], { nullable: true, description: 'Lines that serve this stop, on-demand lines included.' })
  lines(@Root() { id }: Stop, @Ctx() context: Context) {
    return context.load(linesOfStop, id);
  }

  @FieldResolver(() => [Departure], {
    nullable: true,
    description:
      'Next departures within 7 days, by timetable and on demand, in order of time. A station shows those of its platforms.',
  })
  departures(
    @Root() { id: stopId }: Stop,
    @Ctx() context: Context,
    @Arg('at', () => Date, { nullable: true, description: 'From this moment; default now.' }) at?: Date,
    @Arg('first', () => Int, { nullable: true, description: 'How many, 1 to 100; default 10.' }) first?: number,
  ) {
    const question = { stopId, at: checkMoment(at ?? context.services.clock()), first: checkFirst(first, DEPARTURES) };
    return context.load(departuresOfStop, question);
  }

  @FieldResolver(() => [OnDemandOffer], {
    nullable: true,
    description:
      'What on-demand lines (Rufbus) offer here: for each line the window open at the moment, else the next within 7 days.',
  })
  onDemand(
    @Root() { id: stopId }: Stop,
    @Ctx() context: Context,
    @Arg('at', () => Date, { nullable: true, description: 'Asked at this moment; default now.' }) at?: Date,
  ) {
    return context.load(offersOfStop, { stopId, at: checkMoment(at ?? context.services.clock()), first: 0 });
  }
}
