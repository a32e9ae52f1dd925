import type { PartnerApp } from './partner-app.ts';

const asks = ({ scopes }: PartnerApp, name: string): boolean => scopes.some(({ scope }) => scope === name);

/** Each rule says what must not stand together in one file, and in which words the start is refused. */
const RULES: readonly (readonly [isBroken: (app: PartnerApp) => boolean, problem: string])[] = [
  // The desk works through the town's own portal, and specialist systems for the offices their file names.
  [
    (app) => asks(app, 'staff') && app.clientId !== 'portal' && app.offices.length === 0,
    'only the portal may ask for the scope staff',
  ],
  [
    (app) => app.clientId !== 'portal' && app.scopes.some(({ scope }) => scope.startsWith('operator:')),
    'only the portal may ask for scopes of operators',
  ],
  [
    (app) => app.offices.length > 0 && (app.kind !== 'system' || app.authentication !== 'private_key_jwt'),
    'only a system with private_key_jwt may work for offices',
  ],
  [
    (app) => app.grants.length > 0 && app.authentication === 'none',
    'an app without secret or key gets tokens by the authorization code alone',
  ],
  [
    (app) => app.grants.includes('token_exchange') && (app.kind !== 'portal' || !asks(app, 'account:link')),
    'only a portal that asks for account:link may exchange tokens',
  ],
  [
    (app) => app.grants.includes('token_exchange') && app.dpop !== 'offered',
    'tokens that are exchanged are not bound: leave dpop out',
  ],
  [
    (app) => app.refresh === 'bound' && app.authentication === 'none' && app.dpop === 'offered',
    'a refresh token that is not rotated must be bound: use a secret, a key, or dpop: required',
  ],
  [(app) => app.keys.some((key) => 'd' in key || 'k' in key), 'keys must be public'],
];

/** What is wrong with a partner's file although its form is right; undefined when nothing is. */
export const problemOf = (app: PartnerApp): string | undefined => RULES.find(([isBroken]) => isBroken(app))?.[1];
