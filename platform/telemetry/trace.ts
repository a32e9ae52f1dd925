/** Beside names of our own only figures and codes: never what a caller wrote, never somebody's data. */
export type TraceAttributes = Readonly<Record<string, string | number | boolean>>;

/** One span (Abschnitt) of a trace. Who is not traced has none: code says `trace?.child(...)` and costs nothing. */
export interface Trace {
  /** W3C `traceparent` for whoever is asked next. */
  readonly traceparent: string;
  child(name: string, attributes?: TraceAttributes): Trace;
  set(attributes: TraceAttributes): void;
  /** `code` of what went wrong, if something did. */
  end(code?: string): void;
}

export interface TraceStart {
  /** As a caller sent it. */
  readonly traceparent?: unknown;
  /** Whether the caller decides about sampling; else its trace is only linked. */
  readonly trusted: boolean;
  readonly attributes?: TraceAttributes;
}

/** Tracing (Ablaufverfolgung) of one process. */
export interface Tracing {
  /** Undefined when this request is not sampled. */
  start(name: string, start: TraceStart): Trace | undefined;
  /** Sends what is left. */
  close(): Promise<void>;
}

/** Runs a step under a span of its own, if there is a trace at all. */
export async function traced<Result>(
  trace: Trace | undefined,
  name: string,
  step: (trace: Trace | undefined) => Promise<Result>,
): Promise<Result> {
  return under(trace?.child(name), step);
}

/** Runs a step under this span and ends it. */
export async function under<Result>(
  trace: Trace | undefined,
  step: (trace: Trace | undefined) => Promise<Result>,
): Promise<Result> {
  try {
    const result = await step(trace);
    trace?.end();
    return result;
  } catch (error) {
    trace?.end(codeOf(error));
    throw error;
  }
}

/** The code of one of our errors; of what nobody foresaw not even the name. */
export const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && /^[A-Z_]{2,40}$/.test(code) ? code : 'INTERNAL';
};
