import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { decodeJwt } from 'jose';

/** What a partner app was told: `logout`, or the type of a webhook. */
export interface Word {
  readonly client: string;
  readonly what: string;
  /** Her id toward this app. */
  readonly sub: string;
}

/** The partner apps' own servers: they write down what the hub tells them. */
export class Receivers {
  readonly heard: Word[] = [];
  readonly #server = createServer(async (request, response) => {
    this.heard.push(toWord(request, await text(request)));
    response.writeHead(204).end();
  });

  static async start(): Promise<Receivers> {
    const receivers = new Receivers();
    await new Promise<void>((resolve) => receivers.#server.listen(0, '127.0.0.1', resolve));
    return receivers;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** All that an app was told of one person. */
  about(client: string, sub: string): string[] {
    return this.heard.filter((word) => word.client === client && word.sub === sub).map(({ what }) => what);
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** `/<client>/logout` gets a form with a logout token, `/<client>/webhook` a JSON message. */
function toWord({ url = '' }: IncomingMessage, body: string): Word {
  const [, client = '', kind] = url.split('/');
  if (kind === 'logout') {
    const { sub = '' } = decodeJwt(new URLSearchParams(body).get('logout_token') ?? '');
    return { client, what: 'logout', sub };
  }
  const { type, data } = JSON.parse(body) as { type: string; data: { sub: string } };
  return { client, what: type, sub: data.sub };
}
