import { randomUUID } from 'node:crypto';
import QRCode from 'qrcode';
import { SYSTEM_VIEWER } from '../../../../../platform/database/index.ts';
import { NotFoundError } from '../../../../../platform/errors/index.ts';
import type { Session } from '../../../actions/sessions.ts';
import { LastSignInMethodError, SignInRefusedError } from '../../../domain/errors.ts';
import { isFresh } from '../../../domain/session-lifetime.ts';
import { takeForm } from '../../../routes/form.ts';
import { languageOf } from '../../../routes/interaction.ts';
import { sendOn, sendPage } from '../../../routes/pages/page.ts';
import type { Handler, Route, RouteParts, Visit } from '../../../routes/parts.ts';
import { logRefusal } from '../../../routes/refusals.ts';
import { sessionHere } from '../../../routes/session-here.ts';
import {
  addEmail,
  addPasskey,
  makeRecoveryCodes,
  offeredTotp,
  offerTotp,
  setTotp,
  switchSecondFactor,
} from '../actions/change-methods.ts';
import { endSessionOf } from '../actions/end-session.ts';
import { loadSecurity } from '../actions/load-security.ts';
import { removeMethodOf } from '../actions/remove-method.ts';
import { sendCode } from '../actions/send-code.ts';
import { typedCode } from '../domain/codes.ts';
import { hintAt, toEmailAddress } from '../domain/email-address.ts';
import { totpUri } from '../domain/totp.ts';
import { say } from '../texts/texts.ts';
import { renderCodePage } from './code-pages.ts';
import { occasionBack, occasionHere } from './occasion.ts';
import {
  renderRecoveryCodesPage,
  renderSecurityPage,
  renderTotpPage,
  SECURITY,
  type SecurityPage,
} from './security-page.ts';

type SignedIn = (parts: RouteParts, visit: Visit, session: Session) => Promise<void>;

/** A page of somebody signed in here; everybody else signs in first and comes back. */
const forSignedIn =
  (handler: SignedIn): Handler =>
  async (parts, visit) => {
    const session = await sessionHere(parts, visit);
    return session ? handler(parts, visit, session) : signInFirst(visit, '');
  };

/** Changing how she signs in wants a sign-in of the last minutes: whoever sits down at an open browser later has none. */
const forFresh = (handler: SignedIn): Handler =>
  forSignedIn(async (parts, visit, session) =>
    isFresh(session.createdAt, new Date()) ? handler(parts, visit, session) : signInFirst(visit, '&fresh=1'),
  );

/** A form is not sent a second time by itself: she comes back to the page and presses again. */
function signInFirst({ response, query }: Visit, more: string): void {
  const lang = typeof query.lang === 'string' && /^[a-z-]{2,12}$/.test(query.lang) ? `?lang=${query.lang}` : '';
  sendOn(response, `/session/sign-in?return=${encodeURIComponent(`${SECURITY}${lang}`)}${more}`);
}

type Outcome = Partial<Pick<SecurityPage, 'error' | 'done' | 'emailError'>>;

async function answer(parts: RouteParts, visit: Visit, session: Session, outcome: Outcome = {}): Promise<void> {
  const { services, database } = parts;
  const { config, signIn } = services;
  const language = languageOf(visit);
  const { citizen } = session;
  const security = await loadSecurity(database, citizen);
  const known = security.methods.flatMap(({ kind, handle }) => (kind === 'passkey' && handle ? [handle] : []));
  const account = { id: citizen, label: say(language, 'accountName'), known };
  const passkey = config.methods.includes('passkey')
    ? await signIn.passkeys.optionsToMake(occasionHere(parts, visit, 'add', session.id), account)
    : undefined;
  const html = renderSecurityPage({
    ...security,
    language,
    services,
    here: session.id,
    hereBrowser: security.sessions.find(({ id }) => id === session.id)?.browser ?? null,
    passkey,
    email: config.methods.includes('email') && signIn.mailer !== undefined,
    ...outcome,
  });
  const status = outcome.error || outcome.emailError ? 400 : 200;
  sendPage(visit.response, html, { status, scripts: passkey !== undefined });
}

/** After a change back to the page, so that loading it again repeats nothing. */
const done = (visit: Visit): void => sendOn(visit.response, `${SECURITY}?done=1&lang=${languageOf(visit)}`);

const showSecurity: SignedIn = (parts, visit, session) =>
  answer(parts, visit, session, { done: visit.query.done === '1' });

const takeNewPasskey: SignedIn = async (parts, visit, session) => {
  const form = await takeForm(parts, visit);
  const language = languageOf(visit);
  try {
    const occasion = occasionBack(parts, visit, 'add', session.id);
    const passkey = await parts.services.signIn.passkeys.checkNew(form.get('response') ?? '', occasion);
    const label = (form.get('label') ?? '').trim().slice(0, 40) || say(language, 'methodPasskey');
    if (!(await addPasskey(parts, session, passkey, label))) throw new SignInRefusedError('passkey-invalid');
    done(visit);
  } catch (error) {
    if (!(error instanceof SignInRefusedError)) throw error;
    logRefusal(parts.logger, error, randomUUID());
    await answer(parts, visit, session, { error: say(language, 'passkeyFailed') });
  }
};

const takeNewEmail: SignedIn = async (parts, visit, session) => {
  const form = await takeForm(parts, visit);
  const language = languageOf(visit);
  await parts.services.signIn.limits.countAddress(visit.address);
  const typed = form.get('email') ?? '';
  const address = toEmailAddress(typed);
  const emailError = { text: say(language, 'emailInvalid'), value: typed.slice(0, 254) };
  if (!address) return answer(parts, visit, session, { emailError });
  const browser = parts.cookie.ensure(visit.request, visit.response);
  const step = { kind: 'new-email', browser, interaction: session.id, citizen: session.citizen } as const;
  const id = await sendCode(parts, { ...step, address, language });
  sendOn(visit.response, `${SECURITY}/email/${id}?lang=${language}`);
};

/** The step of this session: a code asked for in one sign-in is not finished in another. */
async function newEmailStep({ steps, cookie }: RouteParts, { params, request }: Visit, session: Session) {
  const step = await steps.load(params.step ?? '', 'new-email', cookie.read(request));
  if (step.interaction !== session.id || step.citizen !== session.citizen) throw new SignInRefusedError('step-gone');
  return step;
}

const showNewEmail: SignedIn = (parts, visit, session) => answerNewEmail(parts, visit, session);

async function answerNewEmail(parts: RouteParts, visit: Visit, session: Session, error?: string): Promise<void> {
  const step = await newEmailStep(parts, visit, session);
  const address = parts.services.signIn.seal.open(step.sealed ?? '');
  const html = renderCodePage({
    language: languageOf(visit),
    action: `${SECURITY}/email/${step.id}`,
    back: SECURITY,
    again: `${SECURITY}/email`,
    address,
    hint: hintAt(address),
    error,
    isStart: error === undefined,
  });
  sendPage(visit.response, html, { status: error ? 400 : 200 });
}

const takeEmailCode: SignedIn = async (parts, visit, session) => {
  const form = await takeForm(parts, visit);
  const language = languageOf(visit);
  const step = await newEmailStep(parts, visit, session);
  await parts.services.signIn.limits.countAddress(visit.address);
  if (!(await parts.steps.tryCode(step.id, typedCode(form.get('code')))))
    return answerNewEmail(parts, visit, session, say(language, 'codeWrong'));
  if (!(await parts.steps.end(step.id))) throw new SignInRefusedError('step-gone');
  const added = await addEmail(parts, session.citizen, parts.services.signIn.seal.open(step.sealed ?? ''));
  // Whose it is was shown by the code: to her, and nobody else, this may be said.
  return added ? done(visit) : answer(parts, visit, session, { error: say(language, 'emailTaken') });
};

const showTotp: SignedIn = (parts, visit, session) => {
  const { secret, sealed } = offerTotp(parts, session.id);
  return answerTotp(visit, secret, sealed);
};

async function answerTotp(visit: Visit, secret: string, sealed: string, error?: string): Promise<void> {
  const language = languageOf(visit);
  const uri = totpUri(secret, say(language, 'brand'), say(language, 'accountName'));
  const picture = await QRCode.toString(uri, { type: 'svg', margin: 4 });
  sendPage(visit.response, renderTotpPage({ language, secret, sealed, picture, error }), { status: error ? 400 : 200 });
}

const takeTotp: SignedIn = async (parts, visit, session) => {
  const form = await takeForm(parts, visit);
  const sealed = form.get('sealed') ?? '';
  const secret = offeredTotp(parts, session.id, sealed);
  if (!secret) throw new SignInRefusedError('step-gone');
  await parts.services.signIn.limits.countAddress(visit.address);
  if (await setTotp(parts, session.citizen, secret, form.get('code'))) return done(visit);
  await answerTotp(visit, secret, sealed, say(languageOf(visit), 'totpWrong'));
};

const takeSecondFactor: SignedIn = async (parts, visit, session) => {
  const form = await takeForm(parts, visit);
  await switchSecondFactor(parts, session.citizen, form.get('on') === 'true');
  done(visit);
};

const takeRecoveryCodes: SignedIn = async (parts, visit, session) => {
  await takeForm(parts, visit);
  const codes = await makeRecoveryCodes(parts, session.citizen);
  sendPage(visit.response, renderRecoveryCodesPage(languageOf(visit), codes));
};

const takeRemoval: SignedIn = async (parts, visit, session) => {
  const form = await takeForm(parts, visit);
  try {
    await removeMethodOf(parts.database, session.citizen, form.get('method') ?? '');
  } catch (error) {
    if (error instanceof LastSignInMethodError)
      return answer(parts, visit, session, { error: say(languageOf(visit), 'lastWay') });
    if (!(error instanceof NotFoundError)) throw error;
  }
  done(visit);
};

const takeEnding: SignedIn = async (parts, visit, session) => {
  const form = await takeForm(parts, visit);
  const ending = parts.database.unitOfWork(SYSTEM_VIEWER, (work) =>
    endSessionOf(work, session.citizen, form.get('session') ?? ''),
  );
  await ending.catch((error) => {
    if (!(error instanceof NotFoundError)) throw error;
  });
  done(visit);
};

/** Where a citizen looks after her sign-ins. */
export const SECURITY_PAGES: readonly Route[] = [
  ['GET', SECURITY, forSignedIn(showSecurity)],
  ['POST', `${SECURITY}/passkey`, forFresh(takeNewPasskey)],
  ['POST', `${SECURITY}/email`, forFresh(takeNewEmail)],
  ['GET', `${SECURITY}/email/:step`, forFresh(showNewEmail)],
  ['POST', `${SECURITY}/email/:step`, forFresh(takeEmailCode)],
  ['GET', `${SECURITY}/totp`, forFresh(showTotp)],
  ['POST', `${SECURITY}/totp`, forFresh(takeTotp)],
  ['POST', `${SECURITY}/second-factor`, forFresh(takeSecondFactor)],
  ['POST', `${SECURITY}/recovery-codes`, forFresh(takeRecoveryCodes)],
  ['POST', `${SECURITY}/remove`, forFresh(takeRemoval)],
  ['POST', `${SECURITY}/end-session`, forSignedIn(takeEnding)],
];
