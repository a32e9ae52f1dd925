import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import type { UnknownErrorReport } from '../platform/errors/index.ts';
import type { Tracing } from '../platform/telemetry/index.ts';
import { makeEngine, type SupergraphEngine } from './make-engine.ts';
import type { GatewayMetrics } from './metrics.ts';
import type { TrustedIdentity } from './principal/identity.ts';
import { pairwiseIds } from './principal/pairwise-ids.ts';
import { ResilientTransports } from './resilience/resilient-transports.ts';
import { RESILIENCE, type ResilienceSettings } from './resilience/settings.ts';
import type { Policies } from './rights/policies.ts';
import { shareStreams } from './subscriptions/share-streams.ts';
import { checkSubgraphs } from './supergraph/check-subgraphs.ts';
import type { LiveEngine } from './supergraph/live-engine.ts';
import { openSupergraph, type SupergraphOptions } from './supergraph/open-supergraph.ts';
import { tracedTransports } from './telemetry/traced-transports.ts';
import type { Transport, Transports } from './transports/transport.ts';

export interface EngineRoomOptions extends SupergraphOptions {
  /** How the subgraphs are reached; by the addresses inside a supergraph, where that is allowed. */
  readonly transports: Transports | ((supergraphSdl: string) => Transports);
  /** Who knows the tokens' keys and the people behind them. Undefined is open mode: nobody signs in, with a session neither. */
  readonly identity?: TrustedIdentity;
  readonly logger: Logger;
  /** Whether the rights in the schema are enforced; false only in open mode. */
  readonly rights: boolean;
  /** What the names in `@policy` stand for, beside `trust:` and `consent:`. */
  readonly policies?: Policies;
  /** Whether equal work at the same moment is done once: shared upstreams; default true. */
  readonly coalesce?: boolean;
  /** Time limits, breakers, load; the defaults unless said otherwise. */
  readonly resilience?: ResilienceSettings;
  /** Undefined: nothing is traced. */
  readonly tracing?: Tracing;
}

/** What it tells of its work. */
export interface EngineRoomReports {
  readonly metrics: GatewayMetrics;
  readonly registry: Registry;
  readonly onUnknownError: (report: UnknownErrorReport) => void;
}

/** Engine room (Maschinenraum): the engine of the current supergraph, and the ways from it to the subgraphs. */
export interface EngineRoom {
  readonly engine: LiveEngine;
  /** Looks at the source of the supergraph now, instead of in a moment. */
  look(): Promise<void>;
  /** Subgraphs that are not asked at the moment, because they did not answer. */
  unusable(): string[];
  close(): Promise<void>;
}

export function openEngineRoom(options: EngineRoomOptions, reports: EngineRoomReports): EngineRoom {
  const { coalesce = true, resilience = RESILIENCE, identity } = options;
  const { metrics, registry, onUnknownError } = reports;
  const resilient = new ResilientTransports(resilience, metrics);
  const ways = new Ways(options.transports, metrics);
  const maskFields = identity && pairwiseIds(identity.secret);
  const build = (supergraphSdl: string): SupergraphEngine => {
    const reached = ways.for(supergraphSdl);
    checkSubgraphs(supergraphSdl, reached);
    const wrapped = resilient.wrap(reached);
    const traced = options.tracing ? tracedTransports(wrapped) : wrapped;
    return makeEngine({
      supergraphSdl,
      transports: coalesce ? shareStreams(traced) : traced,
      enforceRights: options.rights,
      policies: options.policies,
      onUnknownError,
      requestTimeoutMs: resilience.requestTimeoutMs,
      maskFields,
      coalesce,
    });
  };
  const { engine, watch, close } = openSupergraph({ ...options, build, metrics: registry });
  return {
    engine,
    look: async () => watch?.look(),
    unusable: () => resilient.unusable(),
    close: async () => {
      close();
      await ways.close();
    },
  };
}

/** The ways to the subgraphs (Wege), each observed once: a swap finds the breaker of a way that stays as it was. */
class Ways {
  readonly #given: EngineRoomOptions['transports'];
  readonly #metrics: GatewayMetrics;
  readonly #observed = new Map<Transport, Transport>();

  constructor(given: EngineRoomOptions['transports'], metrics: GatewayMetrics) {
    this.#given = given;
    this.#metrics = metrics;
  }

  for(supergraphSdl: string): Transports {
    const given = typeof this.#given === 'function' ? this.#given(supergraphSdl) : this.#given;
    return new Map([...given].map(([name, transport]) => [name, this.#observe(transport)]));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#observed.keys()].map((transport) => transport.close?.()));
  }

  #observe(transport: Transport): Transport {
    const known = this.#observed.get(transport) ?? this.#metrics.observe(transport);
    this.#observed.set(transport, known);
    return known;
  }
}
