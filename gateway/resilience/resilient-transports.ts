import type { Transport, Transports } from '../transports/transport.ts';
import type { BreakerState } from './breaker.ts';
import { type Given, ResilientCalls } from './resilient-calls.ts';
import type { ResilienceSettings } from './settings.ts';

export interface ResilienceObserver {
  readonly onBreaker: (subgraph: string, state: BreakerState) => void;
  readonly onGiven: (subgraph: string, what: Given) => void;
}

/** Transports with a breaker, patience and a budget each, kept over a swap of the supergraph. Streams open again by themselves. */
export class ResilientTransports {
  readonly #calls = new Map<Transport, ResilientCalls>();

  constructor(
    private readonly settings: ResilienceSettings,
    private readonly observer?: ResilienceObserver,
  ) {}

  wrap(transports: Transports): Transports {
    if (!this.settings.guardCalls) return transports;
    return new Map([...transports].map(([name, transport]) => [name, this.#wrapped(transport)]));
  }

  /** Subgraphs that are not asked at the moment, because they did not answer. */
  unusable(): string[] {
    return [...this.#calls].filter(([, { state }]) => state !== 'closed').map(([{ name }]) => name);
  }

  #wrapped(transport: Transport): Transport {
    const calls = this.#callsOf(transport);
    return {
      name: transport.name,
      execute: (request) => calls.execute(request),
      subscribe: (request) => transport.subscribe(request),
      close: async () => transport.close?.(),
    };
  }

  #callsOf(transport: Transport): ResilientCalls {
    const known = this.#calls.get(transport);
    if (known) return known;
    const { timeoutMs, timeoutsMs, patienceMs } = this.settings;
    const options = { timeoutMs: timeoutsMs[transport.name] ?? timeoutMs, patienceMs, ...this.#hooks() };
    const calls = new ResilientCalls(transport, options);
    this.#calls.set(transport, calls);
    return calls;
  }

  #hooks(): Partial<ResilienceObserver> {
    return { onBreaker: this.observer?.onBreaker, onGiven: this.observer?.onGiven };
  }
}
