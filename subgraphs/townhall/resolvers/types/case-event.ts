import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { LogEvent } from '../../../../platform/log/index.ts';
import { CaseEventType, CaseState } from '../../domain/case-state.ts';

registerEnumType(CaseEventType, {
  name: 'CaseEventType',
  description: 'Kind of a case event.',
  valuesConfig: {
    CASE_SUBMITTED: { description: 'The application was sent.' },
    CASE_STATE_CHANGED: { description: 'The case went one step further.' },
    CASE_WITHDRAWN: { description: 'The applicant took it back.' },
  },
});

/** Case event (Vorgangsereignis): one row of the log. State and version are as of then, the case is as of now. */
@ObjectType('CaseEvent', { description: 'Case event (Vorgangsereignis): one step of a case.' })
export class CaseEvent {
  @Field(() => String, { description: 'Continues `caseEvents` after this event.' })
  cursor!: string;

  @Field(() => Date, { description: 'When it happened.' })
  occurredAt!: Date;

  @Field(() => CaseEventType, { description: 'What happened.' })
  type!: CaseEventType;

  @Field(() => CaseState, { description: 'State of the case after the event.' })
  state!: CaseState;

  @Field(() => Int, { description: 'Version of the case after the event; gapless, beginning with 1.' })
  version!: number;

  caseId!: string;
  noteId!: string | null;

  static of(event: LogEvent, cursor: string): CaseEvent {
    const { occurredAt, kind, state, version, subject, data } = event;
    const noteId = typeof data.noteId === 'string' ? data.noteId : null;
    return Object.assign(new CaseEvent(), { cursor, occurredAt, type: kind, state, version, caseId: subject, noteId });
  }
}
