import { ForbiddenError, NotFoundError } from '../../../platform/errors/index.ts';
import type { CursoredItem, LogEvent, LogStream, Scope } from '../../../platform/log/index.ts';
import type { StreamPayload } from '../../../platform/subgraph/index.ts';
import { SECOND } from '../../../platform/time.ts';
import type { Context } from '../context.ts';
import { isCaseEvent } from '../domain/case-state.ts';
import { caseById } from '../loaders/case-by-id.ts';
import { scopeOf } from './case-needs.ts';
import { CaseEvent } from './types/case-event.ts';

interface Arguments {
  readonly caseId?: string | null;
  readonly after?: string | null;
}

/** A stream in which only others' events happen still moves its place forward this often. */
const BOOKMARK_MS = 30 * SECOND;

/**
 * Follows case events (Live-Verfolgung) of the citizen, of one case, or of an office.
 *
 * @throws NotFoundError for a foreign case, CursorExpiredError, ForbiddenError for staff without an office
 */
export async function followCases(
  context: Context,
  { caseId, after }: Arguments,
): Promise<LogStream<StreamPayload<CaseEvent>>> {
  const { principal, log, resumeAfter } = context;
  const scope = await scopeFor(context, caseId);
  return log.follow({ scope, principal, after: resumeAfter ?? after, map: toldOf(caseId) });
}

function toldOf(caseId?: string | null): (item: CursoredItem) => StreamPayload<CaseEvent> | undefined {
  let toldAt = 0;
  return (item) => {
    const { event } = item;
    const wanted = event && concerns(event, caseId);
    if (event && !wanted && Date.now() - toldAt < BOOKMARK_MS) return undefined;
    toldAt = Date.now();
    const { cursor } = item;
    return wanted ? { cursor, value: CaseEvent.of(event, cursor) } : { cursor };
  };
}

const concerns = ({ kind, subject }: LogEvent, caseId?: string | null): boolean =>
  isCaseEvent(kind) && (!caseId || subject === caseId);

async function scopeFor(context: Context, caseId?: string | null): Promise<Scope> {
  if (caseId) return scopeOfCase(context, caseId);
  const { kind, offices, parties } = context.principal;
  const [office] = offices;
  const [party] = parties;
  if (kind === 'staff' && office !== undefined) return { office };
  if (kind !== 'staff' && party) return { party };
  throw new ForbiddenError();
}

async function scopeOfCase(context: Context, caseId: string): Promise<Scope> {
  const found = await context.load(caseById, caseId);
  // The reading transaction must not stay open for as long as the stream does.
  await context.close();
  if (!found) throw new NotFoundError();
  return scopeOf(found, context.principal);
}
