import { isUuid, sql } from '../../../platform/database/index.ts';
import { NotFoundError, NotYetAvailableError } from '../../../platform/errors/index.ts';
import { defineLoader, type RequestContext } from '../../../platform/subgraph/index.ts';
import { type CaseAsOf, catchUpCases } from '../connectors/catch-up-cases.ts';
import { Fee } from '../entities/fee.ts';
import type { PaymentServices } from '../services.ts';

type Context = RequestContext<PaymentServices>;
type Seen = ReadonlyMap<string, number>;

/**
 * Fees of cases, as of at least the version their owner has shown: two statements for any number of cases while none is
 * behind. A case the viewer may not see is the same as one that is not there.
 */
export const feesByCase = defineLoader<CaseAsOf, Fee[]>({
  cacheKey: (({ id, version }: CaseAsOf) => `${id}@${version}`) as never,
  batch: async (cases, anyContext) => {
    const context = anyContext as unknown as Context;
    const asked = cases.filter(({ id }) => isUuid(id));
    let seen = await versionsOf(asked, context);
    const behind = asked.filter((each) => isBehind(each, seen));
    const fresh = await bringUp(behind, context);
    if (behind.length > 0) seen = await versionsOf(asked, context);
    const fees = await feesOf(asked, context);
    return cases.map((each) => answer(each, { seen, fresh, fees }));
  },
});

const isBehind = ({ id, version }: CaseAsOf, seen: Seen): boolean => (seen.get(id) ?? 0) < version;

async function versionsOf(cases: readonly CaseAsOf[], context: Context): Promise<Seen> {
  const ids = cases.map(({ id }) => id);
  const rows = await context.sql<{ case_id: string; version: number }>(
    sql`select case_id, version from case_version where case_id = any(${ids}::uuid[])`,
  );
  return new Map(rows.map(({ case_id, version }) => [case_id, version]));
}

/** The reading transaction ends first: waiting must not hold a connection that the catching up needs. */
async function bringUp(behind: readonly CaseAsOf[], context: Context): Promise<Set<string>> {
  if (behind.length === 0) return new Set();
  await context.close();
  return catchUpCases(context.services, behind);
}

/** Read after the versions: repeats are possible, gaps are not. */
const feesOf = (cases: readonly CaseAsOf[], context: Context): Promise<Fee[]> =>
  context.em.find(
    Fee,
    { caseId: { $in: cases.map(({ id }) => id) }, state: { $ne: 'PLANNED' as never } },
    { orderBy: { createdAt: 'asc', key: 'asc' } },
  );

interface Found {
  readonly seen: Seen;
  /** Cases that were behind for this viewer and are known to the hub now. */
  readonly fresh: ReadonlySet<string>;
  readonly fees: readonly Fee[];
}

function answer(each: CaseAsOf, { seen, fresh, fees }: Found): Fee[] | Error {
  if (!isBehind(each, seen)) return fees.filter(({ caseId }) => caseId === each.id);
  if (fresh.has(each.id) || !isUuid(each.id)) return new NotFoundError();
  return new NotYetAvailableError();
}
