import { Arg, Ctx, Field, ID, InputType, Mutation, ObjectType, Resolver } from 'type-graphql';
import { removeHome, setHome } from '../actions/change-home.ts';
import { Address } from '../entities/address.ts';
import { Citizen } from '../entities/citizen.ts';
import { addressById } from '../loaders/address-by-id.ts';
import type { WasteContext } from '../services.ts';
import { KEY_TEXT, NeedsToChangeHome } from './rights.ts';

@InputType('SetHomeInput', { description: 'Where she lives.' })
export class SetHomeInput {
  @Field(() => ID, { description: 'Id of the address, as found by `addresses`.' })
  addressId!: string;

  @Field(() => String, { description: KEY_TEXT })
  idempotencyKey!: string;
}

@InputType('RemoveHomeInput', { description: 'Removes her home.' })
export class RemoveHomeInput {
  @Field(() => String, { description: KEY_TEXT })
  idempotencyKey!: string;
}

@ObjectType('SetHomePayload', { description: 'Her home as it was set.' })
export class SetHomePayload {
  @Field(() => Address, { nullable: true, description: 'The address.' })
  home!: Address | null;
}

@ObjectType('RemoveHomePayload', { description: 'Whose home was removed.' })
export class RemoveHomePayload {
  @Field(() => Citizen, { nullable: true, description: 'The citizen, now without a home.' })
  citizen!: Citizen | null;
}

@Resolver()
export class HomeResolver {
  @NeedsToChangeHome()
  @Mutation(() => SetHomePayload, {
    nullable: true,
    description: 'Sets her home (Zuhause festlegen). Error NOT_FOUND for an address that is not in the calendar.',
  })
  async setHome(
    @Arg('input', () => SetHomeInput, { description: 'Which address.' }) input: SetHomeInput,
    @Ctx() context: WasteContext,
  ): Promise<SetHomePayload> {
    const id = await setHome(input, context);
    return { home: await context.load(addressById, id) };
  }

  @NeedsToChangeHome()
  @Mutation(() => RemoveHomePayload, {
    nullable: true,
    description: 'Removes her home (Zuhause entfernen). Where there is none, nothing happens.',
  })
  async removeHome(
    @Arg('input', () => RemoveHomeInput, { description: 'Key of this call.' }) input: RemoveHomeInput,
    @Ctx() context: WasteContext,
  ): Promise<RemoveHomePayload> {
    const id = await removeHome(input, context);
    return { citizen: Object.assign(new Citizen(), { id }) };
  }
}
