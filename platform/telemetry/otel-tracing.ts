import {
  type Link,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace as traces,
} from '@opentelemetry/api';
import { parseTraceParent } from '@opentelemetry/core';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, type SpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { Trace, TraceAttributes, TraceStart, Tracing } from './trace.ts';

/** Tracing by OpenTelemetry. Its sampler and limits read `OTEL_*` by themselves; nothing global is registered. */
export class OtelTracing implements Tracing {
  readonly #provider: BasicTracerProvider;
  readonly #tracer: Tracer;

  constructor(service: string, processor: SpanProcessor) {
    const resource = resourceFromAttributes({ 'service.name': service });
    this.#provider = new BasicTracerProvider({ resource, spanProcessors: [processor] });
    this.#tracer = this.#provider.getTracer('stadttor');
  }

  start(name: string, { traceparent, trusted, attributes }: TraceStart): Trace | undefined {
    const caller = typeof traceparent === 'string' ? parseTraceParent(traceparent) : null;
    const parent = caller && trusted ? traces.setSpanContext(ROOT_CONTEXT, caller) : ROOT_CONTEXT;
    const links: Link[] = caller && !trusted ? [{ context: caller }] : [];
    const span = this.#tracer.startSpan(name, { kind: SpanKind.SERVER, attributes, links }, parent);
    if (!isSampled(span.spanContext())) return undefined;
    return new OtelTrace(this.#tracer, span);
  }

  close(): Promise<void> {
    return this.#provider.shutdown();
  }
}

class OtelTrace implements Trace {
  constructor(
    private readonly tracer: Tracer,
    private readonly span: Span,
  ) {}

  get traceparent(): string {
    const { traceId, spanId } = this.span.spanContext();
    return `00-${traceId}-${spanId}-01`;
  }

  child(name: string, attributes?: TraceAttributes): Trace {
    const span = this.tracer.startSpan(name, { attributes }, traces.setSpan(ROOT_CONTEXT, this.span));
    return new OtelTrace(this.tracer, span);
  }

  set(attributes: TraceAttributes): void {
    this.span.setAttributes({ ...attributes });
  }

  end(code?: string): void {
    if (code) this.span.setStatus({ code: SpanStatusCode.ERROR, message: code });
    this.span.end();
  }
}

const isSampled = ({ traceFlags }: SpanContext): boolean => (traceFlags & TraceFlags.SAMPLED) !== 0;
