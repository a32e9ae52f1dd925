import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { NotFoundError } from '../../../platform/errors/index.ts';
import { DateScalar, toPageRequest } from '../../../platform/subgraph/index.ts';
import { searchAddresses } from '../actions/search/search-addresses.ts';
import { Address } from '../entities/address.ts';
import { Pickup } from '../entities/pickup.ts';
import { addressById } from '../loaders/address-by-id.ts';
import { pickupsByAddress } from '../loaders/pickups-by-address.ts';
import { toReadingDay } from '../modules/calendar/domain/pickup.ts';
import type { WasteContext } from '../services.ts';

@Resolver(() => Address)
export class AddressResolver {
  @Query(() => [Address], {
    nullable: true,
    description:
      'Address search (Adresssuche), public: parts of words, house number, postal code, town; case, umlauts and usual abbreviations do not matter. Nothing found is an empty list.',
  })
  addresses(
    @Arg('search', () => String, { description: 'What was typed: `Bahnhofstr 7a`. Up to 200 characters count.' })
    search: string,
    @Arg('first', () => Int, { nullable: true, description: 'At most so many, 1 to 100; default 20.' })
    first: number | null,
    @Ctx() context: WasteContext,
  ): Promise<readonly Address[]> {
    return searchAddresses(search, toPageRequest({ first }).first, context);
  }

  @Query(() => Address, { nullable: true, description: 'One address, public. Error NOT_FOUND where there is none.' })
  async address(
    @Arg('id', () => ID, { description: 'Id of the address.' }) id: string,
    @Ctx() context: WasteContext,
  ): Promise<Address> {
    const address = await context.load(addressById, id);
    if (!address) throw new NotFoundError();
    return address;
  }

  @FieldResolver(() => [Pickup], {
    nullable: true,
    description: 'Coming collections (Abfuhrtermine), soonest first.',
  })
  pickups(
    @Root() { id: address }: Address,
    @Arg('from', () => DateScalar, { nullable: true, description: 'First day; default today in Berlin.' })
    from: string | null,
    @Arg('first', () => Int, { nullable: true, description: 'At most so many, 1 to 100; default 20.' })
    first: number | null,
    @Ctx() context: WasteContext,
  ): Promise<Pickup[]> {
    const day = from ?? toReadingDay(context.services.clock());
    return context.load(pickupsByAddress, { address, from: day, first: toPageRequest({ first }).first });
  }
}
