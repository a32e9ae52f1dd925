import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import type { BreakerState } from './resilience/breaker.ts';
import type { Given } from './resilience/resilient-calls.ts';
import type { SubgraphRequest, SubgraphResponse, Transport } from './transports/transport.ts';

export type Protocol = 'http' | 'sse' | 'websocket';
export type Outcome = 'ok' | 'errors' | 'refused';

const BREAKER_VALUES: Readonly<Record<BreakerState, number>> = { closed: 0, 'half-open': 1, open: 2 };

interface Timer {
  observe(seconds: number): void;
}

type CallTimers = Readonly<Record<'ok' | 'errors' | 'unavailable', Timer>>;

/** What the gateway counts. Labels are names from our own lists, never anything a caller wrote. */
export class GatewayMetrics {
  // To find a figure by its labels costs more than to count: each is looked for once.
  readonly #requestCounters = new Map<string, { inc(): void }>();
  readonly #operationTimers = new Map<string, Timer>();
  readonly #requests: Counter<'protocol' | 'outcome'>;
  readonly #calls: Histogram<'subgraph' | 'outcome'>;
  readonly #operations: Histogram<'operation' | 'type'>;
  readonly #streams: Gauge<'protocol'>;
  readonly #breakers: Gauge<'subgraph'>;
  readonly #given: Counter<'subgraph' | 'what'>;
  readonly #sheds: Counter;

  constructor(registry: Registry) {
    const registers = [registry];
    this.#requests = new Counter({
      name: 'stadttor_gateway_requests_total',
      help: 'Operations by protocol and outcome: ok, errors (some field failed), refused (before execution).',
      labelNames: ['protocol', 'outcome'],
      registers,
    });
    this.#calls = new Histogram({
      name: 'stadttor_gateway_subgraph_call_seconds',
      help: 'Duration of calls to subgraphs, by subgraph and outcome: ok, errors, unavailable.',
      labelNames: ['subgraph', 'outcome'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    });
    this.#operations = new Histogram({
      name: 'stadttor_gateway_operation_seconds',
      help: 'Duration of queries and mutations, by a hash of their text (trusted documents and 200 more, then "other") and type.',
      labelNames: ['operation', 'type'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers,
    });
    this.#streams = new Gauge({
      name: 'stadttor_gateway_open_streams',
      help: 'Open subscriptions by protocol.',
      labelNames: ['protocol'],
      registers,
    });
    this.#breakers = new Gauge({
      name: 'stadttor_gateway_breaker_state',
      help: 'Breaker of a subgraph: 0 closed, 1 half open (one trial call), 2 open (not asked).',
      labelNames: ['subgraph'],
      registers,
    });
    this.#given = new Counter({
      name: 'stadttor_gateway_calls_given_total',
      help: 'Calls refused by an open breaker, given up waiting (impatient), or made a second time (retried).',
      labelNames: ['subgraph', 'what'],
      registers,
    });
    this.#sheds = new Counter({
      name: 'stadttor_gateway_sheds_total',
      help: 'Requests, handshakes and socket operations sent away with OVERLOADED.',
      registers,
    });
  }

  /** A breaker has changed. */
  readonly onBreaker = (subgraph: string, state: BreakerState): void => {
    this.#breakers.set({ subgraph }, BREAKER_VALUES[state]);
  };

  readonly onGiven = (subgraph: string, what: Given): void => {
    this.#given.inc({ subgraph, what });
  };

  countRequest(protocol: Protocol, outcome: Outcome): void {
    const name = `${protocol} ${outcome}`;
    const counter = this.#requestCounters.get(name) ?? this.#requests.labels({ protocol, outcome });
    this.#requestCounters.set(name, counter);
    counter.inc();
  }

  readonly onShed = (): void => this.#sheds.inc();

  timeOperation(operation: string, type: string, ms: number): void {
    const name = `${operation} ${type}`;
    const timer = this.#operationTimers.get(name) ?? this.#operations.labels({ operation, type });
    this.#operationTimers.set(name, timer);
    timer.observe(ms / 1_000);
  }

  openStream(protocol: Protocol): void {
    this.#streams.inc({ protocol });
  }

  closeStream(protocol: Protocol): void {
    this.#streams.dec({ protocol });
  }

  /** The same transport, with a clock beside each call. */
  observe(transport: Transport): Transport {
    const timer = (outcome: string) => this.#calls.labels({ subgraph: transport.name, outcome });
    const timers = { ok: timer('ok'), errors: timer('errors'), unavailable: timer('unavailable') };
    return {
      name: transport.name,
      execute: (request) => this.#timed(transport, request, timers),
      subscribe: (request) => transport.subscribe(request),
      close: async () => transport.close?.(),
    };
  }

  #timed(transport: Transport, request: SubgraphRequest, timers: CallTimers): Promise<SubgraphResponse> {
    const startedAt = performance.now();
    const note = (timer: Timer) => {
      const ms = performance.now() - startedAt;
      timer.observe(ms / 1_000);
      request.watch?.called(transport.name, ms);
    };
    return transport.execute(request).then(
      (response) => {
        note(response.errors?.length ? timers.errors : timers.ok);
        return response;
      },
      (failure) => {
        note(timers.unavailable);
        throw failure;
      },
    );
  }
}
