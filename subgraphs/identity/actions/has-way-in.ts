import type { Work } from '../../../platform/database/index.ts';

/** Whether a citizen can still sign in: with a passkey, by e-mail, or with an account that stands for herself. */
export async function hasWayIn(work: Work, citizen: string): Promise<boolean> {
  const ways = await work.sql`
    select from sign_in_method where citizen = ${citizen} and kind in ('passkey', 'email')
    union all
    select from linked_account where citizen = ${citizen} and holder = 'PERSON' limit 1`;
  return ways.length > 0;
}
