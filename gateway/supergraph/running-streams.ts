import { print } from 'graphql';
import type { RunningStream, StreamRequest } from '../engine.ts';
import type { SupergraphEngine } from '../make-engine.ts';
import { EventStream, type StreamAsker } from '../subscriptions/event-stream.ts';
import { textOf } from './candidate.ts';
import { OperationOutdatedError } from './errors.ts';

/** What is needed to plan it once more. The text, not the document, which would hold on to its supergraph. */
interface Subscription extends StreamAsker {
  readonly text: string;
  readonly operationName: StreamRequest['operationName'];
  readonly variables: StreamRequest['variables'];
  readonly onEnd: StreamRequest['onEnd'];
}

/** Subscriptions that run now, each able to go on under another supergraph. */
export class RunningStreams {
  readonly #running = new Set<EventStream<Subscription>>();
  readonly #ended = (stream: EventStream<Subscription>) => {
    this.#running.delete(stream);
    stream.asker.onEnd?.();
  };

  get size(): number {
    return this.#running.size;
  }

  open(engine: SupergraphEngine, request: StreamRequest): RunningStream {
    const plan = engine.planStream(request);
    const stream = new EventStream(toSubscription(request), plan, engine.streamTiming, this.#ended);
    // A request that was aborted before is over by now.
    if (!request.signal?.aborted) this.#running.add(stream);
    return stream;
  }

  /** Validates, plans and judges each anew; those that do not fit end with `OPERATION_OUTDATED`. Returns how many. */
  moveTo(engine: SupergraphEngine): number {
    let ended = 0;
    for (const stream of [...this.#running]) {
      try {
        void stream.replan(engine.planStream(requestFor(stream.asker, engine)));
      } catch (reason) {
        ended++;
        stream.endWith(new OperationOutdatedError(reason));
      }
    }
    return ended;
  }
}

function toSubscription({ document, ...request }: StreamRequest): Subscription {
  const { operationName, variables, principal, requestId, signal, resumeAfter, onEnd } = request;
  const text = textOf(document) ?? print(document);
  return { text, operationName, variables, principal, requestId, signal, resumeAfter, onEnd };
}

function requestFor({ text, resumeAfter: _, ...rest }: Subscription, engine: SupergraphEngine): StreamRequest {
  const prepared = engine.prepare(text);
  if ('errors' in prepared) throw prepared.errors[0];
  return { ...rest, document: prepared.document };
}
