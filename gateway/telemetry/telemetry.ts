import { getOperationAST } from 'graphql';
import type { Logger } from 'pino';
import { codeOf, type Tracing } from '../../platform/telemetry/index.ts';
import type { Principal } from '../../platform/visa/index.ts';
import type { HubResult } from '../engine.ts';
import type { GatewayMetrics, Protocol } from '../metrics.ts';
import type { TrustedDocuments } from '../trusted-documents/trusted-documents.ts';
import { type LabelledOperation, OperationLabels } from './operation-labels.ts';
import { RequestWatch } from './request-watch.ts';

export interface TelemetryOptions {
  readonly metrics: GatewayMetrics;
  readonly logger: Logger;
  readonly slowMs: number;
  /** Undefined: nothing is traced. */
  readonly tracing?: Tracing;
  /** Whether callers decide if their requests are traced. */
  readonly trustTraceparent: boolean;
  readonly trusted: TrustedDocuments;
}

interface Watched extends LabelledOperation {
  readonly type: string;
  readonly operationName?: string | null;
  readonly requestId: string;
  readonly protocol: Protocol;
  readonly principal: Principal;
}

/** What operators see of operations: figures, traces, the slow ones by name. Never variables, texts or answers. */
export class Telemetry {
  readonly #labels: OperationLabels;

  constructor(private readonly options: TelemetryOptions) {
    this.#labels = new OperationLabels(options.trusted);
  }

  /** Before anything is known of the operation but how it came. */
  begin(protocol: Protocol, traceparent: unknown): RequestWatch {
    const { tracing, trustTraceparent: trusted } = this.options;
    if (!tracing) return new RequestWatch();
    return new RequestWatch(
      tracing.start('graphql', { traceparent, trusted, attributes: { 'stadttor.protocol': protocol } }),
    );
  }

  /** A refusal before execution. */
  refuse(watch: RequestWatch, protocol: Protocol, refusal: unknown): void {
    this.options.metrics.countRequest(protocol, 'refused');
    watch.trace?.end(codeOf(refusal));
  }

  finish(watch: RequestWatch, operation: Watched, { errors = [] }: HubResult): void {
    const { metrics, slowMs } = this.options;
    const { protocol, type, principal } = operation;
    const { ms } = watch;
    metrics.countRequest(protocol, errors.length > 0 ? 'errors' : 'ok');
    metrics.timeOperation(this.#labels.labelOf(operation, principal.kind !== 'public'), type, ms);
    if (ms >= slowMs) this.#logSlow(watch, operation);
    if (watch.trace) this.#endTrace(watch, operation, errors.length);
  }

  #logSlow(watch: RequestWatch, operation: Watched): void {
    const { logger } = this.options;
    const { type, requestId } = operation;
    const hash = this.#labels.hashOf(operation);
    const facts = { hash, type, ms: Math.round(watch.ms), subgraphs: watch.spentMs, requestId };
    logger.warn({ operation: nameOf(operation), ...facts }, 'slow operation');
  }

  #endTrace({ trace }: RequestWatch, operation: Watched, errors: number): void {
    trace?.set({
      'graphql.operation.type': operation.type,
      'graphql.operation.name': nameOf(operation),
      'stadttor.operation.hash': this.#labels.hashOf(operation),
      'stadttor.errors': errors,
    });
    trace?.end();
  }
}

/** As its author called it; letters, digits and underscores by the grammar. */
const nameOf = ({ document, operationName }: Watched): string =>
  (getOperationAST(document, operationName)?.name?.value ?? '').slice(0, 60);
