import type { FastifyInstance } from 'fastify';
import { SECOND } from '../platform/time.ts';

/** What does not end by itself. */
export interface Endings {
  /** Resolves when every stream has ended and every socket is closed. */
  readonly endStreams: () => Promise<unknown>;
  /** Ends what is left of them at once. */
  readonly cutOff: () => void;
}

/** Draining (geordnetes Herunterfahren): requests once accepted are finished, new ones are sent elsewhere. */
export class Drain {
  isDraining = false;
  #underWay = 0;
  #whenIdle: () => void = () => {};

  constructor(private readonly longestMs = 10 * SECOND) {}

  /** Counts requests from their arrival to the end of their answer. */
  watch(app: FastifyInstance): void {
    app.addHook('onRequest', async (_request, reply) => {
      this.#underWay++;
      if (this.isDraining) void reply.header('connection', 'close');
      reply.raw.once('close', () => {
        this.#underWay--;
        if (this.#underWay === 0) this.#whenIdle();
      });
    });
  }

  /** Ends streams, waits for what is under way, then closes the server; what is left after the deadline is cut off. */
  async run(app: FastifyInstance, { endStreams, cutOff }: Endings): Promise<void> {
    this.isDraining = true;
    await this.#withinDeadline(Promise.all([endStreams(), this.#idle()]));
    cutOff();
    app.server.closeAllConnections();
    await app.close();
  }

  #idle(): Promise<void> {
    if (this.#underWay === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#whenIdle = resolve;
    });
  }

  async #withinDeadline(done: Promise<unknown>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise((resolve) => {
      timer = setTimeout(resolve, this.longestMs);
    });
    await Promise.race([done, deadline]);
    clearTimeout(timer);
  }
}
