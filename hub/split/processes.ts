import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

const RUN = join(import.meta.dirname, '..', '..', 'bin', 'run.mjs');
const READY_MS = 60_000;

export interface ProcessSpec {
  readonly name: string;
  readonly file: string;
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Answers 200 when the process can serve. */
  readonly readyUrl: string;
}

/** One process of the split hub. */
export class HubProcess {
  #child: ChildProcess;

  constructor(readonly spec: ProcessSpec) {
    this.#child = this.spawn();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get isRunning(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async ready(): Promise<void> {
    const deadline = Date.now() + READY_MS;
    while (Date.now() < deadline) {
      if (!this.isRunning) throw new Error(`${this.spec.name} ended with ${this.#child.exitCode} before it was ready.`);
      const answer = await fetch(this.spec.readyUrl).catch(() => undefined);
      await answer?.body?.cancel();
      if (answer?.ok) return;
      await setTimeout(50);
    }
    throw new Error(`${this.spec.name} was not ready in time.`);
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (!this.isRunning) return;
    const ended = new Promise((resolve) => this.#child.once('exit', resolve));
    this.#child.kill(signal);
    await ended;
  }

  /** Starts it again once it has ended, and waits until it can serve. */
  async restart(): Promise<void> {
    await this.stop();
    this.#child = this.spawn();
    await this.ready();
  }

  private spawn(): ChildProcess {
    const { file, args = [], env } = this.spec;
    return spawn(process.execPath, [RUN, file, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
  }
}

/** Ports nobody listens on at this moment. */
export const freePorts = (count: number): Promise<number[]> =>
  Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<number>((resolve, reject) => {
          const server = createServer();
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => {
            const address = server.address();
            server.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(address)));
          });
        }),
    ),
  );
