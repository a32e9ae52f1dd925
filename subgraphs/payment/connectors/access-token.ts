import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Agent } from 'undici';
import { MINUTE, SECOND } from '../../../platform/time.ts';
import type { PaypageConfig } from '../config.ts';
import { callProvider, parseJson } from './call-provider.ts';
import { ProviderError } from './provider-error.ts';

interface TokenAnswer {
  access_token: string;
  expires_in?: number;
}

const isTokenAnswer = new Ajv2020({ strict: true }).compile<TokenAnswer>({
  type: 'object',
  required: ['access_token'],
  properties: {
    access_token: { type: 'string', minLength: 1, maxLength: 8192, pattern: '^[\\x21-\\x7e]+$' },
    expires_in: { type: 'number', minimum: 0 },
  },
});

interface Token {
  readonly text: string;
  readonly freshUntil: number;
}

/** Access token of the payment service (OAuth 2.0 client credentials), fetched once for all and renewed before it ends. */
export class AccessToken {
  #token: Promise<Token> | undefined;

  constructor(
    private readonly config: PaypageConfig,
    private readonly agent: Agent,
  ) {}

  async text(): Promise<string> {
    const known = await this.#token?.catch(() => undefined);
    if (known && known.freshUntil > Date.now()) return known.text;
    return this.renew();
  }

  /** The provider no longer accepts it. */
  forget(): void {
    this.#token = undefined;
  }

  /** Callers that come together share one request. */
  private async renew(): Promise<string> {
    const pending = this.#pending ?? this.fetch();
    this.#pending = pending;
    this.#token = pending;
    try {
      return (await pending).text;
    } finally {
      if (this.#pending === pending) this.#pending = undefined;
    }
  }

  #pending: Promise<Token> | undefined;

  private async fetch(): Promise<Token> {
    const { tokenUrl, clientId, clientSecret, timeoutMs } = this.config;
    const { status, text } = await callProvider(this.agent, {
      method: 'POST',
      url: tokenUrl,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      }).toString(),
      timeoutMs,
    });
    if (status >= 500 || status === 429) throw new ProviderError('SILENT', `The token endpoint answered ${status}.`);
    if (status !== 200) throw new ProviderError('DENIED', `The token endpoint answered ${status}.`);
    const answer = parseJson(text);
    if (!isTokenAnswer(answer)) throw new ProviderError('GARBLED', 'The token endpoint gave no token.');
    const ttlMs = (answer.expires_in ?? 300) * SECOND;
    return { text: answer.access_token, freshUntil: Date.now() + Math.max(ttlMs - MINUTE, ttlMs / 2) };
  }
}
