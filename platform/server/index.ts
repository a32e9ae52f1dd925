export { type LoggerOptions, makeLogger } from './logger.ts';
export { makeServer, type ServerOptions } from './make-server.ts';
export { type MetricsDoor, readMetricsDoor } from './metrics-door.ts';
