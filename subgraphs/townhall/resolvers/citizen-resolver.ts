import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Needs } from '../../../platform/rights/index.ts';
import { toConnection, toPage } from '../../../platform/subgraph/index.ts';
import type { Context } from '../context.ts';
import { CaseState } from '../domain/case-state.ts';
import { Citizen } from '../entities/citizen.ts';
import { casesByCitizen } from '../loaders/cases-by-citizen.ts';
import { CaseConnection } from './case-connections.ts';
import { APPLICANT_NEEDS } from './case-needs.ts';
import { toPageAfterId } from './page-after.ts';

@Resolver(() => Citizen)
export class CitizenResolver {
  @Needs({ ...APPLICANT_NEEDS, personal: 'cases' })
  @FieldResolver(() => CaseConnection, { nullable: true, description: 'Her cases, newest first.' })
  async cases(
    @Root() { id }: Citizen,
    @Ctx() context: Context,
    @Arg('first', () => Int, { nullable: true, description: '1 to 100, default 20.' }) first?: number,
    @Arg('after', () => String, { nullable: true, description: 'Continues after this cursor.' }) after?: string,
    @Arg('states', () => [CaseState], { nullable: true, description: 'Only cases in these states.' })
    states?: CaseState[],
  ) {
    const page = toPageAfterId({ first, after });
    const key = { citizen: id, states: states ?? null, after: page.after, limit: page.first + 1 };
    const { head, cases } = await context.load(casesByCitizen, key);
    const cursor = context.log.cursor({ party: id }, context.principal, head);
    return { ...toConnection(toPage(cases, page), (each) => each.id), cursor };
  }
}
