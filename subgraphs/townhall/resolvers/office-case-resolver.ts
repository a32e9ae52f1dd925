import { Arg, Ctx, FieldResolver, Int, Query, Resolver, Root } from 'type-graphql';
import { ForbiddenError } from '../../../platform/errors/index.ts';
import { Needs } from '../../../platform/rights/index.ts';
import { toConnection, toPage } from '../../../platform/subgraph/index.ts';
import type { Context } from '../context.ts';
import { CaseState } from '../domain/case-state.ts';
import { casesByOffice } from '../loaders/cases-by-office.ts';
import { OfficeCaseConnection } from './case-connections.ts';
import { STAFF_NEEDS } from './case-needs.ts';
import { toPageAfterId } from './page-after.ts';
import { toServiceOfCase } from './to-service.ts';
import { OfficeCase } from './types/office-case.ts';
import { ServiceView } from './types/service.ts';

@Resolver(() => OfficeCase)
export class OfficeCaseResolver {
  @Needs(STAFF_NEEDS)
  @Query(() => OfficeCaseConnection, {
    nullable: true,
    description: "Inbox of one of the clerk's offices, oldest first.",
  })
  async officeCases(
    @Ctx() context: Context,
    @Arg('office', () => Int, { nullable: true, description: 'Number of the office; her first one by default.' })
    asked?: number,
    @Arg('states', () => [CaseState], { nullable: true, description: 'Only cases in these states.' })
    states?: CaseState[],
    @Arg('first', () => Int, { nullable: true, description: '1 to 100, default 20.' }) first?: number,
    @Arg('after', () => String, { nullable: true, description: 'Continues after this cursor.' }) after?: string,
  ) {
    const office = officeOf(context, asked);
    const page = toPageAfterId({ first, after });
    const key = { office, states: states ?? null, after: page.after, limit: page.first + 1 };
    const { head, cases } = await context.load(casesByOffice, key);
    const cursor = context.log.cursor({ office }, context.principal, head);
    return { ...toConnection(toPage(cases.map(OfficeCase.of), page), ({ id }) => id), cursor };
  }

  @FieldResolver(() => ServiceView, { nullable: true, description: 'What was applied for.' })
  service(@Root() { source }: OfficeCase, @Ctx() { services }: Context): ServiceView {
    return toServiceOfCase(source, services.catalogue);
  }
}

/** @throws ForbiddenError for an office she does not work in */
function officeOf({ principal: { offices } }: Context, asked?: number | null): number {
  const office = asked ?? offices[0];
  if (office === undefined || !offices.includes(office)) throw new ForbiddenError('This is not one of your offices.');
  return office;
}
