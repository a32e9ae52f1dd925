import { Agent } from 'undici';
import type { PaypageConfig } from '../config.ts';
import type { ProviderAnswer } from '../domain/provider-answer.ts';
import { AccessToken } from './access-token.ts';
import { callProvider, parseJson, type RawAnswer } from './call-provider.ts';
import type { PaymentRequest } from './payment-request.ts';
import { toProviderError } from './problem.ts';
import { toAnswer } from './transaction.ts';

/** The payment service of an authority, as the rest of this subgraph sees it. Every method throws `ProviderError`. */
export interface Paypage {
  /** Places an order. The same `requestId` a second time is `EXISTS`. */
  open(order: PaymentRequest): Promise<ProviderAnswer>;
  /** Asks how a payment stands. */
  read(transactionId: string): Promise<ProviderAnswer>;
  close(): Promise<void>;
}

const CONNECT_MS = 3_000;

/** Client of XBezahldienste 1.0.0 with OAuth 2.0 client credentials. */
export class XBezahldienste implements Paypage {
  readonly #agent: Agent;
  readonly #token: AccessToken;
  readonly #base: string;

  constructor(private readonly config: PaypageConfig) {
    const { timeoutMs, url, originatorId, endPointId } = config;
    this.#agent = new Agent({
      connections: 16,
      connect: { timeout: Math.min(CONNECT_MS, timeoutMs) },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
    this.#token = new AccessToken(config, this.#agent);
    this.#base = `${url}/paymenttransaction/${encodeURIComponent(originatorId)}/${encodeURIComponent(endPointId)}`;
  }

  open(order: PaymentRequest): Promise<ProviderAnswer> {
    return this.ask('POST', this.#base, JSON.stringify(order));
  }

  read(transactionId: string): Promise<ProviderAnswer> {
    return this.ask('GET', `${this.#base}/${encodeURIComponent(transactionId)}`);
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  /** Success is exactly 200: other clients of the standard see it so, and 201 was never promised. */
  private async ask(method: 'GET' | 'POST', url: string, body?: string): Promise<ProviderAnswer> {
    let answer = await this.call(method, url, body);
    if (answer.status === 401) {
      this.#token.forget();
      answer = await this.call(method, url, body);
    }
    if (answer.status !== 200) throw toProviderError(answer);
    return toAnswer(parseJson(answer.text));
  }

  private async call(method: 'GET' | 'POST', url: string, body?: string): Promise<RawAnswer> {
    const headers = {
      authorization: `Bearer ${await this.#token.text()}`,
      accept: 'application/json, application/problem+json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
    };
    return callProvider(this.#agent, { method, url, headers, body, timeoutMs: this.config.timeoutMs });
  }
}
