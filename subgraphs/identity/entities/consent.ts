import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Field, ID, ObjectType } from 'type-graphql';

/** Consent (Einwilligung): a citizen allows one app one purpose, until she revokes it. */
@Entity({ tableName: 'consent' })
@ObjectType('Consent', { description: 'What a citizen allows a partner app (Einwilligung).' })
export class Consent {
  @PrimaryKey({ type: 'uuid' })
  @Field(() => ID, { description: 'Id (UUIDv7).' })
  id!: string;

  @Property({ type: 'uuid' })
  citizen!: string;

  @Property({ type: 'text' })
  @Field(() => ID, { description: 'Client id of the app.' })
  client!: string;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Purpose, named like the scope it opens.' })
  purpose!: string;

  @Property({ type: 'int' })
  version!: number;

  @Property({ type: 'datetime' })
  @Field(() => Date, { description: 'Since when it stands.' })
  grantedAt!: Date;

  @Property({ type: 'datetime', nullable: true })
  @Field(() => Date, { nullable: true, description: 'When she took it back; null while it stands.' })
  revokedAt!: Date | null;

  @Property({ type: 'datetime', nullable: true })
  @Field(() => Date, { nullable: true, description: 'When it ends by itself; null when it has no end.' })
  expiresAt!: Date | null;

  /** Whether it counts at this moment. */
  stands(now: Date): boolean {
    return this.revokedAt === null && (this.expiresAt === null || this.expiresAt > now);
  }
}
