import { Field, ObjectType } from 'type-graphql';
import { connectionOf } from '../../../platform/subgraph/index.ts';
import { Case } from '../entities/case.ts';
import { CaseEvent } from './types/case-event.ts';
import { OfficeCase } from './types/office-case.ts';

@ObjectType('CaseConnection', { description: 'A page of cases, at most 100, and the place in the log it was read at.' })
export class CaseConnection extends connectionOf('Case', Case) {
  @Field(() => String, { description: 'Continues `caseEvents` from this list without loss; events may repeat.' })
  cursor!: string;
}

@ObjectType('CaseEventConnection', { description: 'A page of case events, at most 100.' })
export class CaseEventConnection extends connectionOf('CaseEvent', CaseEvent) {}

@ObjectType('OfficeCaseConnection', { description: "A page of an office's inbox, at most 100." })
export class OfficeCaseConnection extends connectionOf('OfficeCase', OfficeCase) {
  @Field(() => String, { description: 'Continues `caseEvents` of this office from this list without loss.' })
  cursor!: string;
}
