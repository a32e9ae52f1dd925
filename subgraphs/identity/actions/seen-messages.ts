import { type Database, SYSTEM_VIEWER } from '../../../platform/database/index.ts';

/** A message of a provider that may be used once: a SAML assertion, a logout token. */
export interface OnceMessage {
  readonly issuer: string;
  readonly id: string;
  readonly until: Date;
}

/** Marks a message as used; false when it was used before, by whatever process of the hub. */
export async function isFirstTime(database: Database, { issuer, id, until }: OnceMessage): Promise<boolean> {
  const marked = await database.unitOfWork(
    SYSTEM_VIEWER,
    (work) => work.sql`
    insert into seen_message (issuer, id, expires_at) values (${issuer}, ${id}, ${until})
    on conflict do nothing returning id`,
  );
  return marked.length > 0;
}
