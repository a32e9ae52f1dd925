import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';

/** Note on a case (Mitteilung): what a clerk wrote to the applicant with a step. Events carry only its id. */
@Entity({ tableName: 'case_note' })
export class CaseNote {
  @PrimaryKey({ type: 'uuid' })
  id!: string;

  @Property({ type: 'uuid' })
  caseId!: string;

  @Property({ type: 'text' })
  text!: string;
}
