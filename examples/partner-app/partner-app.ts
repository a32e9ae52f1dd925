import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import * as openid from 'openid-client';

export interface PartnerAppOptions {
  /** Address of the hub. */
  readonly hub: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The redirect address registered in `partners/`; the app listens at its host and port. */
  readonly redirectUri: string;
}

interface Guest {
  readonly verifier: string;
  readonly state: string;
  tokens?: openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers;
  /** When its access token ends. */
  until?: number;
  dpop?: openid.DPoPHandle;
  live?: 'open' | 'ended';
}

const SCOPE = 'openid offline_access home mailbox';
const QUERY =
  '{ me { id home { label pickups(first: 3) { date } } mailbox(first: 3) { nodes { subject { de } } } profile { displayName } } }';
const LIVE = 'subscription { mailboxEvents { cursor } }';

/**
 * The waste app in one file: one click signs a citizen in at her town's hub, and the page shows what she allowed and nothing
 * else. Tokens stay on this server, bound to a key of their own (DPoP); the browser holds a random name.
 */
export async function startPartnerApp(options: PartnerAppOptions): Promise<Server> {
  const app = new PartnerApp(options, await discover(options));
  const { hostname, port } = new URL(options.redirectUri);
  const server = createServer((request, response) => {
    app
      .answer(request, response)
      .catch((error: Error) => page(response, `<p>Das hat nicht geklappt: ${toText(error.message)}</p>${BUTTON}`));
  });
  await new Promise<void>((resolve) => server.listen(Number(port), hostname, resolve));
  return server;
}

const discover = ({ hub, clientId, clientSecret }: PartnerAppOptions) =>
  openid.discovery(new URL(hub), clientId, undefined, openid.ClientSecretBasic(clientSecret), {
    execute: hub.startsWith('http:') ? [openid.allowInsecureRequests] : [],
  });

class PartnerApp {
  readonly #guests = new Map<string, Guest>();

  constructor(
    private readonly options: PartnerAppOptions,
    private readonly config: openid.Configuration,
  ) {}

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', this.options.redirectUri);
    const guest = this.#guests.get(/guest=([\w-]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '');
    if (url.pathname === '/sign-in') return this.#signIn(response, url.searchParams.get('login_hint'));
    if (url.pathname === new URL(this.options.redirectUri).pathname && guest)
      return this.#callback(url, guest, response);
    if (guest?.tokens) return this.#home(guest, response);
    page(response, BUTTON);
  }

  async #signIn(response: ServerResponse, hint: string | null): Promise<void> {
    const guest: Guest = { verifier: openid.randomPKCECodeVerifier(), state: openid.randomState() };
    const id = randomUUID();
    this.#guests.set(id, guest);
    const url = await openid.buildAuthorizationUrlWithPAR(this.config, {
      redirect_uri: this.options.redirectUri,
      scope: SCOPE,
      state: guest.state,
      prompt: 'consent',
      code_challenge: await openid.calculatePKCECodeChallenge(guest.verifier),
      code_challenge_method: 'S256',
      ...(hint && { login_hint: hint }),
    });
    response.writeHead(303, { location: url.href, 'set-cookie': `guest=${id}; HttpOnly; SameSite=Lax; Path=/` }).end();
  }

  async #callback(url: URL, guest: Guest, response: ServerResponse): Promise<void> {
    guest.dpop = openid.getDPoPHandle(this.config, await openid.randomDPoPKeyPair('ES256'));
    const checks = { pkceCodeVerifier: guest.verifier, expectedState: guest.state };
    this.#keep(guest, await openid.authorizationCodeGrant(this.config, url, checks, undefined, { DPoP: guest.dpop }));
    this.#listen(guest).catch(() => {});
    response.writeHead(303, { location: '/' }).end();
  }

  #keep(guest: Guest, tokens: Guest['tokens']): void {
    guest.tokens = tokens;
    guest.until = Date.now() + (tokens?.expiresIn() ?? 0) * 1000;
  }

  /** An access token lasts five minutes; the next one comes by the refresh token, to the holder of the same key. */
  async #refresh(guest: Guest): Promise<void> {
    const { tokens, dpop, until = 0 } = guest;
    if (!tokens?.refresh_token || until > Date.now() + 10_000) return;
    this.#keep(guest, await openid.refreshTokenGrant(this.config, tokens.refresh_token, undefined, { DPoP: dpop }));
  }

  async #home(guest: Guest, response: ServerResponse): Promise<void> {
    await this.#refresh(guest);
    const answer = await this.#ask(guest, QUERY);
    const body = (await answer.json()) as { data?: { me: object | null }; errors?: { path?: unknown[] }[] };
    const withheld = (body.errors ?? []).map(({ path }) => path?.[1]).join(', ');
    if (answer.status === 401)
      page(response, `<p>Die Erlaubnis wurde zurückgenommen. Live: ${guest.live}</p>${BUTTON}`);
    else
      page(
        response,
        `<pre>${toText(JSON.stringify(body.data?.me ?? null, null, 2))}</pre><p>Nicht erlaubt: ${toText(withheld)}</p><p>Live: ${guest.live}</p>`,
      );
  }

  /** News of the mailbox as they happen, until the hub says that the permission has ended. */
  async #listen(guest: Guest): Promise<void> {
    try {
      const stream = await this.#ask(guest, LIVE, 'text/event-stream');
      guest.live = stream.ok ? 'open' : 'ended';
      for await (const _part of stream.body ?? []) guest.live = 'open';
    } finally {
      guest.live = 'ended';
    }
  }

  #ask({ tokens, dpop }: Guest, query: string, accept = 'application/json'): Promise<Response> {
    const headers = new Headers({ 'content-type': 'application/json', accept });
    const url = new URL('/graphql', this.options.hub);
    return openid
      .fetchProtectedResource(
        this.config,
        tokens?.access_token ?? '',
        url,
        'POST',
        JSON.stringify({ query }),
        headers,
        { DPoP: dpop },
      )
      .catch((refused) => {
        if (refused.cause?.status === 401 || refused.status === 401) return new Response('{}', { status: 401 });
        throw refused;
      });
  }
}

const BUTTON = '<p><a href="/sign-in">Mit dem Bürgerkonto anmelden</a></p>';
const toText = (text: string): string => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);

function page(response: ServerResponse, body: string): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
  response.end(`<!doctype html><html lang="de"><title>Abfall-App</title><h1>Abfall-App</h1>${body}</html>`);
}
