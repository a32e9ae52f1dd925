import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Needs } from '../../../../../platform/rights/index.ts';
import type { RequestContext } from '../../../../../platform/subgraph/index.ts';
import { Citizen } from '../../../entities/citizen.ts';
import { Stop } from '../../timetable/entities/stop.ts';
import { stopById } from '../../timetable/loaders/stop-by-id.ts';
import { addFavouriteStop } from '../actions/add-favourite-stop.ts';
import { removeFavouriteStop } from '../actions/remove-favourite-stop.ts';
import { favouritesOfCitizen } from '../loaders/favourites-of-citizen.ts';
import {
  AddFavouriteStopInput,
  AddFavouriteStopPayload,
  RemoveFavouriteStopInput,
  RemoveFavouriteStopPayload,
} from './inputs.ts';

/** Staff see no favourites and change none. */
const FAVOURITES = { scopes: ['favourites'], consent: 'favourites', kinds: ['citizen', 'partner'] } as const;

@Resolver(() => Citizen)
export class FavouriteFields {
  @Needs({ ...FAVOURITES, personal: 'favourites' })
  @FieldResolver(() => [Stop], {
    nullable: true,
    description:
      'Her favourite stops (Lieblingshaltestellen), the first added first; those that no timetable knows any more are left out.',
  })
  async favouriteStops(@Root() { id }: Citizen, @Ctx() context: RequestContext): Promise<Stop[]> {
    const ids = await context.load(favouritesOfCitizen, id);
    const stops = await Promise.all(ids.map((stopId) => context.load(stopById, stopId)));
    return stops.filter((stop) => stop !== null);
  }
}

@Resolver()
export class FavouriteMutations {
  @Needs(FAVOURITES)
  @Mutation(() => AddFavouriteStopPayload, {
    nullable: true,
    description:
      'Keeps a stop among the favourites, 50 at most. Errors: NOT_FOUND, FAVOURITES_FULL, IDEMPOTENCY_CONFLICT.',
  })
  async addFavouriteStop(
    @Arg('input', () => AddFavouriteStopInput, { description: 'Which stop.' }) input: AddFavouriteStopInput,
    @Ctx() context: RequestContext,
  ): Promise<AddFavouriteStopPayload> {
    await addFavouriteStop(input, context);
    return { stop: await context.load(stopById, input.stopId) };
  }

  @Needs(FAVOURITES)
  @Mutation(() => RemoveFavouriteStopPayload, {
    nullable: true,
    description: 'Takes a stop from the favourites. Errors: NOT_FOUND, IDEMPOTENCY_CONFLICT.',
  })
  async removeFavouriteStop(
    @Arg('input', () => RemoveFavouriteStopInput, { description: 'Which stop.' }) input: RemoveFavouriteStopInput,
    @Ctx() context: RequestContext,
  ): Promise<RemoveFavouriteStopPayload> {
    await removeFavouriteStop(input, context);
    return { stop: await context.load(stopById, input.stopId) };
  }
}
