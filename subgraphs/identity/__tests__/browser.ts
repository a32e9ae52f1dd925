/** Where a walk ended. */
export interface Stop {
  readonly status: number;
  readonly text: string;
  /** The address outside the hub it was sent to; empty when it stayed. */
  readonly location: string;
  readonly headers: Headers;
  /** The last address inside the hub. */
  readonly address: string;
}

const MAX_STEPS = 15;

/** A browser without script: a cookie jar that follows redirects inside the hub and stops where they lead out of it. */
export class Browser {
  readonly #cookies = new Map<string, string>();

  constructor(
    private readonly publicUrl: string,
    /** Where the hub really listens. */
    private readonly server: string,
    private readonly send: typeof fetch = fetch,
  ) {}

  async open(url: string, headers: Record<string, string> = {}): Promise<Stop> {
    let address = url;
    for (let step = 0; step < MAX_STEPS; step += 1) {
      const stop = await this.step(address, { headers });
      if (!stop.location || !this.isInside(stop.location)) return stop;
      address = stop.location;
    }
    throw new Error('The hub redirects in a circle.');
  }

  /** Opens one address and follows nothing. */
  async step(url: string, init: RequestInit = {}): Promise<Stop> {
    const { pathname, search } = new URL(url, this.publicUrl);
    const response = await this.send(`${this.server}${pathname}${search}`, {
      ...init,
      redirect: 'manual',
      headers: { accept: 'text/html', ...(init.headers as Record<string, string>), cookie: this.cookiesFor(pathname) },
    });
    for (const cookie of response.headers.getSetCookie()) this.keep(cookie);
    const location = response.headers.get('location');
    return {
      status: response.status,
      text: await response.text(),
      location: location ? new URL(location, this.publicUrl).href : '',
      headers: response.headers,
      address: `${this.publicUrl}${pathname}`,
    };
  }

  /** Posts a form and walks on from its answer. */
  async submit(url: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Stop> {
    const stop = await this.post(url, form, headers);
    return stop.location && this.isInside(stop.location) ? this.open(stop.location) : stop;
  }

  post(url: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Stop> {
    return this.step(url, {
      method: 'POST',
      body: new URLSearchParams(form),
      headers: { accept: 'application/json', ...headers },
    });
  }

  /** What a cookie holds now; undefined when it is not there. */
  cookie(name: string): string | undefined {
    const pair = [...this.#cookies.values()].find((each) => each.startsWith(`${name}=`));
    return pair?.slice(name.length + 1);
  }

  /** The app's own callback lives under the hub's address too, but not in identity. */
  private isInside(location: string): boolean {
    const { origin, pathname } = new URL(location);
    return origin === this.publicUrl && /^\/(oidc|sign-in|link)\//.test(pathname);
  }

  private cookiesFor(pathname: string): string {
    const fitting = [...this.#cookies].filter(([key]) => pathname.startsWith(key.split(' ')[1] ?? '/'));
    return fitting.map(([, pair]) => pair).join('; ');
  }

  private keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
    const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
    const key = `${pair.slice(0, pair.indexOf('='))} ${path}`;
    if (attributes.some((attribute) => /^expires=Thu, 01 Jan 1970/i.test(attribute))) this.#cookies.delete(key);
    else this.#cookies.set(key, pair);
  }
}
