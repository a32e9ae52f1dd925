import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy';
import { Directive, Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { CaseState } from '../domain/case-state.ts';
import type { Texts } from '../modules/catalogue/domain/service.ts';

registerEnumType(CaseState, {
  name: 'CaseState',
  description: 'State of a case (Vorgangsstand).',
  valuesConfig: {
    DRAFT: { description: 'Begun, not sent.' },
    SUBMITTED: { description: 'Sent; nobody has looked at it yet.' },
    IN_REVIEW: { description: 'A clerk works on it.' },
    WAITING_FOR_APPLICANT: { description: 'The applicant has to answer; see `tasks`.' },
    WAITING_FOR_PAYMENT: { description: 'A fee has to be paid; see `fees`.' },
    FORWARDED: { description: 'Handed over to the authority that decides.' },
    DECIDED: { description: 'Decided; an objection is still possible.' },
    CLOSED: { description: 'Finished.' },
    WITHDRAWN: { description: 'Taken back by the applicant.' },
  },
});

/** Case (Vorgang): one application from its submission to its end. */
@Entity({ tableName: 'case_file' })
@Directive('@key(fields: "id")')
@ObjectType('Case', { description: 'Case (Vorgang): one application from its submission to its end.' })
export class Case {
  @PrimaryKey({ type: 'uuid' })
  @Field(() => ID, { description: 'Id, UUIDv7.' })
  id!: string;

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Reference (Aktenzeichen) that a human can read out: `2026-000123`.' })
  reference!: string;

  @Property({ type: 'int' })
  @Field(() => Int, { description: 'Rises by one with every step.' })
  version!: number;

  @Property({ type: 'text', fieldName: 'service' })
  serviceKey!: string;

  @Property({ type: 'int' })
  serviceVersion!: number;

  /** As it was when she applied: a service may leave the catalogue, the case stays. */
  @Property({ type: 'json' })
  serviceName!: Texts;

  @Property({ type: 'int' })
  office!: number;

  @Property({ type: 'uuid', fieldName: 'applicant' })
  applicantId!: string;

  @Property({ type: 'text' })
  ars!: string;

  @Property({ type: 'text' })
  @Field(() => CaseState, { description: 'State now.' })
  state!: CaseState;

  /** The filled-in form. Large, so a list leaves it where it is. */
  @Property({ type: 'json', lazy: true })
  data!: unknown;

  /** Note of the last step, if that had one. */
  @Property({ type: 'uuid', nullable: true })
  noteId!: string | null;

  @Property({ type: 'timestamptz', nullable: true })
  @Field(() => Date, { nullable: true, description: 'When it was sent.' })
  submittedAt!: Date | null;

  @Property({ type: 'timestamptz' })
  updatedAt!: Date;
}

/** Columns of a case without its form, for statements of our own. */
export const CASE_COLUMNS =
  'id, reference, version, service, service_version, service_name, office, applicant, ars, state, note_id, submitted_at, updated_at';
