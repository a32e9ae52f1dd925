import { Gone, type GoneSignal } from '../../platform/gone.ts';
import type { Principal } from '../../platform/visa/index.ts';
import type { HubResult } from '../engine.ts';
import { markShared } from './shared-data.ts';

interface Running {
  readonly result: Promise<HubResult>;
  readonly abort: Gone;
  /** Who still waits for it. */
  waiting: number;
  /** Whether it was more than one at any time. */
  isShared: boolean;
}

/**
 * Reads in flight (laufende Abfragen): equal reads of one principal at the same moment share one execution. Two principals never
 * share, however alike they are; whatever began before a mutation of a principal is not joined by what she asks after it.
 */
export class InFlight {
  readonly #byPerson = new Map<string, Map<string, Running>>();
  readonly #names = new WeakMap<Principal, string>();

  /** Joins the execution under way or begins one; `key` names plan and variables. The result goes to several: nobody may change it. */
  share(
    key: string,
    principal: Principal,
    signal: GoneSignal | undefined,
    run: (signal: GoneSignal) => Promise<HubResult>,
  ): Promise<HubResult> {
    const person = personOf(principal);
    const own = this.#byPerson.get(person) ?? new Map<string, Running>();
    this.#byPerson.set(person, own);
    const name = `${this.#nameOf(principal)} ${key}`;
    let running = own.get(name);
    if (!running || running.abort.aborted) {
      const abort = new Gone();
      const result = run(abort).finally(() => this.#end(person, own, name, begun));
      const begun: Running = { result, abort, waiting: 0, isShared: false };
      own.set(name, begun);
      running = begun;
    }
    return wait(running, signal);
  }

  /** A mutation of this person begins or ends, in whatever session: what she asks from now on is read anew. */
  forget(principal: Principal): void {
    this.#byPerson.delete(personOf(principal));
  }

  #end(person: string, own: Map<string, Running>, name: string, running: Running): void {
    if (own.get(name) === running) own.delete(name);
    if (own.size === 0 && this.#byPerson.get(person) === own) this.#byPerson.delete(person);
  }

  /** All there is about a principal, its version included. */
  #nameOf(principal: Principal): string {
    const known = this.#names.get(principal);
    if (known !== undefined) return known;
    const name = JSON.stringify(Object.entries(principal).sort(([one], [other]) => (one < other ? -1 : 1)));
    this.#names.set(principal, name);
    return name;
  }
}

const personOf = ({ kind, citizenId, client }: Principal): string => citizenId ?? `${kind} ${client}`;

/** When the last one who waits has left, the execution ends too. */
async function wait(running: Running, signal: GoneSignal | undefined): Promise<HubResult> {
  const leave = () => {
    running.waiting -= 1;
    if (running.waiting === 0) running.abort.abort();
  };
  running.waiting += 1;
  running.isShared ||= running.waiting > 1;
  signal?.addEventListener('abort', leave, { once: true });
  if (signal?.aborted) leave();
  try {
    const result = await running.result;
    if (running.isShared && result.data) markShared(result.data);
    return result;
  } finally {
    signal?.removeEventListener('abort', leave);
  }
}
