import type { Environment } from '../config/index.ts';
import type { Tracing } from './trace.ts';

/**
 * Opens tracing as the standard's variables say (`OTEL_EXPORTER_OTLP_ENDPOINT`, `OTEL_TRACES_SAMPLER`, ...). Undefined, and nothing
 * of OpenTelemetry even loaded, unless an endpoint is named: no data leaves the site by default.
 */
export async function openTracing(env: Environment, service: string): Promise<Tracing | undefined> {
  if (!wantsTraces(env)) return undefined;
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { BatchSpanProcessor } = await import('@opentelemetry/sdk-trace-base');
  const { OtelTracing } = await import('./otel-tracing.ts');
  return new OtelTracing(env.OTEL_SERVICE_NAME || service, new BatchSpanProcessor(new OTLPTraceExporter()));
}

function wantsTraces(env: Environment): boolean {
  if (env.OTEL_SDK_DISABLED === 'true' || env.OTEL_TRACES_EXPORTER === 'none') return false;
  return Boolean(env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT || env.OTEL_EXPORTER_OTLP_ENDPOINT);
}
