import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';
import { SECOND } from '../../../../../platform/time.ts';

export interface MailSettings {
  /** `smtps://user:password@host:465`, or `smtp://` with STARTTLS. */
  readonly url: string;
  readonly from: string;
  /** Without encryption, for a mail server on this machine only. */
  readonly allowPlain: boolean;
}

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Mail server (E-Mail-Versand): sends plain texts. A mail that cannot be sent is logged, without address or content. */
export class Mailer {
  readonly #transport: ReturnType<typeof createTransport>;
  readonly #sending = new Set<Promise<unknown>>();

  constructor(
    private readonly settings: MailSettings,
    private readonly logger: Logger,
  ) {
    this.#transport = createTransport(settings.url, {
      from: settings.from,
      ...(!settings.allowPlain && { requireTLS: true }),
      connectionTimeout: 10 * SECOND,
      greetingTimeout: 10 * SECOND,
      socketTimeout: 20 * SECOND,
    } as never);
  }

  /** Sends after the answer, so that no page is slower for one address than for another. */
  sendSoon(mail: Mail): void {
    const sending = this.#transport
      .sendMail({ ...mail, from: this.settings.from, headers: { 'Auto-Submitted': 'auto-generated' } })
      .catch((error: { code?: string }) => this.logger.error({ code: error.code }, 'mail.failed'))
      .finally(() => this.#sending.delete(sending));
    this.#sending.add(sending);
  }

  /** Waits for what is on its way. */
  async close(): Promise<void> {
    await Promise.all(this.#sending);
    this.#transport.close();
  }
}
