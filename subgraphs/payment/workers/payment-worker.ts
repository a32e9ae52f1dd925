import { setTimeout } from 'node:timers/promises';
import { SECOND } from '../../../platform/time.ts';
import { askProvider } from '../actions/ask-provider.ts';
import { leaseDue } from '../actions/leases.ts';
import { readPayment } from '../actions/payment-row.ts';
import { submitPayment } from '../actions/submit-payment.ts';
import type { PaymentServices } from '../services.ts';

const LONGEST_PAUSE_MS = 1 * SECOND;

/**
 * Payment worker (Zahlungsabgleich): places orders that were left behind and asks how payments stand. The standard knows no
 * callback. Any number of workers may run: each takes its own rows, and an answer that comes twice changes nothing.
 */
export class PaymentWorker {
  readonly #stop = new AbortController();
  #loop: Promise<void> = Promise.resolve();

  constructor(private readonly services: PaymentServices) {}

  start(): void {
    this.#loop = this.run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#loop;
  }

  private async run(): Promise<void> {
    const { signal } = this.#stop;
    while (!signal.aborted) {
      const count = await this.round().catch((error) => {
        this.services.logger.warn({ err: error }, 'looking for due payments failed, trying again');
        return 0;
      });
      if (count === 0) await this.pause(signal);
    }
  }

  /** Looks at what is due now; returns how many payments that were. */
  async round(): Promise<number> {
    const ids = await leaseDue(this.services.database, this.services.config.leaseMs);
    await Promise.all(ids.map((id) => this.handle(id)));
    return ids.length;
  }

  private async handle(id: string): Promise<void> {
    try {
      const payment = await readPayment(this.services.database, id);
      await (payment?.state === 'CREATED' ? submitPayment : askProvider)(this.services, id);
    } catch (error) {
      this.services.logger.warn({ err: error, payment: id }, 'no answer about a payment, asking again later');
    }
  }

  private async pause(signal: AbortSignal): Promise<void> {
    const ms = Math.min(this.services.config.pollMs / 2, LONGEST_PAUSE_MS);
    await setTimeout(ms, undefined, { signal }).catch(() => undefined);
  }
}
