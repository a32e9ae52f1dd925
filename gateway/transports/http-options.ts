import type { Principal } from '../../platform/visa/index.ts';

export interface CallOptions {
  /** A call that takes longer is given up; default 10 s. */
  readonly timeoutMs?: number;
  /** A longer answer is not read to its end; default 16 MB. */
  readonly maxResponseBytes?: number;
  /** Connections kept open to one subgraph; default 64. */
  readonly connections?: number;
}

export interface HttpTransportOptions extends CallOptions {
  readonly name: string;
  /** The subgraph's GraphQL endpoint. */
  readonly url: string;
  /** Where its streams are; the endpoint with `ws` for `http` unless said otherwise. */
  readonly wsUrl?: string;
  /** Pause between two pings of the streams' socket; without an answer after half of it the line counts as dead. Default 10 s. */
  readonly pulseMs?: number;
  /** Issues the visa for a call, a text that may stand in a header; without it (open mode) the subgraph gets plain requests. */
  readonly visa?: (audience: string, principal: Principal) => string;
  /** Certificate of an authority of the house's own (PEM), where the subgraph is reached by https. */
  readonly ca?: string;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}
