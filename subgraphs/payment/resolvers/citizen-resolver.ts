import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { isUuid } from '../../../platform/database/index.ts';
import { BadUserInputError } from '../../../platform/errors/index.ts';
import { Needs } from '../../../platform/rights/index.ts';
import {
  type PageRequest,
  type RequestContext,
  toConnection,
  toPage,
  toPageRequest,
} from '../../../platform/subgraph/index.ts';
import { Citizen } from '../entities/citizen.ts';
import { Payment } from '../entities/payment.ts';
import { PaymentConnection } from '../entities/payment-connection.ts';
import type { PaymentServices } from '../services.ts';

/** What a citizen paid. */
@Resolver(() => Citizen)
export class CitizenResolver {
  @Needs({ scopes: ['payments'], consent: 'payments' })
  @FieldResolver(() => PaymentConnection, { nullable: true, description: 'Her payments, newest first.' })
  async payments(
    @Root() { id }: Citizen,
    @Ctx() context: RequestContext<PaymentServices>,
    @Arg('first', () => Int, { nullable: true, description: 'How many, 1 to 100; 20 unless said.' }) first?: number,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the last payment seen.' }) after?: string,
  ): Promise<PaymentConnection> {
    const page = checkPage(toPageRequest({ first, after }));
    const cursor = await context.log.headCursor({ party: id }, context.principal);
    const rows = await context.em.find(
      Payment,
      { party: id, ...(page.after && { id: { $lt: page.after } }) },
      { orderBy: { id: 'desc' }, limit: page.first + 1 },
    );
    return { ...toConnection(toPage(rows, page), (payment) => payment.id), cursor } as PaymentConnection;
  }
}

function checkPage(page: PageRequest): PageRequest {
  if (page.after === null || isUuid(page.after)) return page;
  throw new BadUserInputError('This is not a cursor of this list.', { problems: [{ path: '/after', rule: 'cursor' }] });
}
