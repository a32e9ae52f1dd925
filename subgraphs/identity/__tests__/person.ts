import { v7 as uuidv7 } from 'uuid';
import { pairwiseId, pairwiseKey } from '../../../platform/clients/index.ts';
import type { TestSubgraph } from '../../../platform/testing/subgraph.ts';
import { systemPrincipal, type TrustLevelName } from '../../../platform/visa/index.ts';
import { rows } from './rows.ts';

const HUB = systemPrincipal('hub');
/** The secret of `startTestSubgraph`. */
export const SECRET = 'a secret for tests only, long enough to derive keys from';

/** The id by which an app knows a citizen. */
export const idToward = (client: string, citizen: string): string =>
  client === 'portal' ? citizen : pairwiseId(pairwiseKey(SECRET), client, citizen);

/** A citizen as the seeding makes her. */
export async function person(
  subgraph: TestSubgraph,
  level: TrustLevelName = 'SUBSTANTIAL',
  subject: string = uuidv7(),
) {
  const question = {
    provider: 'bundid',
    issuer: 'https://id.example',
    subject,
    level,
    attributes: { given_name: 'Erika' },
  };
  const { citizenId } = (await subgraph.running.ask('ensureCitizen', question, HUB)) as { citizenId: string };
  return citizenId;
}

/** Claims of an access token for a session and grant that stand in the database. */
export async function tokenClaims(
  subgraph: TestSubgraph,
  citizen: string,
  { client = 'portal', level = 'SUBSTANTIAL', expired = false, scope = 'openid accounts' } = {},
) {
  const session = uuidv7();
  const grant = `${session}.${uuidv7()}`;
  await rows(
    subgraph,
    `insert into session (id, citizen, authentication, agent, expires_at)
     values ($1, $2, $3, 'other', now() + $4::interval)`,
    [session, citizen, level, expired ? '-1 second' : '1 hour'],
  );
  await rows(
    subgraph,
    `insert into oidc_record (model, id, payload, expires_at) values ('Grant', $1, $2, now() + interval '1 hour')`,
    [grant, { clientId: client, accountId: citizen }],
  );
  return { sub: idToward(client, citizen), client_id: client, scope, sid: session, grant };
}

export async function allow(subgraph: TestSubgraph, citizen: string, client: string, purposes: string[]) {
  const made = await rows<{ id: string }>(
    subgraph,
    `insert into consent (id, citizen, client, purpose) select gen_random_uuid(), $1, $2, unnest($3::text[]) returning id`,
    [citizen, client, purposes],
  );
  return made.map(({ id }) => id);
}
