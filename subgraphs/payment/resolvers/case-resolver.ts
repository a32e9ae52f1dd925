import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql';
import { Needs } from '../../../platform/rights/index.ts';
import type { RequestContext } from '../../../platform/subgraph/index.ts';
import { Case } from '../entities/case.ts';
import { Fee } from '../entities/fee.ts';
import { feesByCase } from '../loaders/fees-by-case.ts';
import type { PaymentServices } from '../services.ts';

/** What a case costs: for its applicant and for the office in charge. */
@Resolver(() => Case)
export class CaseResolver {
  @Needs({ scopes: [['payments'], ['staff']], consent: 'payments' })
  @Directive('@requires(fields: "version")')
  @FieldResolver(() => [Fee], {
    nullable: true,
    description:
      'What it costs; empty when nothing is to be paid. `NOT_YET_AVAILABLE` right after a change when the fees have not arrived: ask again.',
  })
  fees(@Root() { id, version }: Case, @Ctx() context: RequestContext<PaymentServices>): Promise<Fee[]> {
    return context.load(feesByCase, { id, version: version ?? 1 });
  }
}

/** The representation as it came: the version in it tells how fresh the fees must be. */
export const caseReference = ({ id, version }: Case): Case => Object.assign(new Case(), { id, version });
