import { print } from 'graphql';
import type { StreamRequest } from '../engine.ts';
import type { SupergraphEngine } from '../make-engine.ts';
import { EventStream } from '../subscriptions/event-stream.ts';
import { textOf } from './candidate.ts';
import { OperationOutdatedError } from './errors.ts';

/** Subscriptions that run now, each able to go on under another supergraph. */
export class RunningStreams {
  readonly #running = new Map<EventStream, Subscription>();

  get size(): number {
    return this.#running.size;
  }

  open(engine: SupergraphEngine, request: StreamRequest): EventStream {
    const { principal, requestId, signal, resumeAfter } = request;
    const plan = engine.planStream(request);
    const asker = { principal, requestId, signal, resumeAfter };
    const stream = new EventStream(asker, plan, engine.streamTiming, (ended) => this.#running.delete(ended));
    // A request that was aborted before is over by now.
    if (!signal?.aborted) this.#running.set(stream, toSubscription(request));
    return stream;
  }

  /** Validates, plans and judges each anew; those that do not fit end with `OPERATION_OUTDATED`. Returns how many. */
  moveTo(engine: SupergraphEngine): number {
    let ended = 0;
    for (const [stream, subscription] of this.#running) {
      try {
        void stream.replan(engine.planStream(requestFor(subscription, engine)));
      } catch (reason) {
        ended++;
        stream.endWith(new OperationOutdatedError(reason));
      }
    }
    return ended;
  }
}

/** What is needed to plan it once more. The text, not the document, which would hold on to its supergraph. */
interface Subscription extends Omit<StreamRequest, 'document' | 'resumeAfter'> {
  readonly text: string;
}

const toSubscription = ({ document, resumeAfter: _, ...rest }: StreamRequest): Subscription => ({
  ...rest,
  text: textOf(document) ?? print(document),
});

function requestFor({ text, ...rest }: Subscription, engine: SupergraphEngine): StreamRequest {
  const prepared = engine.prepare(text);
  if ('errors' in prepared) throw prepared.errors[0];
  return { ...rest, document: prepared.document };
}
