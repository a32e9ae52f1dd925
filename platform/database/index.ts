export { Database, type ReadSession } from './database.ts';
export { type MigrationStep, migrate } from './migrate.ts';
export { type RowRules, rowRules } from './policies.ts';
export { refusalOf } from './refusals.ts';
export { literal, raw, sql } from './sql.ts';
export type { Work } from './unit-of-work.ts';
export { isUuid, PUBLIC_VIEWER, SYSTEM_VIEWER, type Viewer, viewerOf } from './viewer.ts';
