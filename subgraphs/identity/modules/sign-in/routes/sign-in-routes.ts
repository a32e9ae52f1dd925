import type { Route } from '../../../routes/parts.ts';
import { showCode, showCreate, takeCode, takeCreate, takeEmail } from './email.ts';
import { showNew, takeNew } from './new-account.ts';
import { showRecovery, takeRecovery } from './recovery.ts';
import { sendScript } from './script.ts';
import { showSecond, takeSecond } from './second-factor.ts';
import { SECURITY_PAGES } from './security.ts';
import { cancelSignIn, goToProvider, showSignIn, takePasskey } from './sign-in.ts';

/** Where browsers sign in. */
export const SIGN_IN_PAGES: readonly Route[] = [
  ['GET', '/sign-in/:uid', showSignIn],
  ['GET', '/sign-in/:uid/with/:provider', goToProvider],
  ['GET', '/sign-in/:uid/cancel', cancelSignIn],
  ['POST', '/sign-in/:uid/passkey', takePasskey],
  ['GET', '/sign-in/:uid/new', showNew],
  ['POST', '/sign-in/:uid/new', takeNew],
  ['POST', '/sign-in/:uid/email', takeEmail],
  ['GET', '/sign-in/:uid/code/:step', showCode],
  ['POST', '/sign-in/:uid/code/:step', takeCode],
  ['GET', '/sign-in/:uid/create/:step', showCreate],
  ['POST', '/sign-in/:uid/create/:step', takeCreate],
  ['GET', '/sign-in/:uid/second/:step', showSecond],
  ['POST', '/sign-in/:uid/second/:step', takeSecond],
  ['GET', '/sign-in/:uid/recovery', showRecovery],
  ['POST', '/sign-in/:uid/recovery', takeRecovery],
  ['GET', '/sign-in/script/:name', sendScript],
  ...SECURITY_PAGES,
];
