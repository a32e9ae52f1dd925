import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/**
 * Favourite stop (Lieblingshaltestelle) of a citizen. The graph shows the stop itself, so this class has no field there;
 * it keeps the public id, because stops come and go with the timetables.
 */
@Entity({ tableName: 'favourite_stop' })
export class FavouriteStop {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  party!: string;

  @Property({ type: 'text', fieldName: 'stop_id' })
  stopId!: string;

  @Property({ type: 'datetime', fieldName: 'added_at' })
  addedAt!: Date;
}
