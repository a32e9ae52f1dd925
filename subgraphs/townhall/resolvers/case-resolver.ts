import { Arg, Ctx, FieldResolver, ID, Int, Query, Resolver, Root } from 'type-graphql';
import { NotFoundError } from '../../../platform/errors/index.ts';
import { Needs } from '../../../platform/rights/index.ts';
import { type Connection, toConnection, toPage } from '../../../platform/subgraph/index.ts';
import type { Context } from '../context.ts';
import { dueTasks, toTitle } from '../domain/citizen-task.ts';
import { Case } from '../entities/case.ts';
import { Citizen } from '../entities/citizen.ts';
import { caseById } from '../loaders/case-by-id.ts';
import { eventsByCase } from '../loaders/events-by-case.ts';
import { noteById } from '../loaders/note-by-id.ts';
import { CaseEventConnection } from './case-connections.ts';
import { CASE_NEEDS, scopeOf } from './case-needs.ts';
import { toPageAfterVersion } from './page-after.ts';
import { toServiceOfCase } from './to-service.ts';
import { CaseEvent } from './types/case-event.ts';
import { CitizenTask } from './types/citizen-task.ts';
import { ServiceView } from './types/service.ts';

@Resolver(() => Case)
export class CaseResolver {
  @Needs(CASE_NEEDS)
  @Query(() => Case, {
    nullable: true,
    description: 'A case of the applicant or of the office in charge; null and `NOT_FOUND` for any other.',
  })
  async case(@Arg('id', () => ID, { description: 'Id of the case.' }) id: string, @Ctx() context: Context) {
    const found = await context.load(caseById, id);
    if (!found) throw new NotFoundError();
    return found;
  }

  @FieldResolver(() => ServiceView, { description: 'What was applied for.' })
  service(@Root() root: Case, @Ctx() { services }: Context): ServiceView {
    return toServiceOfCase(root, services.catalogue);
  }

  @FieldResolver(() => Citizen, { nullable: true, description: 'Who applied.' })
  applicant(@Root() { applicantId }: Case): Citizen {
    return Object.assign(new Citizen(), { id: applicantId });
  }

  @FieldResolver(() => CaseEventConnection, { nullable: true, description: 'What happened so far, in order.' })
  async events(
    @Root() root: Case,
    @Ctx() context: Context,
    @Arg('first', () => Int, { nullable: true, description: '1 to 100, default 20.' }) first?: number,
    @Arg('after', () => String, { nullable: true, description: 'Continues after this cursor.' }) after?: string,
  ): Promise<Connection<CaseEvent>> {
    const page = toPageAfterVersion({ first, after });
    const key = { caseId: root.id, afterVersion: page.afterVersion, limit: page.first + 1 };
    const { head, events } = await context.load(eventsByCase, key);
    const scope = scopeOf(root, context.principal);
    // A step without a number yet comes after everything numbered: from there, it is repeated rather than missed.
    const shown = events.map((event) =>
      CaseEvent.of(event, context.log.cursor(scope, context.principal, event.seq || head)),
    );
    return toConnection(toPage(shown, page), ({ version }) => String(version));
  }

  @FieldResolver(() => [CitizenTask], { nullable: true, description: 'What the applicant has to do now.' })
  async tasks(
    @Root() { state, updatedAt, noteId, serviceName }: Case,
    @Ctx() context: Context,
  ): Promise<CitizenTask[]> {
    const due = dueTasks(state, updatedAt);
    const text = due.length > 0 && noteId ? await context.load(noteById, noteId) : null;
    return due.map((task) => ({ ...task, title: toTitle(text, serviceName.de), text }));
  }
}
