/** A URL of a database on this machine. */
export const databaseUrl = (fields: { port: number; user: string; password: string; database: string }): string =>
  `postgresql://${fields.user}:${encodeURIComponent(fields.password)}@127.0.0.1:${fields.port}/${fields.database}`;

/** The same server, another database; another login too, if given. Host, port and options such as `sslmode` stay. */
export function withDatabase(url: string, database: string, login?: { user: string; password: string }): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  if (login) {
    changed.username = login.user;
    changed.password = encodeURIComponent(login.password);
    // pg lets a parameter win over the part before the host; the old login must not come back that way.
    changed.searchParams.delete('user');
    changed.searchParams.delete('password');
  }
  return changed.href;
}

/** Host and port for messages: everything else in the URL is secret. */
export const hostOf = (url: string): string =>
  new URL(url).host || new URL(url).searchParams.get('host') || 'localhost';
