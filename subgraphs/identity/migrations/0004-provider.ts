import { type MigrationStep, rowRules } from '../../../platform/database/index.ts';

/** What the OpenID provider needs beside its first tables: consents with an end, keys with a beginning, portals that linked. */
export const providerTables: MigrationStep = {
  name: '0004-provider',
  statements: [
    'alter table consent add column expires_at timestamptz',
    // She changes her own consents in the portal; the rules of the table already narrow that to her rows.
    'grant insert on consent to v_citizen, v_staff',
    'alter table signing_key add column signs_from timestamptz',
    'update signing_key set signs_from = created_at',
    'alter table signing_key alter column signs_from set not null, alter column signs_from set default now()',
    // The citizen behind a pairwise subject, for portals that act on her behalf later.
    `create table portal_link (
       client text not null,
       subject uuid not null,
       citizen uuid not null references citizen on delete cascade,
       linked_at timestamptz not null default now(),
       primary key (client, subject)
     )`,
    'create index portal_link_by_citizen on portal_link (citizen)',
    ...rowRules('portal_link', { self: 'citizen' }),
    'grant insert, delete on portal_link to v_citizen, v_staff',
  ],
};
