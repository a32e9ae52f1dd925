import { Arg, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { sql } from '../../../../../platform/database/index.ts';
import { Needs } from '../../../../../platform/rights/index.ts';
import {
  connectionOf,
  type RequestContext,
  toConnection,
  toPage,
  toPageRequest,
} from '../../../../../platform/subgraph/index.ts';
import { Citizen } from '../../../entities/citizen.ts';
import type { IdentityServices } from '../../../services.ts';
import { openSessionsSql, type SessionRow, signInsSql } from '../actions/list-sessions.ts';
import { wayName } from '../actions/method-names.ts';
import { UNKNOWN_DEVICE } from '../domain/device-name.ts';
import { SignInMethod } from './sign-in-method.ts';
import { SignInSession } from './sign-in-session.ts';

export const SignInConnection = connectionOf('SignIn', SignInSession);
type Context = RequestContext<IdentityServices>;

/** What she sees of her own sign-ins; no app does, and to staff the database shows their own alone. */
const HERS = { scopes: ['accounts'], personal: 'accounts', kinds: ['citizen', 'staff'] } as const;

@Resolver(() => Citizen)
export class CitizenSignInResolver {
  @Needs(HERS)
  @FieldResolver(() => [SignInSession], {
    nullable: true,
    description: 'Where she is signed in now (Anmeldungen), newest first, one per browser.',
  })
  async sessions(@Root() { id }: Citizen, @Ctx() context: Context): Promise<SignInSession[]> {
    const rows = await context.sql<SessionRow>(openSessionsSql([id]));
    return rows.map((row) => toSession(row, context, rows));
  }

  @Needs(HERS)
  @FieldResolver(() => SignInConnection, {
    nullable: true,
    description: 'Her sign-ins of the last 90 days (Anmeldeverlauf), newest first.',
  })
  async signIns(
    @Root() { id }: Citizen,
    @Arg('first', () => Int, { nullable: true, description: 'How many, 20 unless said otherwise.' }) first:
      | number
      | null,
    @Arg('after', () => String, { nullable: true, description: 'Cursor of the last one seen.' }) after: string | null,
    @Ctx() context: Context,
  ) {
    const request = toPageRequest({ first, after });
    const rows = await context.sql<SessionRow>(signInsSql(id, { after: request.after, count: request.first + 1 }));
    const page = toPage(
      rows.map((row) => toSession(row, context)),
      request,
    );
    return toConnection(page, (session) => session.id);
  }

  @Needs(HERS)
  @FieldResolver(() => [SignInMethod], {
    nullable: true,
    description: 'Her ways to sign in without a state account, oldest first.',
  })
  async signInMethods(@Root() { id }: Citizen, @Ctx() context: Context): Promise<SignInMethod[]> {
    const rows = await context.sql<SignInMethod>(sql`
      select id, upper(kind) as kind, label, level, created_at as "addedAt", last_used_at as "lastUsedAt"
      from sign_in_method where citizen = ${id} and kind <> 'recovery' order by created_at`);
    return rows.map((row) => ({ ...row, addedAt: new Date(row.addedAt), lastUsedAt: toDate(row.lastUsedAt) }));
  }

  @Needs(HERS)
  @FieldResolver(() => Int, { nullable: true, description: 'Recovery codes that are left (Wiederherstellungscodes).' })
  async recoveryCodesLeft(@Root() { id }: Citizen, @Ctx() context: Context): Promise<number> {
    const [row] = await context.sql<{ n: number }>(sql`
      select count(*)::int as n from sign_in_method where citizen = ${id} and kind = 'recovery'`);
    return row?.n ?? 0;
  }
}

const toDate = (time: string | Date | null): Date | null => (time === null ? null : new Date(time));

/** A session that stands for its browser stands for the one that asks, too. */
function toSession(row: SessionRow, { principal, services }: Context, all: readonly SessionRow[] = []): SignInSession {
  const here = all.find(({ id }) => id === principal.session)?.browser;
  return {
    id: row.id,
    device: row.agent === UNKNOWN_DEVICE ? null : row.agent,
    place: row.place,
    method: row.method,
    methodName: wayName(row.method, services),
    strength: row.authentication as SignInSession['strength'],
    since: new Date(row.created_at),
    lastUsedAt: new Date(row.last_used_at),
    expiresAt: new Date(row.expires_at),
    endedAt: toDate(row.ended_at),
    current: row.id === principal.session || (here !== undefined && here !== null && row.browser === here),
  };
}
