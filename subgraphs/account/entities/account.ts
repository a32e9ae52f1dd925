import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** Account (Bürgerkonto): there is one for each registered citizen; everything else of hers hangs on its id. */
@Entity({ tableName: 'account' })
export class Account {
  /** The citizen's id. */
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'text' })
  state!: string;

  @Property({ type: 'datetime' })
  openedAt!: Date;
}
