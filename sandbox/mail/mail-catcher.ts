import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

/** A mail that was caught (abgefangene E-Mail). */
export interface CaughtMail {
  readonly to: readonly string[];
  readonly from: string;
  readonly subject: string;
  readonly text: string;
  readonly receivedAt: string;
}

const MAX_MAILS = 200;
const MAX_BYTES = 1024 * 1024;

/** Mail server (E-Mail-Server) that delivers nothing: it keeps the last mails for those who try the hub out. */
export class MailCatcher {
  readonly #mails: CaughtMail[] = [];
  readonly #server: SMTPServer;

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ['STARTTLS'],
      size: MAX_BYTES,
      disableReverseLookup: true,
      onData: (stream, session, done) => {
        const chunks: Buffer[] = [];
        stream.on('data', (chunk: Buffer) => chunks.push(chunk));
        stream.once('end', () => {
          const to = session.envelope.rcptTo.map(({ address }) => address);
          this.#keep(to, Buffer.concat(chunks).toString('utf8'));
          done();
        });
      },
    });
    this.#server.on('error', () => {});
  }

  static async start(port: number, host: string): Promise<MailCatcher> {
    const catcher = new MailCatcher();
    await new Promise<void>((resolve, reject) => {
      catcher.#server.server.once('error', reject);
      catcher.#server.listen(port, host, () => resolve());
    });
    return catcher;
  }

  get url(): string {
    const { port } = this.#server.server.address() as AddressInfo;
    return `smtp://127.0.0.1:${port}`;
  }

  /** The mails to an address, newest first; to everybody when none is named. */
  mails(to?: string): readonly CaughtMail[] {
    return this.#mails.filter((mail) => to === undefined || mail.to.includes(to)).toReversed();
  }

  close(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  #keep(to: readonly string[], raw: string): void {
    const at = raw.indexOf('\r\n\r\n');
    const headers = readHeaders(raw.slice(0, at));
    const text = decodeBody(raw.slice(at + 4), headers.get('content-transfer-encoding') ?? '');
    const subject = decodeWords(headers.get('subject') ?? '');
    this.#mails.push({ to, from: headers.get('from') ?? '', subject, text, receivedAt: new Date().toISOString() });
    if (this.#mails.length > MAX_MAILS) this.#mails.shift();
  }
}

function readHeaders(head: string): ReadonlyMap<string, string> {
  const lines = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
  return new Map(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
}

const fromBase64 = (text: string): string => Buffer.from(text, 'base64').toString('utf8');

function fromQuotedPrintable(text: string): string {
  const plain = text.replace(/=\r\n/g, '');
  const bytes = plain.replace(/=([0-9A-F]{2})/gi, (_match, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function decodeBody(body: string, encoding: string): string {
  if (/base64/i.test(encoding)) return fromBase64(body);
  return /quoted-printable/i.test(encoding) ? fromQuotedPrintable(body) : body;
}

/** Words of a header that are not ASCII (RFC 2047). */
const decodeWords = (text: string): string =>
  text.replace(/=\?utf-8\?([bq])\?([^?]*)\?=\s*/gi, (_match, kind: string, word: string) =>
    kind.toLowerCase() === 'b' ? fromBase64(word) : fromQuotedPrintable(word.replaceAll('_', '=20')),
  );
