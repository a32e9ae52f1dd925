interface Line {
  terminate(): void;
}

/** Pulse (Lebenszeichen) of a socket: whose ping stays without an answer is cut, since a half-open line never says so itself. */
export class Pulse {
  #line: Line | undefined;
  #overdue: NodeJS.Timeout | undefined;

  constructor(private readonly answerWithinMs: number) {}

  /** For a graphql-ws client with `keepAlive`. */
  readonly listeners = {
    opened: (socket: unknown) => {
      this.#line = socket as Line;
    },
    ping: (received: boolean) => {
      if (received) return;
      clearTimeout(this.#overdue);
      this.#overdue = setTimeout(() => this.#line?.terminate(), this.answerWithinMs).unref();
    },
    pong: (received: boolean) => {
      if (received) clearTimeout(this.#overdue);
    },
    closed: () => clearTimeout(this.#overdue),
  };
}
