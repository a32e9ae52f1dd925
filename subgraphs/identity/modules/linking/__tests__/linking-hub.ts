import { decodeJwt } from 'jose';
import { pino } from 'pino';
import { citizen } from '../../../../../platform/testing/principals.ts';
import { startTestSubgraph, type TestSubgraph } from '../../../../../platform/testing/subgraph.ts';
import { type Principal, systemPrincipal } from '../../../../../platform/visa/index.ts';
import { formIn, type SignInChoice, signInAt, signInBySaml } from '../../../../../sandbox/drive.ts';
import { makeCertificate } from '../../../../../sandbox/saml/make-certificate.ts';
import { type Sandbox, startSandbox } from '../../../../../sandbox/start-sandbox.ts';
import { Browser, type Stop } from '../../../__tests__/browser.ts';
import { rows } from '../../../__tests__/rows.ts';
import { appRequest, redeem, serve } from '../../../__tests__/sign-in-hub.ts';
import { identity } from '../../../main.ts';
import { HUB, RETURN } from './attacks/addresses.ts';

const GATEWAY = systemPrincipal('gateway');
const ENTITY_ID = 'https://stadttor.localhost/saml';
const CLIENT = { clientId: 'stadttor', clientSecret: 'known to both sides' };
/** Never asked before: what a provider says about itself is read once and kept. */
export const UNTOUCHED = ['fresh-a', 'fresh-b', 'fresh-c', 'fresh-d', 'fresh-e', 'fresh-f', 'fresh-g'];
const OIDC_IDS = ['servicekonto', 'broker', 'company', ...UNTOUCHED];

/** Identity beside account providers of every kind, and what its log says. */
export class LinkingHub {
  #people = 0;

  private constructor(
    readonly subgraph: TestSubgraph,
    readonly sandbox: Sandbox,
    /** A second issuer, for answers that are mixed up. */
    readonly other: Sandbox,
    /** Lines of the log since the start. */
    readonly lines: string[],
    private readonly address: string,
    private readonly close: () => Promise<void>,
  ) {}

  static async start(): Promise<LinkingHub> {
    const [key, oldKey] = [makeCertificate('hub'), makeCertificate('hub before')];
    const callback = (id: string) => `${HUB}/link/callback/${id}`;
    const saml = {
      entityId: ENTITY_ID,
      callbackUrls: [callback('bundid'), callback('bundid-redirect')],
      certificates: [key.certificate],
      // As a provider that has not read the new metadata yet: it encrypts for the key before.
      encryptionCertificate: oldKey.certificate,
    };
    const signIn = { redirectUris: OIDC_IDS.map(callback), entityHost: 'stadttor.localhost' };
    const sandbox = await startSandbox({ port: 0, clients: [{ ...CLIENT, signIn, saml }] });
    const other = await startSandbox({
      port: 0,
      clients: [{ ...CLIENT, signIn: { redirectUris: [callback('other')] } }],
    });
    const bundId = {
      preset: 'bundid',
      issuer: sandbox.samlEntityId,
      entryPoint: `${sandbox.samlEntityId}/sso`,
      certificates: [makeCertificate('account before').certificate, sandbox.samlCertificate],
      entityId: ENTITY_ID,
      keys: [key, oldKey],
      organisation: 'Musterstadt',
      onlineServiceId: 'BMI-4711',
      allowInsecureIssuer: true,
    };
    const openId = (id: string, more: object = {}, issuer = sandbox.issuer) => ({
      ...{ id, issuer, ...CLIENT, allowInsecureIssuer: true },
      ...more,
    });
    const providers = [
      openId('servicekonto', { preset: 'servicekonto-sachsen-anhalt' }),
      openId('broker', { userinfo: true }),
      openId('company', { preset: 'unternehmenskonto' }),
      ...UNTOUCHED.map((id) => openId(id)),
      openId('other', {}, other.issuer),
      bundId,
      { ...bundId, id: 'bundid-redirect', binding: 'redirect' },
    ];
    const lines: string[] = [];
    const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    const env = { STATE_ACCOUNT_PROVIDERS: JSON.stringify(providers), STATE_ACCOUNT_TIMEOUT_MS: '700' };
    const subgraph = await startTestSubgraph(identity, { env, logger });
    const app = await serve(subgraph);
    return new LinkingHub(subgraph, sandbox, other, lines, app.listeningOrigin, async () => {
      await app.close();
      await subgraph.stop();
      await sandbox.close();
      await other.close();
    });
  }

  browser = (): Browser => new Browser(HUB, this.address);

  /** Somebody nobody has met. */
  somebody(): string {
    this.#people += 1;
    return `p${String(this.#people).padStart(4, '0')}`;
  }

  /** A browser on its way to a provider, to sign in: an address, or a form on a page of ours. */
  async away(provider: string, parameters: Record<string, string> = {}, browser = this.browser()) {
    const request = await appRequest({ login_hint: `${provider}:`, ...parameters });
    const stop = await browser.open(request.url);
    return { browser, request, stop, departure: stop.location || formIn(stop.text) };
  }

  /** The address with which a browser comes back from an OpenID Connect provider. */
  async answered(provider: string, choice: SignInChoice, parameters: Record<string, string> = {}) {
    const { browser, request, departure } = await this.away(provider, parameters);
    return { browser, request, answer: new URL(await signInAt(String(departure), choice)) };
  }

  /** The form with which a browser comes back from BundID. */
  async answeredBySaml(choice: SignInChoice, parameters: Record<string, string> = {}, provider = 'bundid') {
    const { browser, request, departure } = await this.away(provider, parameters);
    return { browser, request, form: await signInBySaml(departure, choice) };
  }

  /** Posts an answer as a page of another site does: our cookies do not travel with it. Then the browser follows. */
  async bring(browser: Browser, { action, fields }: { action: string; fields: Record<string, string> }): Promise<Stop> {
    const posted = await this.browser().post(action, fields, { accept: 'text/html' });
    return posted.location ? browser.open(posted.location) : posted;
  }

  /** Signs in and takes the app's token. */
  async signedIn(provider: string, choice: SignInChoice, browser = this.browser()) {
    const { request, departure } = await this.away(provider, {}, browser);
    const back = provider.startsWith('bundid')
      ? await this.bring(browser, await signInBySaml(departure, choice))
      : await browser.open(await signInAt(String(departure), choice));
    const code = new URL(back.location).searchParams.get('code') ?? '';
    const { access_token: token } = (await redeem(browser, request, code)).body;
    const { sub: citizenId, sid } = decodeJwt(token) as { sub: string; sid: string };
    const session = await this.sessionOf(citizenId);
    return { browser, token, sid, session, citizenId, principal: citizen({ citizenId, session }) };
  }

  private async sessionOf(citizenId: string): Promise<string> {
    const [row] = await rows<{ id: string }>(
      this.subgraph,
      'select id from session where citizen = $1 order by id desc limit 1',
      [citizenId],
    );
    return row?.id ?? '';
  }

  /** Starts a link and returns the address at which her browser begins it. */
  async beginLink(principal: Principal, provider: string, returnUrl = RETURN): Promise<string> {
    const { startAccountLink } = await this.subgraph
      .as(principal)
      .query<{ startAccountLink: { redirectUrl: string } }>(
        `mutation ($input: StartAccountLinkInput!) { startAccountLink(input: $input) { redirectUrl } }`,
        { input: { provider, returnUrl } },
      );
    return startAccountLink.redirectUrl;
  }

  /** Walks a begun link to its end, or to where it is refused. */
  async walkLink(browser: Browser, address: string, choice: SignInChoice): Promise<Stop> {
    const stop = await browser.open(address);
    if (!stop.location && !stop.text.includes('SAMLRequest')) return stop;
    return stop.location
      ? browser.open(await signInAt(stop.location, choice))
      : this.bring(browser, await signInBySaml(formIn(stop.text), choice));
  }

  /** Past the page on which she chooses what to take over. */
  chooseNothing = (browser: Browser, stop: Stop): Promise<Stop> =>
    browser.submit(stop.address, { decision: 'nothing' });

  accountsOf = async (principal: Principal) =>
    (
      await this.subgraph.as(principal).query<{ me: { linkedAccounts: Record<string, unknown>[] } }>(
        `{ me { linkedAccounts { id provider level holder organisationName linkedAt
             providerName { de } tierName { de } attributes { name value level } } } }`,
      )
    ).me.linkedAccounts;

  /** Who a token speaks for, as the gateway is told. */
  principalOf = (token: string, actingFor?: string) =>
    this.subgraph.running.ask('principal', { claims: decodeJwt(token), actingFor }, GATEWAY);

  /** What the log has said about refusals since a mark. */
  refusals = (since: number): string[] =>
    this.lines.slice(since).flatMap((line) => /"msg":"auth\.refused (\w+)"/.exec(line)?.[1] ?? []);

  stop = (): Promise<void> => this.close();
}
