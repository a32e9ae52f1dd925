import { readFile, stat } from 'node:fs/promises';
import { SECOND } from '../../platform/time.ts';

/** Where a supergraph comes from (Quelle): a file, or an address. */
export interface SupergraphSource {
  /** As operators know it; without credentials. */
  readonly name: string;
  /** Pause between two looks. */
  readonly pollMs: number;
  /** The text; undefined when it is certainly the same as at the look before. Rejects when it cannot be read. */
  read(): Promise<string | undefined>;
}

const FILE_POLL_MS = 1 * SECOND;
const URL_POLL_MS = 10 * SECOND;
const FETCH_TIMEOUT_MS = 10 * SECOND;
const MAX_BYTES = 32 * 1024 * 1024;

/** A path, or an address that begins with `http://` or `https://`. */
export const supergraphSource = (place: string, pollMs?: number): SupergraphSource =>
  /^https?:\/\//.test(place) ? new UrlSource(place, pollMs) : new FileSource(place, pollMs);

/** Looked at, not listened to: links that are switched and network folders change without a signal. */
class FileSource implements SupergraphSource {
  #seen = '';

  constructor(
    readonly name: string,
    readonly pollMs = FILE_POLL_MS,
  ) {}

  async read(): Promise<string | undefined> {
    const { ino, size, mtimeMs } = await stat(this.name);
    const seen = `${ino} ${size} ${mtimeMs}`;
    if (seen === this.#seen) return undefined;
    const text = await readFile(this.name, 'utf8');
    this.#seen = seen;
    return text;
  }
}

class UrlSource implements SupergraphSource {
  readonly name: string;
  readonly #url: URL;
  readonly #headers: Record<string, string> = { accept: 'application/graphql, text/plain, */*' };

  constructor(
    url: string,
    readonly pollMs = URL_POLL_MS,
  ) {
    const { username, password } = new URL(url);
    this.#url = new URL(url);
    this.#url.username = '';
    this.#url.password = '';
    this.name = this.#url.href;
    if (username) this.#headers.authorization = `Basic ${btoa(`${decode(username)}:${decode(password)}`)}`;
  }

  async read(): Promise<string | undefined> {
    const signal = AbortSignal.timeout(FETCH_TIMEOUT_MS);
    const response = await fetch(this.#url, { headers: this.#headers, redirect: 'error', signal });
    if (response.status === 304) return void (await response.body?.cancel());
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`${this.name} answered ${response.status}`);
    }
    const text = await readText(response);
    const etag = response.headers.get('etag');
    if (etag) this.#headers['if-none-match'] = etag;
    return text;
  }
}

async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new Error('the supergraph is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const decode = decodeURIComponent;
