import type { GraphQLError } from 'graphql';
import type { UnknownErrorReport } from '../../platform/errors/index.ts';
import type { GoneSignal } from '../../platform/gone.ts';
import type { Principal } from '../../platform/visa/index.ts';
import type { Deadline } from '../resilience/deadline.ts';
import type { RequestWatch } from '../telemetry/request-watch.ts';
import type { Transports } from '../transports/transport.ts';
import type { Shape } from './shape.ts';
import type { IsConcrete, StoreObject } from './store.ts';

/** What an object that stands for several became under a shape; null as long as that is not known. */
export type CompletedObjects = Map<StoreObject, { readonly shape: Shape; readonly result: StoreObject } | null>;

/** One run (Lauf) of a plan: what every fetch of it shares. */
export interface Run {
  readonly transports: Transports;
  readonly principal: Principal;
  readonly requestId: string;
  readonly signal?: GoneSignal;
  readonly deadline: Deadline;
  readonly watch?: RequestWatch;
  /** Coerced, by internal names. */
  readonly variables: Readonly<Record<string, unknown>>;
  readonly store: StoreObject;
  /** Objects at a target's path, by its name, where one stands for all that are equal. */
  readonly distinct: Map<string, readonly StoreObject[]>;
  /** Of objects that stand for several: what they became in the answer, once that is known. */
  readonly completed: CompletedObjects;
  readonly errors: GraphQLError[];
  /** Calls that brought nothing; where that shows in the answer is known when all the others are done. */
  readonly failures: (() => void)[];
  readonly shape: Shape;
  readonly isConcrete: IsConcrete;
  readonly report: (unknown: UnknownErrorReport) => void;
}
