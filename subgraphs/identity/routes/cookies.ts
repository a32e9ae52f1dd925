import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

const HOUR_SECONDS = 3_600;
const YEAR_SECONDS = 365 * 24 * HOUR_SECONDS;

/** Random name of a browser (Browserkennung): binds a sign-in on its way to the browser that began it, and nothing else. */
export const browserCookie = (publicUrl: string): RandomCookie => new RandomCookie('browser', HOUR_SECONDS, publicUrl);

/** Random name of a device (Gerätekennung), for a year: tells a sign-in on a new device from one on a known device. */
export const deviceCookie = (publicUrl: string): RandomCookie => new RandomCookie('device', YEAR_SECONDS, publicUrl);

/** A cookie that holds nothing but a random name. */
export class RandomCookie {
  readonly #name: string;
  readonly #attributes: string;

  constructor(name: string, maxAgeSeconds: number, publicUrl: string) {
    const secure = publicUrl.startsWith('https:');
    this.#name = `${secure ? '__Host-' : ''}stadttor_${name}`;
    this.#attributes = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure ? '; Secure' : ''}`;
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
