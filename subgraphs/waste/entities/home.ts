import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** Home (Zuhause): the address whose bins concern a citizen. Only an id: its text is public and stands in the calendar. */
@Entity({ tableName: 'home' })
export class Home {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  party!: string;

  /** Null after she removed it. */
  @Property({ type: 'uuid', nullable: true })
  address!: string | null;

  @Property({ type: 'int' })
  version!: number;
}
