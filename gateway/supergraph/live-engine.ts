import { type DocumentNode, type GraphQLSchema, print } from 'graphql';
import type { Engine, HubResult, OperationRequest, RunningStream, StreamRequest } from '../engine.ts';
import type { SupergraphEngine } from '../make-engine.ts';
import type { CostTable } from '../planning/cost-table.ts';
import type { Prepared } from '../planning/prepare.ts';
import { type CheckCandidate, textOf, tryCandidate } from './candidate.ts';
import { Probation } from './probation.ts';
import { RunningStreams } from './running-streams.ts';

/** Longer than any request takes: so long the engine of an older supergraph stays for those that began with it. */
const RETIRE_AFTER_MS = 60_000;

export interface LiveEngineOptions {
  /** Builds the engine of one supergraph; throws what refuses it. */
  readonly build: (supergraphSdl: string) => SupergraphEngine;
  /** Looks at each supergraph after the first, before it is taken. */
  readonly check?: CheckCandidate;
  /** Told when a supergraph that was taken proves bad and the last good one is back. */
  readonly onReturn?: (failed: Supergraph, restored: Supergraph) => void;
}

/** One supergraph in use. */
export interface Supergraph {
  readonly sdl: string;
  readonly engine: SupergraphEngine;
}

interface Generation extends Supergraph {
  readonly probation: Probation;
}

/**
 * Live engine (Triebwerk im Betrieb): the engine of the current supergraph, which may be swapped while it runs. A request ends
 * on the supergraph whose schema its document was validated against; streams move along.
 */
export class LiveEngine implements Engine {
  readonly #options: LiveEngineOptions;
  readonly #owners = new WeakMap<DocumentNode, WeakRef<Generation>>();
  /** Keeps replaced generations for a while; after that nothing here holds on to them. */
  readonly #retiring = new Map<Generation, NodeJS.Timeout>();
  readonly #streams = new RunningStreams();
  readonly #listeners = new Set<(supergraph: Supergraph) => void>();
  #current: Generation;
  #lastGood: Generation | undefined;

  constructor(supergraphSdl: string, options: LiveEngineOptions) {
    this.#options = options;
    this.#current = this.#generation(supergraphSdl, options.build(supergraphSdl));
  }

  get supergraph(): Supergraph {
    return this.#current;
  }

  get apiSchema(): GraphQLSchema {
    return this.#current.engine.apiSchema;
  }

  get costs(): CostTable {
    return this.#current.engine.costs;
  }

  /** Subscriptions that run now. */
  get streamCount(): number {
    return this.#streams.size;
  }

  prepare(query: string): Prepared {
    const generation = this.#current;
    const prepared = generation.engine.prepare(query);
    if ('document' in prepared && !this.#owners.has(prepared.document))
      this.#owners.set(prepared.document, new WeakRef(generation));
    return prepared;
  }

  async warm(document: DocumentNode): Promise<void> {
    const placed = this.#place({ document });
    if ('generation' in placed) await placed.generation.engine.warm(placed.document);
  }

  async execute(request: OperationRequest): Promise<HubResult> {
    const placed = this.#place(request);
    if ('errors' in placed) return placed;
    const { generation, document } = placed;
    const result = await generation.engine.execute({ ...request, document });
    if (generation.probation.fails(result)) this.#return(generation);
    return result;
  }

  subscribe(request: StreamRequest): RunningStream {
    const placed = this.#place(request);
    if ('errors' in placed) throw placed.errors[0];
    return this.#streams.open(placed.generation.engine, { ...request, document: placed.document });
  }

  /**
   * Takes another supergraph: tried first, then current for all that comes. Resolves with the number of subscriptions that
   * do not fit it and were ended.
   *
   * @throws SupergraphRefusedError when it is not taken; nothing has changed then
   */
  swap(supergraphSdl: string): { ended: number } {
    const engine = tryCandidate(supergraphSdl, this.#options.build, this.#options.check ?? (() => []));
    this.#lastGood = this.#current;
    return this.#take(this.#generation(supergraphSdl, engine, this.#current.probation.failureShare));
  }

  /** Called after each swap. */
  onSwap(listener: (supergraph: Supergraph) => void): void {
    this.#listeners.add(listener);
  }

  close(): void {
    for (const timer of this.#retiring.values()) clearTimeout(timer);
    this.#retiring.clear();
  }

  #generation(sdl: string, engine: SupergraphEngine, usualFailures?: number): Generation {
    return { sdl, engine, probation: new Probation(usualFailures) };
  }

  #take(next: Generation): { ended: number } {
    const before = this.#current;
    this.#current = next;
    this.#retire(before);
    const ended = this.#streams.moveTo(next.engine);
    for (const listener of this.#listeners) listener(next);
    return { ended };
  }

  #retire(generation: Generation): void {
    const retired = () => {
      this.#retiring.delete(generation);
      if (this.#lastGood === generation) this.#lastGood = undefined;
    };
    this.#retiring.set(generation, setTimeout(retired, RETIRE_AFTER_MS).unref());
  }

  /** Back to the supergraph before, if this one is still in use and the one before is still there. */
  #return(failed: Generation): void {
    const good = this.#lastGood;
    if (failed !== this.#current || !good) return;
    this.#lastGood = undefined;
    clearTimeout(this.#retiring.get(good));
    this.#retiring.delete(good);
    this.#take(good);
    this.#options.onReturn?.(failed, good);
  }

  /** A document goes where it was validated; where that is gone, it is validated anew. */
  #place({ document }: Pick<OperationRequest, 'document'>): Placed {
    const owner = this.#owners.get(document)?.deref();
    if (owner) return { generation: owner, document };
    if (!this.#owners.has(document)) return { generation: this.#current, document };
    const prepared = this.prepare(textOf(document) ?? print(document));
    return 'errors' in prepared ? prepared : { generation: this.#current, document: prepared.document };
  }
}

type Placed = { generation: Generation; document: DocumentNode } | Extract<Prepared, { errors: unknown }>;
