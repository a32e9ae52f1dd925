import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchToken } from '../hub/fetch-token.ts';
import { startEmbeddedCluster } from '../platform/database/cluster/index.ts';
import { connectSocket, type SocketClient } from './socket-client.ts';

const RUN = join(import.meta.dirname, '..', 'bin', 'run.mjs');
const READY = /Stadttor is ready at (\S+)/;

export interface Answer<Data> {
  data: Data;
  errors?: { message: string; path?: (string | number)[]; extensions: { code: string; details?: unknown } }[];
}

type Variables = Readonly<Record<string, unknown>>;

/** A hub as an operator runs it: a process of its own, on an empty data folder and free ports. */
export class ProcessHub {
  #child: ChildProcess | undefined;
  readonly #tokens = new Map<string, string>();

  private constructor(
    readonly command: 'start' | 'split',
    readonly dataFolder: string,
    readonly port: number,
    private readonly env: Readonly<Record<string, string>>,
  ) {}

  static async start(command: 'start' | 'split', env: Readonly<Record<string, string>> = {}): Promise<ProcessHub> {
    const dataFolder = mkdtempSync(join(tmpdir(), 'stadttor-e2e-'));
    // As root the server runs as somebody else, who must reach its cluster here and not be sent to a system folder.
    chmodSync(dataFolder, 0o755);
    const hub = new ProcessHub(command, dataFolder, await freePort(), env);
    await hub.launch();
    return hub;
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  get pid(): number {
    return this.#child?.pid as number;
  }

  /** Starts the process; resolves with what it had printed when it was ready. */
  async launch(): Promise<string> {
    const child = this.spawn();
    this.#child = child;
    let printed = '';
    await new Promise<void>((resolve, reject) => {
      child.stdout?.on('data', (chunk) => {
        printed += chunk;
        if (READY.test(printed)) resolve();
      });
      child.stderr?.on('data', (chunk) => {
        printed += chunk;
      });
      child.once('exit', (code) => reject(new Error(`The hub ended with ${code}: ${printed}`)));
    });
    return printed;
  }

  /** Ends the process as a power cut would: nothing is said to it. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
    // After a kill the database server may still run; it belongs to this folder alone.
    await (await startEmbeddedCluster({ dataFolder: this.dataFolder })).stop();
    rmSync(this.dataFolder, { recursive: true, force: true });
  }

  /** A second process on the same folder and port, as somebody starts it by mistake. */
  second(): Promise<{ code: number | null; output: string }> {
    const child = this.spawn();
    let output = '';
    child.stdout?.on('data', (chunk) => {
      output += chunk;
    });
    child.stderr?.on('data', (chunk) => {
      output += chunk;
    });
    return new Promise((resolve) => child.once('exit', (code) => resolve({ code, output })));
  }

  /** An access token of a demo person, kept for three of its five minutes. */
  async token(persona: string, options: { level?: string; client?: string; scope?: string } = {}): Promise<string> {
    const { level = 'SUBSTANTIAL', client = 'portal', scope } = options;
    const key = JSON.stringify([persona, level, client, scope]);
    const known = this.#tokens.get(key);
    if (known) return known;
    const secret = readFileSync(join(this.dataFolder, 'secret'), 'utf8').trim();
    const token = await fetchToken({ publicUrl: this.url, secret, persona, level, client, scope });
    this.#tokens.set(key, token);
    setTimeout(() => this.#tokens.delete(key), 180_000).unref();
    return token;
  }

  async ask<Data>(token: string | undefined, query: string, variables: Variables = {}): Promise<Answer<Data>> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify({ query, variables }),
    });
    return (await response.json()) as Answer<Data>;
  }

  /** Asks as a demo person; throws the first error. */
  async query<Data>(persona: string, query: string, variables: Variables = {}): Promise<Data> {
    const { data, errors } = await this.ask<Data>(await this.token(persona), query, variables);
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  }

  async socket(persona: string): Promise<SocketClient> {
    return connectSocket(`${this.url.replace('http', 'ws')}/graphql`, await this.token(persona));
  }

  private spawn(): ChildProcess {
    return spawn(process.execPath, [RUN, `hub/commands/${this.command}.ts`], {
      env: {
        ...process.env,
        NODE_ENV: '',
        PORT: String(this.port),
        STADTTOR_DATA: this.dataFolder,
        // A busy test machine is no subgraph in trouble.
        SUBGRAPH_PATIENCE_MS: '5000',
        ...this.env,
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await ended;
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(address)));
    });
  });
