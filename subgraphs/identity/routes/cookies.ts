import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** Random name of a browser (Browserkennung): binds a sign-in on its way to the browser that began it, and nothing else. */
export class BrowserCookie {
  readonly #name: string;
  readonly #attributes: string;

  constructor(publicUrl: string) {
    const secure = publicUrl.startsWith('https:');
    this.#name = `${secure ? '__Host-' : ''}stadttor_browser`;
    this.#attributes = `Path=/; HttpOnly; SameSite=Lax; Max-Age=3600${secure ? '; Secure' : ''}`;
  }

  /** Empty text when the browser brings none. */
  read({ headers }: IncomingMessage): string {
    const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
    const found = pairs.find((pair) => pair.startsWith(`${this.#name}=`));
    const value = found?.slice(this.#name.length + 1) ?? '';
    return /^[\w-]{43}$/.test(value) ? value : '';
  }

  /** The browser's name; a new one is set when it has none. Two tabs of one browser share it. */
  ensure(request: IncomingMessage, response: ServerResponse): string {
    const value = this.read(request) || randomBytes(32).toString('base64url');
    response.appendHeader('set-cookie', `${this.#name}=${value}; ${this.#attributes}`);
    return value;
  }
}
