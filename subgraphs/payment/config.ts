import { ConfigError, type Environment, readEnv } from '../../platform/config/index.ts';
import { SECOND } from '../../platform/time.ts';

/** How to reach the payment service of the authority (Bezahldienst). */
export interface PaypageConfig {
  /** Base of the interface, up to and without `/paymenttransaction`. */
  readonly url: string;
  /** Where access tokens come from (client credentials). */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Names the online service. */
  readonly originatorId: string;
  /** Names the authority. */
  readonly endPointId: string;
  /** The whole call must be answered within. */
  readonly timeoutMs: number;
}

/** Settings of this subgraph, checked at start. */
export interface PaymentConfig {
  readonly paypage?: PaypageConfig;
  /** Pause between two looks at a fresh payment; later the looks become rarer, in multiples of it. */
  readonly pollMs: number;
  /** Origins beside the hub's own to which a browser may be sent back after paying. */
  readonly returnOrigins: readonly string[];
  /** The hub's address as browsers see it. */
  readonly publicUrl: string;
  /** How long one caller speaks for a payment: longer than the calls of one step can take together. */
  readonly leaseMs: number;
}

/** Order, token, order again, and asking for an order that exists; one to spare. */
const CALLS_PER_STEP = 5;

/** Reads the settings. Without `PAYPAGE_URL` fees are shown and nothing can be paid online. */
export function readPaymentConfig(environment: Environment, publicUrl: string): PaymentConfig {
  const env = readEnv(environment);
  const origins = (env.optional('PAYPAGE_RETURN_ORIGINS') ?? '').split(/[\s,]+/).filter(Boolean);
  const paypage = env.optional('PAYPAGE_URL') ? readPaypage(environment) : undefined;
  return {
    paypage,
    pollMs: env.integer('PAYPAGE_POLL_MS', { default: 3 * SECOND, min: 10, max: 60 * SECOND }),
    returnOrigins: [publicUrl, ...origins].map(toOrigin),
    publicUrl,
    leaseMs: (paypage?.timeoutMs ?? 0) * CALLS_PER_STEP,
  };
}

function readPaypage(environment: Environment): PaypageConfig {
  const env = readEnv(environment);
  const url = env.url('PAYPAGE_URL');
  return {
    url,
    tokenUrl: env.url('PAYPAGE_TOKEN_URL', `${url.replace(/\/api\/.*$/, '')}/oauth/token`),
    clientId: env.text('PAYPAGE_CLIENT_ID'),
    clientSecret: env.text('PAYPAGE_CLIENT_SECRET'),
    originatorId: env.text('PAYPAGE_ORIGINATOR'),
    endPointId: env.text('PAYPAGE_ENDPOINT'),
    timeoutMs: env.integer('PAYPAGE_TIMEOUT_MS', { default: 4 * SECOND, min: 50, max: 30 * SECOND }),
  };
}

function toOrigin(text: string): string {
  const origin = URL.parse(text)?.origin;
  if (!origin || origin === 'null')
    throw new ConfigError('PAYPAGE_RETURN_ORIGINS', 'lists origins such as https://app.example');
  return origin;
}
