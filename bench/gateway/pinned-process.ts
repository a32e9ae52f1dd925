import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

const READY_MS = 180_000;
/** A folder for CPU profiles of every process, for finding out where the time goes. Profiling costs; do not compare then. */
const PROFILES = process.env.CPU_PROFILES;
const NODE_ARGS = PROFILES ? ['--cpu-prof', `--cpu-prof-dir=${PROFILES}`] : [];

/** A process of its own on one core. Its costs are read from the operating system, not from itself. */
export class PinnedProcess {
  readonly #child: ChildProcess;

  constructor(
    readonly name: string,
    core: number,
    args: readonly string[],
  ) {
    this.#child = spawn('taskset', ['-c', String(core), process.execPath, ...NODE_ARGS, ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NODE_ENV: 'production', APOLLO_TELEMETRY_DISABLED: 'true', NODE_OPTIONS: '' },
    });
  }

  /** CPU of all its threads so far, user and system. */
  get cpuMs(): number {
    const tasks = `/proc/${this.#child.pid}/task`;
    return readdirSync(tasks).reduce((sum, task) => sum + nanoseconds(`${tasks}/${task}/schedstat`), 0) / 1e6;
  }

  async ready(url: string): Promise<void> {
    const deadline = Date.now() + READY_MS;
    while (Date.now() < deadline) {
      if (this.#child.exitCode !== null) throw new Error(`${this.name} ended with ${this.#child.exitCode}.`);
      const answer = await fetch(url).catch(() => undefined);
      await answer?.body?.cancel();
      if (answer) return;
      await setTimeout(50);
    }
    throw new Error(`${this.name} was not ready in time.`);
  }

  /** Sleeps until it is resumed: what it would do by itself meanwhile is done when it is measured. */
  pause(): void {
    this.#child.kill('SIGSTOP');
  }

  resume(): void {
    this.#child.kill('SIGCONT');
  }

  stop(): void {
    this.resume();
    // Profiles are written at an orderly end.
    this.#child.kill(PROFILES ? 'SIGTERM' : 'SIGKILL');
  }
}

/** Everything this process does from now on happens on that core. */
export function pinMyself(core: number): void {
  spawnSync('taskset', ['-apc', String(core), String(process.pid)]);
}

/** A thread may end between listing and reading. */
function nanoseconds(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8').split(' ', 1)[0]);
  } catch {
    return 0;
  }
}
