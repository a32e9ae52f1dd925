import type { Store } from './open-store.ts';

/** Reads a secret, or makes it once and keeps it: keys must outlive a restart, or every open sign-in would break. */
export function keepSecret(store: Store, name: string, make: () => string): string {
  // `or ignore` and then read: of two processes that start together one wins, and both use the winner's value.
  store
    .prepare('insert or ignore into secret (name, value) values (?, ?)')
    .run(name, readSecret(store, name) ?? make());
  return readSecret(store, name) as string;
}

const readSecret = (store: Store, name: string): string | undefined =>
  store.prepare('select value from secret where name = ?').get(name)?.value as string | undefined;
