import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Handler } from '../http/handler.ts';
import { RefusedRequestError, readForm, readText } from '../http/incoming.ts';
import { redirect, sendJson, sendPage } from '../http/outgoing.ts';
import { pickLanguage } from '../texts/texts.ts';
import { isFromHub } from './check-webhook.ts';
import { HubClient, type LinkAttempt, type StatePortalRegistration } from './hub-client.ts';
import { type CaseLine, renderPortalPage } from './portal-page.ts';

interface Guest {
  attempt?: LinkAttempt | undefined;
  /** Her name at the hub; absent: not linked. */
  subject?: string | undefined;
}

interface Answer {
  readonly data?: { me?: { cases?: { nodes?: CaseLine[] } | null } | null } | null;
  readonly errors?: readonly { readonly extensions?: { readonly code?: string } }[];
}

const CASES = '{ me { cases(first: 10) { nodes { reference state service { name { de en } } } } } }';
const SUBMIT = 'mutation ($input: SubmitCaseInput!) { submitCase(input: $input) { case { id reference state } } }';

/**
 * A state portal (Landesportal) that links from its side: it sends its citizen to the hub, learns a name for her that no other portal
 * knows, shows her cases, hands one over, and hears when she takes the link back.
 */
export function makeStatePortal(registration: StatePortalRegistration, url: string): Handler {
  const portal = new StatePortal(registration, url);
  return (request, response, path) => portal.answer(request, response, path);
}

class StatePortal {
  readonly #guests = new Map<string, Guest>();
  readonly #hub: HubClient;

  constructor(
    private readonly registration: StatePortalRegistration,
    private readonly url: string,
  ) {
    this.#hub = new HubClient(registration, `${url}/callback`);
  }

  async answer(request: IncomingMessage, response: ServerResponse, path: string): Promise<void> {
    switch (`${request.method} ${path}`) {
      case 'GET ':
        return this.#home(request, response);
      case 'GET /link':
        return this.#link(request, response);
      case 'GET /callback':
        return this.#callback(request, response);
      case 'POST /hand-over':
        return this.#handOver(request, response);
      case 'POST /webhook':
        return this.#webhook(request, response);
      default:
        throw new RefusedRequestError(404, 'There is nothing here.');
    }
  }

  async #home(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { subject } = this.#guestOf(request) ?? {};
    const answer = subject ? await this.#hub.ask<Answer>(subject, CASES) : undefined;
    const language = pickLanguage(request.headers['accept-language']);
    const cases = answer?.data?.me?.cases?.nodes ?? [];
    sendPage(response, renderPortalPage({ language, isLinked: subject !== undefined, base: this.url, cases }));
  }

  async #link(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const hint = new URL(request.url ?? '', this.url).searchParams.get('login_hint') ?? undefined;
    const { url, attempt } = await this.#hub.begin(hint);
    const name = randomUUID();
    this.#guests.set(name, { attempt });
    response.setHeader('set-cookie', `state_portal=${name}; HttpOnly; SameSite=Lax; Path=/state-portal`);
    redirect(response, url.href);
  }

  async #callback(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const guest = this.#guestOf(request);
    if (!guest?.attempt) throw new RefusedRequestError(400, 'No link was begun in this browser.');
    const attempt = guest.attempt;
    guest.attempt = undefined;
    guest.subject = await this.#hub.finish(new URL(request.url ?? '', this.url), attempt);
    redirect(response, this.url);
  }

  /** A case that was filled in here goes over to the town: form fields `service`, `data` (JSON) and `key`. */
  async #handOver(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { subject } = this.#guestOf(request) ?? {};
    if (!subject) throw new RefusedRequestError(403, 'This citizen is not linked.');
    const form = await readForm(request);
    const [service, data, idempotencyKey] = ['service', 'data', 'key'].map((name) => form.get(name) ?? '') as [
      string,
      string,
      string,
    ];
    sendJson(
      response,
      await this.#hub.ask(subject, SUBMIT, { input: { service, data: JSON.parse(data), idempotencyKey } }),
    );
  }

  /** The citizen took the link back at the town: it is forgotten here too. */
  async #webhook(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readText(request);
    if (!isFromHub(request.headers, body, this.registration.webhookSecret))
      throw new RefusedRequestError(401, 'This is not the word of the hub.');
    const { type, data } = JSON.parse(body) as { type: string; data: { sub: string } };
    if (type === 'account.unlinked')
      for (const guest of this.#guests.values()) if (guest.subject === data.sub) guest.subject = undefined;
    response.writeHead(204).end();
  }

  #guestOf({ headers }: IncomingMessage): Guest | undefined {
    return this.#guests.get(/state_portal=([\w-]+)/.exec(headers.cookie ?? '')?.[1] ?? '');
  }
}
