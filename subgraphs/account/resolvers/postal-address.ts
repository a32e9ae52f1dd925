import { Field, InputType, ObjectType } from 'type-graphql';
import type { AddressChange } from '../domain/profile-changes.ts';

/** Postal address (Anschrift) of a person. */
@ObjectType('PostalAddress', { description: 'A postal address (Anschrift).' })
export class PostalAddress {
  @Field(() => String, { nullable: true, description: 'Street and house number.' })
  street!: string | null;

  @Field(() => String, { nullable: true, description: 'Postcode (Postleitzahl).' })
  zipCode!: string | null;

  @Field(() => String, { nullable: true, description: 'Town.' })
  city!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Country, ISO 3166-1 with two letters where she told it; null: Germany.',
  })
  country!: string | null;
}

@InputType('PostalAddressInput', { description: 'A postal address; a part left out stays, `null` clears it.' })
export class PostalAddressInput implements AddressChange {
  @Field(() => String, { nullable: true, description: 'Street and house number, up to 120 characters.' })
  street?: string | null;

  @Field(() => String, { nullable: true, description: 'Postcode; five digits in Germany.' })
  zipCode?: string | null;

  @Field(() => String, { nullable: true, description: 'Town, up to 80 characters.' })
  city?: string | null;

  @Field(() => String, { nullable: true, description: 'Country, ISO 3166-1 with two letters: `DE`.' })
  country?: string | null;
}
