import { type MigrationStep, rowRules } from '../../../platform/database/index.ts';

/** Favourite stops (Lieblingshaltestellen): personal rows, kept apart from the timetable, so that imports never touch them. */
export const favourites: MigrationStep = {
  name: '0002-favourites',
  statements: [
    `create table favourite_stop (
       id uuid primary key,
       party uuid not null,
       stop_id text not null,
       added_at timestamptz not null default now(),
       unique (party, stop_id)
     )`,
    ...rowRules('favourite_stop', {
      party: 'party',
      citizenMay: ['insert', 'delete'],
      partnerMay: ['insert', 'delete'],
    }),
  ],
};
