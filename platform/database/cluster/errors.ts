import { HubError } from '../../errors/hub-error.ts';

/** Another hub runs (Hub läuft schon): the lock of this data folder or database is held. Remedy: stop the other one. Since 0.1. */
export class HubAlreadyRunningError extends HubError {
  readonly code = 'HUB_ALREADY_RUNNING';
  override readonly status = 503;
  constructor(cause?: unknown) {
    super('Another hub runs on this data folder or database. Stop it first, or choose another STADTTOR_DATA.', {
      cause,
    });
  }
}

/** No PostgreSQL in the box (kein eingebautes PostgreSQL): npm has no build for this platform. Remedy: set DATABASE_URL. Since 0.1. */
export class EmbeddedDatabaseMissingError extends HubError {
  readonly code = 'EMBEDDED_DATABASE_MISSING';
  override readonly status = 503;
  constructor(platform: string, cause?: unknown) {
    super(`There is no embedded PostgreSQL for ${platform}. Set DATABASE_URL to a PostgreSQL server, 17 or newer.`, {
      details: { platform, variable: 'DATABASE_URL' },
      cause,
    });
  }
}

/** Server too old (Datenbank zu alt): `details.found` and `details.required` name the versions. Since 0.1. */
export class DatabaseVersionError extends HubError {
  readonly code = 'DATABASE_VERSION_UNSUPPORTED';
  override readonly status = 503;
  constructor(found: string, required: number) {
    super(`The database server is PostgreSQL ${found}; Stadttor needs PostgreSQL ${required} or newer.`, {
      details: { found, required },
    });
  }
}

/** No answer (Datenbank nicht erreichbar): host, user or password in DATABASE_URL is wrong, or the server is down. Since 0.1. */
export class DatabaseUnreachableError extends HubError {
  readonly code = 'DATABASE_UNREACHABLE';
  override readonly status = 503;
  constructor(host: string, cause: unknown) {
    super(`The database server at ${host} does not let us in: ${cause instanceof Error ? cause.message : cause}`, {
      details: { host },
      cause,
    });
  }
}

/** The embedded server does not start (Datenbank startet nicht): `details.logFile` says where its log is. Since 0.1. */
export class ClusterStartError extends HubError {
  readonly code = 'DATABASE_START_FAILED';
  override readonly status = 503;
  constructor(why: string, details: { folder: string; logFile?: string }, cause?: unknown) {
    super(`The embedded PostgreSQL does not start. ${why}`, { details, cause });
  }
}
