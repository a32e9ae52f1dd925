import type { Work } from '../../../platform/database/index.ts';
import type { Prefill } from '../domain/verified-attribute.ts';

/** Opens the account of a registered citizen with her profile; a second time it changes nothing. */
export async function openAccount(work: Work, citizenId: string, { values, marks }: Prefill): Promise<void> {
  const opened = await work.sql`
    insert into account (id, state) values (${citizenId}, 'ACTIVE') on conflict do nothing returning id`;
  if (opened.length === 0) return;
  const { givenName, familyName, birthName, birthDate, birthPlace, street, zipCode, city, country, email, phone } =
    values;
  await work.sql`
    insert into profile (id, given_name, family_name, birth_name, birth_date, birth_place,
      street, zip_code, city, country, email, phone, verified)
    values (${citizenId}, ${givenName}, ${familyName}, ${birthName}, ${birthDate}, ${birthPlace},
      ${street}, ${zipCode}, ${city}, ${country}, ${email}, ${phone}, ${JSON.stringify(marks)}::jsonb)`;
  work.publish(() => ({
    subject: citizenId,
    version: 1,
    kind: 'ACCOUNT_OPENED',
    state: 'ACTIVE',
    parties: [citizenId],
    office: null,
  }));
}
