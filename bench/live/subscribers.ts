import { setTimeout as pause } from 'node:timers/promises';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { v7 as uuidv7 } from 'uuid';
import { WebSocket } from 'ws';

export const PUBLIC_URL = 'http://hub.test';
/** The gateway lets one address open fifty sockets; the whole of 127/8 is this machine. */
const PER_ADDRESS = 40;
const AT_ONCE = 40;
const QUERY = 'subscription { caseEvents { cursor version state } }';

export interface Signer {
  readonly publicJwk: string;
  token(citizen: string): Promise<string>;
}

export async function makeSigner(): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const publicJwk = JSON.stringify({ ...(await exportJWK(publicKey)), kid: 'bench', alg: 'ES256', use: 'sig' });
  const token = (sub: string) =>
    new SignJWT({ client_id: 'portal', scope: 'cases' })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'bench' })
      .setIssuer(PUBLIC_URL)
      .setAudience(`${PUBLIC_URL}/graphql`)
      .setSubject(sub)
      .setJti(uuidv7())
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(privateKey);
  return { publicJwk, token };
}

/** Many citizens, each with a socket and one subscription to her own cases. */
export class Subscribers {
  readonly citizens: string[] = [];
  readonly #sockets: WebSocket[] = [];
  /** Called for each event with its number and the place it came to. */
  onEvent: (version: number, subscriber: number) => void = () => {};
  closed = 0;

  constructor(
    private readonly address: string,
    private readonly signer: Signer,
  ) {}

  async open(count: number): Promise<void> {
    let next = 0;
    const connect = async () => {
      while (next < count) await this.#connect(next++);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, connect));
  }

  close(): void {
    for (const socket of this.#sockets) socket.terminate();
  }

  /** A busy gateway says "later", as it should; then one comes later. */
  async #connect(index: number): Promise<void> {
    const citizen = uuidv7();
    this.citizens[index] = citizen;
    const token = await this.signer.token(citizen);
    while (!(await this.#tryToConnect(index, token))) await pause(200 + Math.random() * 300);
  }

  #tryToConnect(index: number, token: string): Promise<boolean> {
    const local = Math.floor(index / PER_ADDRESS);
    const socket = new WebSocket(`${this.address.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
      localAddress: `127.1.${Math.floor(local / 250)}.${(local % 250) + 1}`,
      perMessageDeflate: false,
    });
    return new Promise((resolve) => {
      socket.on('error', () => {});
      socket.on('close', () => {
        if (this.#sockets[index] === socket) this.closed++;
        resolve(false);
      });
      socket.on('open', () =>
        socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } })),
      );
      socket.on('message', (data) => {
        const { type, payload } = JSON.parse(String(data));
        if (type === 'connection_ack')
          socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query: QUERY } }));
        // The first bookmark says that the stream stands.
        else if (type === 'ping') {
          this.#sockets[index] = socket;
          resolve(true);
        } else if (type === 'next' && payload.data?.caseEvents) this.onEvent(payload.data.caseEvents.version, index);
        // Too many at once: she comes again.
        else if (type === 'error') socket.terminate();
        else if (type !== 'pong') process.stderr.write(`live: ${String(data).slice(0, 200)}\n`);
      });
    });
  }
}
