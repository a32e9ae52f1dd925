import { v7 as uuidv7 } from 'uuid';
import { type Database, isUuid, SYSTEM_VIEWER, sql } from '../../../../../platform/database/index.ts';
import { MINUTE } from '../../../../../platform/time.ts';
import { SignInRefusedError } from '../../../domain/errors.ts';
import { hashOf, isProofOf, proofOf } from '../../../domain/seal.ts';

export type StepKind = 'email-code' | 'email-proven' | 'new-email' | 'second-factor';

/** A sign-in between two pages (Zwischenschritt). */
export interface Step {
  readonly kind: StepKind;
  readonly browser: string;
  readonly interaction: string | null;
  readonly citizen: string | null;
  readonly handle: string | null;
  readonly sealed: string | null;
}

export type KnownStep = Step & { readonly id: string };

const STEP_MS = 10 * MINUTE;
const MAX_TRIES = 5;
const COLUMNS = 'id, kind, browser, interaction, citizen, handle, sealed';

/** Steps of sign-ins: each in one browser, for ten minutes; a code is good for few tries and once. */
export class Steps {
  constructor(
    private readonly database: Database,
    private readonly key: Buffer,
  ) {}

  /** Begins a step; its id goes into the next page's form. */
  async begin(step: Step, code?: string): Promise<string> {
    const id = uuidv7();
    const { kind, browser, interaction, citizen, handle, sealed } = step;
    await this.database.changeOnce(
      SYSTEM_VIEWER,
      sql`
      insert into sign_in_step (id, kind, browser, interaction, citizen, handle, sealed, code, expires_at)
      values (${id}, ${kind}, ${hashOf(browser)}, ${interaction}, ${citizen}, ${handle}, ${sealed},
        ${code === undefined ? null : proofOf(this.key, codeText(id, code))}, ${new Date(Date.now() + STEP_MS)})`,
    );
    return id;
  }

  /** How many codes were asked for an address in the last hour. */
  async recentCodes(handle: string): Promise<number> {
    const [row] = await this.database.reading(SYSTEM_VIEWER, (session) =>
      session.sql<{ n: number }>(sql`
        select count(*)::int as n from sign_in_step
        where handle = ${handle} and kind <> 'email-proven' and created_at > now() - interval '1 hour'`),
    );
    return row?.n ?? 0;
  }

  /** The step of this browser. @throws SignInRefusedError when it is over or another browser's */
  async load(id: string, kind: StepKind, browser: string): Promise<KnownStep> {
    const [row] = isUuid(id)
      ? await this.database.reading(SYSTEM_VIEWER, (session) =>
          session.sql<KnownStep>(
            `select ${COLUMNS} from sign_in_step where ${sql`id = ${id} and kind = ${kind}
              and browser = ${hashOf(browser)} and expires_at > now()`}`,
          ),
        )
      : [];
    if (!row) throw new SignInRefusedError('step-gone');
    return row;
  }

  /** Counts a try. False when there were too many: then the step is worth nothing any more. */
  async countTry(id: string): Promise<boolean> {
    const rows = await this.database.changeOnce(
      SYSTEM_VIEWER,
      sql`
      update sign_in_step set tries = tries + 1 where id = ${id} and tries < ${MAX_TRIES} returning id`,
    );
    return rows.length > 0;
  }

  /** Tries a code. The try counts before the code is looked at, so that many at once are no more than one by one. */
  async tryCode(id: string, code: string): Promise<boolean> {
    return this.database.unitOfWork(SYSTEM_VIEWER, async (work) => {
      const [row] = await work.sql<{ code: string | null }>`
        update sign_in_step set tries = tries + 1 where id = ${id} and tries < ${MAX_TRIES} returning code`;
      if (!row?.code || !isProofOf(this.key, codeText(id, code), row.code)) return false;
      await work.sql`update sign_in_step set code = null where id = ${id}`;
      return true;
    });
  }

  /** Ends a step; its row stays a while, to be counted. False when somebody else has just ended it: what it proved is used once. */
  async end(id: string): Promise<boolean> {
    const rows = await this.database.changeOnce(
      SYSTEM_VIEWER,
      sql`
      update sign_in_step set expires_at = now(), code = null, sealed = null
      where id = ${id} and expires_at > now() returning id`,
    );
    return rows.length > 0;
  }
}

/** What is kept of a code is a proof of this, so that a code of one step is none of another. */
const codeText = (step: string, code: string): string => `code\n${step}\n${code}`;
