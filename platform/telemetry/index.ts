export { openTracing } from './open-tracing.ts';
export { codeOf, type Trace, type TraceAttributes, type Tracing, traced, under } from './trace.ts';
