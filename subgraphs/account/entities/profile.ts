import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateScalar, TrustLevel } from '../../../platform/subgraph/index.ts';
import type { LanguageName } from '../domain/texts.ts';
import type { Mark } from '../domain/verified-attribute.ts';

/** Profile language (Sprache), as the graph shows it. */
export enum ProfileLanguage {
  de = 'de',
  en = 'en',
  leicht = 'leicht',
}
registerEnumType(ProfileLanguage, {
  name: 'ProfileLanguage',
  description: 'In which language she wants to be addressed.',
  valuesConfig: {
    de: { description: 'German.' },
    en: { description: 'English.' },
    leicht: { description: 'Leichte Sprache (easy-to-read German).' },
  },
});

/** Verified attribute (bestätigte Angabe): who vouches for a field of the profile. */
@ObjectType('VerifiedAttribute', { description: 'A field of the profile that another account vouches for.' })
export class VerifiedAttribute implements Mark {
  @Field(() => String, {
    description: 'Name of the field: `familyName`; parts of the address by their own names: `city`.',
  })
  attribute!: Mark['attribute'];

  @Field(() => String, { description: 'Key of the account it came from: `bundid`.' })
  source!: string;

  @Field(() => TrustLevel, { description: 'How strongly it is proven. From SUBSTANTIAL on it cannot be changed here.' })
  level!: Mark['level'];
}

/** Profile (Profil): what a citizen told, or a state account vouched for. All texts go when she does. */
@Entity({ tableName: 'profile' })
@ObjectType('Profile', { description: 'Personal data of a citizen (Profil), verified or told by herself.' })
export class Profile {
  /** The citizen's id. */
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Given names (Vornamen).' })
  givenName!: string | null;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Family name (Familienname).' })
  familyName!: string | null;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Name at birth (Geburtsname).' })
  birthName!: string | null;

  @Property({ type: 'date', nullable: true })
  @Field(() => DateScalar, { nullable: true, description: 'Date of birth (Geburtsdatum).' })
  birthDate!: string | null;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Place of birth (Geburtsort).' })
  birthPlace!: string | null;

  @Property({ type: 'text', nullable: true })
  street!: string | null;

  @Property({ type: 'text', nullable: true })
  zipCode!: string | null;

  @Property({ type: 'text', nullable: true })
  city!: string | null;

  @Property({ type: 'text', nullable: true })
  country!: string | null;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'E-mail address.' })
  email!: string | null;

  @Property({ type: 'text', nullable: true })
  @Field(() => String, { nullable: true, description: 'Telephone number, digits with an optional leading `+`.' })
  phone!: string | null;

  @Property({ type: 'text' })
  @Field(() => ProfileLanguage, { description: 'In which language she wants to be addressed.' })
  language!: LanguageName;

  @Property({ type: 'json' })
  @Field(() => [VerifiedAttribute], {
    description: 'Which fields another account vouches for; all others she told herself.',
  })
  verified!: Mark[];

  @Property({ type: 'int' })
  @Field(() => Int, { description: 'Rises with every change, from 1.' })
  version!: number;
}
