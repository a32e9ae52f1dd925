export interface ServerOptions {
  port: number;
  /** False only for tests: faster, and lost when the machine fails. */
  durable: boolean;
}

/**
 * Settings are given at every start and not stored in the cluster, so that a new release changes them for old data too.
 * What an operator puts into `postgresql.conf` for other settings stays hers.
 */
export const serverSettings = ({ port, durable }: ServerOptions): Record<string, string> => ({
  port: String(port),
  listen_addresses: '127.0.0.1',
  // No socket file: its path could be too long, and everybody on the machine could knock.
  unix_socket_directories: '',
  max_connections: '200',
  shared_buffers: '128MB',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // A killed client's row locks are gone after 0.5 s instead of 12.
  client_connection_check_interval: '500ms',
  // No standby can follow a server on loopback; what is written once need not go into the log twice.
  wal_level: 'minimal',
  max_wal_senders: '0',
  ...PRIVACY,
  ...(durable ? { fsync: 'on' } : THROW_AWAY),
});

/** The log of the server must not repeat what citizens wrote: neither statements nor the DETAIL with the values of a row. */
const PRIVACY = {
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
};

const THROW_AWAY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', autovacuum_naptime: '1h' };

/** `-c name=value` for each; the folder first, because the launcher recognises its server by `-D`. */
export const serverArguments = (cluster: string, options: ServerOptions): string[] => [
  '-D',
  cluster,
  ...Object.entries(serverSettings(options)).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
];

/** Nothing of our own environment: it holds the hub's secrets, and PG* variables would change what the server does. */
export const serverEnvironment = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, LC_ALL: 'C' });

/** A longer log of the server is set aside at its start. */
export const LOG_LIMIT_BYTES = 10 * 1024 * 1024;
