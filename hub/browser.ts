/** What a browser without script does: follows redirects one by one, keeps cookies by host, posts forms. */
export interface Step {
  /** The address that answered. */
  readonly address: string;
  readonly response: Response;
}

const MAX_STEPS = 20;

export class Browser {
  readonly #jar = new Map<string, Map<string, string>>();

  /** Brings a cookie along, as a browser does that was there before. */
  remember(origin: string, name: string, value: string): this {
    this.#jar.set(new URL(origin).host, new Map([[name, value]]));
    return this;
  }

  /** Follows redirects until a page answers, or until `stopAt` says that an address is not to be visited. */
  async go(address: string, stopAt: (address: string) => boolean, form?: URLSearchParams): Promise<Step | string> {
    let next = address;
    let body = form;
    for (let step = 0; step < MAX_STEPS; step += 1) {
      if (stopAt(next)) return next;
      const response = await this.send(next, body);
      const location = response.headers.get('location');
      if (!location) return { address: next, response };
      await response.body?.cancel();
      next = new URL(location, next).href;
      body = undefined;
    }
    throw new Error(`Redirects without end at ${new URL(next).origin}.`);
  }

  private async send(address: string, form?: URLSearchParams): Promise<Response> {
    const { origin, host } = new URL(address);
    const cookies = this.#jar.get(host) ?? new Map<string, string>();
    this.#jar.set(host, cookies);
    const response = await fetch(address, {
      method: form ? 'POST' : 'GET',
      body: form,
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '), ...(form && { origin }) },
    });
    for (const line of response.headers.getSetCookie()) keep(cookies, line);
    return response;
  }
}

function keep(cookies: Map<string, string>, line: string): void {
  const [pair = '', ...attributes] = line.split(';');
  const [name = '', ...value] = pair.split('=');
  const isOver = attributes.some((text) => /^\s*(max-age=0|expires=thu, 01 jan 1970)/i.test(text));
  if (isOver || value.join('=') === '') cookies.delete(name.trim());
  else cookies.set(name.trim(), value.join('='));
}
