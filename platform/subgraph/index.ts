export type { StreamMessage, StreamPayload, SubgraphCall } from './call.ts';
export {
  type Connection,
  connectionOf,
  type Page,
  type PageRequest,
  toConnection,
  toPage,
  toPageRequest,
} from './connection.ts';
export { defineLoader, type LoaderDefinition, RequestContext } from './context.ts';
export { defineSubgraph, type Kit, type Parts, type SubgraphDefinition, type Worker } from './definition.ts';
export { SubgraphExecutor } from './execute.ts';
export { citizenReference, meResolver } from './me.ts';
export { DateScalar, DateTimeScalar, JSONScalar } from './scalars.ts';
export { buildSubgraph } from './schema.ts';
export { RunningSubgraph, type SubgraphOptions } from './start.ts';
export { LocalizedText, Money, PageInfo, Point, PointInput, TrustLevel } from './types.ts';
