import { Counter, Gauge, type Registry } from 'prom-client';

export type SupergraphOutcome = 'swapped' | 'refused' | 'returned' | 'unreadable';

/** What happened to the supergraph, and which one is in use. */
export class SupergraphMetrics {
  readonly #changes: Counter<'outcome'>;
  readonly #current: Gauge<'supergraph'>;

  constructor(registry: Registry, current: string) {
    const registers = [registry];
    this.#changes = new Counter({
      name: 'stadttor_gateway_supergraph_changes_total',
      help: 'Supergraphs by outcome: swapped, refused (not valid, or a trusted document does not fit), returned (taken back), unreadable.',
      labelNames: ['outcome'],
      registers,
    });
    this.#current = new Gauge({
      name: 'stadttor_gateway_supergraph_info',
      help: 'The supergraph in use, by the beginning of its SHA-256.',
      labelNames: ['supergraph'],
      registers,
    });
    this.#current.set({ supergraph: current }, 1);
  }

  count(outcome: SupergraphOutcome): void {
    this.#changes.inc({ outcome });
  }

  swapped(current: string, outcome: SupergraphOutcome = 'swapped'): void {
    this.count(outcome);
    this.#current.reset();
    this.#current.set({ supergraph: current }, 1);
  }
}
