import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { reachesLevel, type TrustLevelName } from '../../platform/visa/index.ts';
import type { SandboxClient } from '../clients.ts';
import type { FaultBook } from '../faults/fault-book.ts';
import type { Handler } from '../http/handler.ts';
import { RefusedRequestError, readForm } from '../http/incoming.ts';
import { sendPage } from '../http/outgoing.ts';
import { renderAnswerPage } from '../http/page.ts';
import type { SignIn } from '../identity-provider/claims.ts';
import { LEVELS } from '../identity-provider/levels.ts';
import type { Town } from '../identity-provider/personas.ts';
import { choose } from '../identity-provider/sign-in-choice.ts';
import { renderSignInPage, type SignInPage } from '../identity-provider/sign-in-page.ts';
import type { Store } from '../store/open-store.ts';
import { pickLanguage, TEXTS } from '../texts/texts.ts';
import type { AnswerPlan } from './answer-plan.ts';
import { SAML_CHANGES } from './attacks.ts';
import { toAttributes } from './attributes.ts';
import type { SamlKeys } from './keys.ts';
import { makeAnswer } from './make-answer.ts';
import { idpMetadata } from './metadata.ts';
import { type AuthnRequest, readRequest } from './read-request.ts';
import { dropRequest, keepRequest, loadRequest } from './request-record.ts';

export interface SamlSetup {
  /** Entity id, and the address under which everything below is served. */
  entityId: string;
  clients: readonly SandboxClient[];
  store: Store;
  faults: FaultBook;
  town: Town;
  keys: SamlKeys;
}

const XMLENC11 = 'http://www.w3.org/2009/xmlenc11#';
const XMLENC = 'http://www.w3.org/2001/04/xmlenc#';
const RSA_SHA256 = 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256';

/** The identity provider's SAML face (BundID as it really speaks), with the same persons. */
export function makeSamlFace(setup: SamlSetup): Handler {
  return async (request, response, path) => {
    if (path === '/metadata') return sendXml(response, idpMetadata(setup.entityId, setup.keys.own.certificate));
    if (path === '/sso') return begin(setup, request, response);
    const id = /^\/sign-in\/([\w-]{20,40})$/.exec(path)?.[1];
    const waiting = id ? loadRequest(setup.store, id) : undefined;
    if (!id || !waiting) throw new RefusedRequestError(404, 'There is nothing here.');
    if (request.method === 'GET') return sendPage(response, pageOf(waiting));
    return take(setup, id, waiting, request, response);
  };
}

const sendXml = (response: ServerResponse, xml: string): void =>
  void response.writeHead(200, { 'content-type': 'application/samlmetadata+xml' }).end(xml);

/** Takes a request by either binding and shows the sign-in page under an address of its own. */
async function begin({ store, clients, entityId }: SamlSetup, request: IncomingMessage, response: ServerResponse) {
  const query = request.method === 'GET' ? (request.url?.split('?')[1] ?? '') : null;
  const parameters = query === null ? await readForm(request) : new URLSearchParams(query);
  const waiting = readRequest({ parameters, query, destination: `${entityId}/sso`, clients });
  const id = randomBytes(20).toString('base64url');
  keepRequest(store, id, waiting);
  response.writeHead(303, { location: `${entityId}/sign-in/${id}`, 'cache-control': 'no-store' }).end();
}

const pageOf = ({ asked, language }: AuthnRequest, problem?: SignInPage['problem']): string =>
  renderSignInPage({ language: pickLanguage(language), asked, chosen: undefined, problem });

async function take(
  setup: SamlSetup,
  id: string,
  waiting: AuthnRequest,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const form = await readForm(request);
  const plan = planFor(setup, waiting, form);
  if ('problem' in plan) return sendPage(response, pageOf(waiting, plan.problem), 422);
  dropRequest(setup.store, id);
  const answer = await makeAnswer(attacked(setup, plan));
  const language = pickLanguage(waiting.language);
  const fields = { SAMLResponse: Buffer.from(answer).toString('base64'), RelayState: waiting.relayState };
  sendPage(response, renderAnswerPage({ language, texts: TEXTS[language], action: waiting.callbackUrl, fields }));
}

function planFor(
  setup: SamlSetup,
  waiting: AuthnRequest,
  form: URLSearchParams,
): AnswerPlan | { problem: 'unknownPersona' | 'levelTooLow' | 'levelOutOfReach' } {
  if (form.get('action') === 'cancel') {
    const plan = plainPlan(setup, waiting, [], 'BASIC');
    return { ...plan, ...SAML_CHANGES.cancelled(plan, setup.keys) };
  }
  const choice = choose(form, waiting.asked);
  if ('problem' in choice) return choice;
  const signIn: SignIn = { ...choice, applicationId: crypto.randomUUID(), withoutPseudonym: false };
  const host = new URL(waiting.entityId).hostname;
  return plainPlan(setup, waiting, toAttributes(signIn, host, setup.town, waiting.attributes), choice.level);
}

function plainPlan(
  { entityId, clients, keys }: SamlSetup,
  waiting: AuthnRequest,
  attributes: AnswerPlan['attributes'],
  level: TrustLevelName,
): AnswerPlan {
  const now = new Date();
  const same = (xml: string) => xml;
  const registration = clients.find(({ saml }) => saml?.entityId === waiting.entityId)?.saml;
  return {
    issuer: entityId,
    destination: waiting.callbackUrl,
    inResponseTo: waiting.id,
    recipient: waiting.callbackUrl,
    audience: waiting.entityId,
    assertionId: `_${randomBytes(16).toString('hex')}`,
    nameId: randomBytes(24).toString('base64url'),
    issuedAt: now,
    validFrom: 0,
    validUntil: 5,
    signedInAt: now,
    context: LEVELS[reachesLevel(level, 'BASIC') ? level : 'BASIC'].stork,
    attributes,
    status: null,
    signer: keys.own,
    signatureAlgorithm: RSA_SHA256,
    digestAlgorithm: `${XMLENC}sha256`,
    signResponse: false,
    encryptFor: registration?.encryptionCertificate ?? null,
    contentAlgorithm: `${XMLENC11}aes256-gcm`,
    keyAlgorithm: `${XMLENC}rsa-oaep-mgf1p`,
    changeAssertion: same,
    changeResponse: same,
  };
}

/** Every switch that is on makes its change, in the order in which they were switched on. */
function attacked({ faults, keys }: SamlSetup, plan: AnswerPlan): AnswerPlan {
  let changed = plan;
  for (const kind of faults.takeSamlFaults()) changed = Object.assign({}, changed, SAML_CHANGES[kind](changed, keys));
  return changed;
}
