import type { MigrationStep } from '../../../platform/database/index.ts';

/** Whether the apps of an ended session have been told. */
export const signOutNotices: MigrationStep = {
  name: '0005-sign-out-notices',
  statements: [
    'alter table session add column apps_told boolean not null default false',
    'create index session_untold on session (id) where ended_at is not null and not apps_told',
  ],
};
