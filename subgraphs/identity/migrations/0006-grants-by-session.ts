import type { MigrationStep } from '../../../platform/database/index.ts';

/** Which apps were used in a session: found for the one session, not by walking through the grants of 90 days. */
export const grantsBySession: MigrationStep = {
  name: '0006-grants-by-session',
  statements: [`create index oidc_grant_by_session on oidc_record (split_part(id, '.', 1)) where model = 'Grant'`],
};
