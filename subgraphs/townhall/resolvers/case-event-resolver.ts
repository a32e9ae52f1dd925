import { Arg, Ctx, FieldResolver, ID, Resolver, Root, Subscription } from 'type-graphql';
import { Needs } from '../../../platform/rights/index.ts';
import type { Context } from '../context.ts';
import { Case } from '../entities/case.ts';
import { caseById } from '../loaders/case-by-id.ts';
import { noteById } from '../loaders/note-by-id.ts';
import { CASE_NEEDS } from './case-needs.ts';
import { followCases } from './follow-cases.ts';
import { CaseEvent } from './types/case-event.ts';

@Resolver(() => CaseEvent)
export class CaseEventResolver {
  @Needs(CASE_NEEDS)
  @Subscription(() => CaseEvent, {
    description: "Events of the citizen's cases, or of an office's; begins now, or after a cursor without loss.",
    subscribe: ({ args, context }) => followCases(context as Context, args),
  })
  caseEvents(
    @Root() event: CaseEvent,
    @Arg('caseId', () => ID, { nullable: true, description: 'Only this case; all by default.' }) _caseId?: string,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of a list, an event or a bookmark.' })
    _after?: string,
  ): CaseEvent {
    return event;
  }

  @FieldResolver(() => Case, { nullable: true, description: 'The case as it is now.' })
  case(@Root() { caseId }: CaseEvent, @Ctx() context: Context): Promise<Case | null> {
    return context.load(caseById, caseId);
  }

  @FieldResolver(() => String, { nullable: true, description: 'What the office wrote with this step.' })
  async note(@Root() { noteId }: CaseEvent, @Ctx() context: Context): Promise<string | null> {
    return noteId && context.load(noteById, noteId);
  }
}
