import type { Store } from '../store/open-store.ts';
import type { AuthnRequest } from './read-request.ts';

const HOUR_SECONDS = 3_600;

/** Keeps a request until its sign-in is done: a restart loses none. */
export function keepRequest(store: Store, id: string, request: AuthnRequest): void {
  store.prepare('delete from saml_request where kept_at < unixepoch() - ?').run(HOUR_SECONDS);
  store
    .prepare('insert into saml_request (id, request, kept_at) values (?, ?, unixepoch())')
    .run(id, JSON.stringify(request));
}

export function loadRequest(store: Store, id: string): AuthnRequest | undefined {
  const row = store.prepare('select request from saml_request where id = ?').get(id);
  return row && (JSON.parse(row.request as string) as AuthnRequest);
}

export function dropRequest(store: Store, id: string): void {
  store.prepare('delete from saml_request where id = ?').run(id);
}
