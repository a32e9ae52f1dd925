import type { FastifyInstance } from 'fastify';
import { SECOND } from '../platform/time.ts';

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
  async run(app: FastifyInstance, endStreams: () => void): Promise<void> {
    this.isDraining = true;
    endStreams();
    await this.#idle();
    app.server.closeAllConnections();
    await app.close();
  }

  #idle(): Promise<void> {
    if (this.#underWay === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const deadline = setTimeout(resolve, this.longestMs);
      this.#whenIdle = () => {
        clearTimeout(deadline);
        resolve();
      };
    });
  }
}
