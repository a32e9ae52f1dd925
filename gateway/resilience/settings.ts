import type { Environment } from '../../platform/config/index.ts';
import { readEnv } from '../../platform/config/index.ts';
import { MILLISECOND, SECOND } from '../../platform/time.ts';

/** How long the gateway waits, and how much it lets in (Belastbarkeit). */
export interface ResilienceSettings {
  /** False: calls go to the subgraphs as they are, none withheld and none repeated. */
  readonly guardCalls: boolean;
  /** Longest time for one request over all its calls; shared out over the stages of its plan. */
  readonly requestTimeoutMs: number;
  /** A call that takes longer is cut off. */
  readonly timeoutMs: number;
  /** The same by subgraph, where it differs. */
  readonly timeoutsMs: Readonly<Record<string, number>>;
  /** A read waits at least this long for a subgraph, and longer for one that usually takes longer. */
  readonly patienceMs: number;
  /** Requests and socket operations under way at the same moment; more are sent away. */
  readonly maxUnderWay: number;
  /** While the event loop has nothing but work: about so long may those wait that are let in. */
  readonly maxWaitMs: number;
}

export const RESILIENCE: ResilienceSettings = Object.freeze({
  guardCalls: true,
  requestTimeoutMs: 10 * SECOND,
  timeoutMs: 5 * SECOND,
  timeoutsMs: {},
  patienceMs: 800 * MILLISECOND,
  maxUnderWay: 400,
  maxWaitMs: 700 * MILLISECOND,
});

/** All in one process: a slow answer is most often our own doing, and waiting less would not make it faster. */
export const LOCAL_RESILIENCE: ResilienceSettings = Object.freeze({ ...RESILIENCE, patienceMs: RESILIENCE.timeoutMs });

/** Open mode serves whatever it is given, and is compared call by call. */
export const OPEN_RESILIENCE: ResilienceSettings = Object.freeze({
  ...RESILIENCE,
  guardCalls: false,
  requestTimeoutMs: 30 * SECOND,
  maxUnderWay: 10_000,
  maxWaitMs: Number.POSITIVE_INFINITY,
});

/**
 * Reads and checks the settings.
 *
 * @throws ConfigError naming the variable that is wrong
 */
export function readResilience(
  env: Environment,
  subgraphs: readonly string[],
  defaults: ResilienceSettings = RESILIENCE,
): ResilienceSettings {
  const read = readEnv(env);
  const ms = (name: string, fallback: number) => read.integer(name, { default: fallback, min: 50, max: 120 * SECOND });
  const timeoutMs = ms('SUBGRAPH_TIMEOUT_MS', defaults.timeoutMs);
  return {
    guardCalls: defaults.guardCalls,
    requestTimeoutMs: ms('REQUEST_TIMEOUT_MS', defaults.requestTimeoutMs),
    timeoutMs,
    timeoutsMs: Object.fromEntries(
      subgraphs.map((name) => [name, ms(`SUBGRAPH_${name.toUpperCase()}_TIMEOUT_MS`, timeoutMs)]),
    ),
    patienceMs: ms('SUBGRAPH_PATIENCE_MS', defaults.patienceMs),
    maxUnderWay: read.integer('MAX_REQUESTS_UNDER_WAY', { default: defaults.maxUnderWay, min: 1 }),
    maxWaitMs: ms('MAX_WAIT_MS', defaults.maxWaitMs),
  };
}
