/**
 * Scopes (Zugriffsbereiche) a client may ask for. The purpose of a citizen's consent has the name of its scope: who allows a
 * partner app `home` has allowed the purpose `home`.
 */
export const SCOPES = [
  'openid',
  'offline_access',
  'profile',
  'mailbox',
  'cases',
  'payments',
  'accounts',
  'consents',
  'home',
  'favourites',
  'staff',
  'operator:plans',
  'account:link',
] as const;

export type Scope = (typeof SCOPES)[number];

/** Those that say something only about people who work for an office. */
export const isStaffScope = (scope: string): boolean => scope === 'staff' || scope.startsWith('operator:');

export const splitScopes = (text: unknown): string[] =>
  typeof text === 'string' ? text.split(' ').filter(Boolean) : [];
