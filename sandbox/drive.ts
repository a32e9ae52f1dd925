import type { TrustLevelName } from '../platform/visa/index.ts';
import type { PayAction } from './paypage/cashier.ts';

/** Who signs in, and how strongly. */
export interface SignInChoice {
  /** Key of a test person: `erika`, `p0001`, ... */
  persona: string;
  /** Default: SUBSTANTIAL, or what the service asks for if that is more. */
  level?: TrustLevelName;
  /** Press "cancel" instead. */
  cancel?: boolean;
}

/** More redirects than any sign-in needs: a loop ends here. */
const MAX_STEPS = 15;

/**
 * Signs in at the sandbox like a browser without script: follows redirects with a cookie jar, posts the sign-in form, and
 * returns the first address outside the sandbox (the service's redirect URI with `code`, `state` and `iss`, or `error`).
 */
export async function signInAt(authorizationUrl: string | URL, choice: SignInChoice): Promise<string> {
  const sandbox = new URL(authorizationUrl).origin;
  const cookies = new Map<string, string>();
  let address = new URL(authorizationUrl).href;
  let form: URLSearchParams | undefined;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const response = await send(address, cookies, form);
    const location = response.headers.get('location');
    await response.body?.cancel();
    if (location) {
      address = new URL(location, address).href;
      form = undefined;
      if (new URL(address).origin !== sandbox) return address;
    } else if (response.ok && !form) {
      form = toForm(choice);
    } else {
      throw new Error(`The sandbox did not sign ${choice.persona} in: status ${response.status}.`);
    }
  }
  throw new Error('The sandbox redirects in a circle.');
}

/** An answer that a browser is to post to the service. */
export interface PostedAnswer {
  action: string;
  fields: Record<string, string>;
}

/** Where a SAML sign-in begins: an address (redirect binding), or a form that the service's page posts. */
export type SamlDeparture = string | { action: string; fields: Readonly<Record<string, string>> };

/** Signs in at the SAML face like a browser without script, and returns the form with the answer. */
export async function signInBySaml(departure: SamlDeparture, choice: SignInChoice): Promise<PostedAnswer> {
  const begun =
    typeof departure === 'string'
      ? await send(departure, new Map())
      : await send(departure.action, new Map(), new URLSearchParams(departure.fields));
  const page = begun.headers.get('location');
  if (!page) throw new Error(`The sandbox refused the request: ${await begun.text()}`);
  const answer = await send(page, new Map(), toForm(choice));
  const html = await answer.text();
  if (!answer.ok) throw new Error(`The sandbox did not sign ${choice.persona} in: status ${answer.status}.`);
  return formIn(html);
}

/** The one form of a page: its address and its hidden fields. */
export function formIn(html: string): PostedAnswer {
  const action = unescapeHtml(/<form[^>]*\baction="([^"]*)"/.exec(html)?.[1] ?? '');
  const inputs = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)];
  return { action, fields: Object.fromEntries(inputs.map(([, name, value]) => [name, unescapeHtml(value ?? '')])) };
}

const unescapeHtml = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|#39);/g, (_all, name: string) => ENTITIES[name] ?? '');
const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** Presses a button of the pay page and returns the address the browser is sent back to. */
export async function payAt(
  transactionRedirectUrl: string | URL,
  action: PayAction,
  method = 'OTHER',
): Promise<string> {
  const response = await send(new URL(transactionRedirectUrl).href, new Map(), new URLSearchParams({ action, method }));
  await response.body?.cancel();
  const location = response.headers.get('location');
  if (!location) throw new Error(`The pay page did not take "${action}": status ${response.status}.`);
  return location;
}

const toForm = ({ persona, level, cancel }: SignInChoice): URLSearchParams =>
  new URLSearchParams({ action: cancel ? 'cancel' : 'sign-in', persona, ...(level && { level }) });

/** Cookies are kept by name and path: the sign-in page and its return address each have their own of one name. */
async function send(address: string, cookies: Map<string, string>, form?: URLSearchParams): Promise<Response> {
  const { pathname } = new URL(address);
  const fitting = [...cookies].filter(([key]) => pathname.startsWith(key.slice(key.indexOf(' ') + 1)));
  const response = await fetch(address, {
    redirect: 'manual',
    headers: { accept: 'text/html', cookie: fitting.map(([, pair]) => pair).join('; ') },
    ...(form && { method: 'POST', body: form }),
  });
  for (const cookie of response.headers.getSetCookie()) store(cookie, cookies);
  return response;
}

function store(cookie: string, cookies: Map<string, string>): void {
  const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
  const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
  const key = `${pair.slice(0, pair.indexOf('='))} ${path}`;
  if (attributes.some((attribute) => /^expires=Thu, 01 Jan 1970/i.test(attribute))) cookies.delete(key);
  else cookies.set(key, pair);
}
