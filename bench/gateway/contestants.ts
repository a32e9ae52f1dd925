import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts } from '../../hub/split/processes.ts';
import { Client } from './load.ts';
import { PinnedProcess } from './pinned-process.ts';
import { composeShop, HEAVY_QUERY, SHOP_NAMES } from './shop.ts';

/** Gateways run on one core, subgraphs and clients on another. */
const GATEWAY_CORE = 0;
export const OTHER_CORE = 1;

const ROOT = join(import.meta.dirname, '..', '..');
const PEERS = join(ROOT, 'bench', 'peers');
const RUN = join(ROOT, 'bin', 'run.mjs');

/** What Node is told when a gateway stands alone, as `npm run gateway` tells it. */
const FLAGS =
  /node (--.+) bin\/run\.mjs gateway\/open\.ts/
    .exec(readFileSync(join(ROOT, 'package.json'), 'utf8'))?.[1]
    ?.split(' ') ?? [];
const OPEN = [
  ...[...FLAGS, RUN, 'gateway/open.ts', '--supergraph', '{open}', '--port', '{port}', '--host', '127.0.0.1'],
  ...['--open', '--i-know-this-is-open'],
];

/** How each is started: arguments for Node, given its port. `{open}`, `{guarded}`, `{answer}` stand for files. */
const CONTESTANTS = {
  apollo: [join(PEERS, 'apollo.mjs'), '{open}', '{port}'],
  hive: [join(PEERS, 'hive.mjs'), '{open}', '{port}'],
  hiveRust: [join(PEERS, 'hive.mjs'), '{open}', '{port}', '--rust'],
  hiveRustShared: [join(PEERS, 'hive.mjs'), '{open}', '{port}', '--rust', '--shared'],
  ours: OPEN,
  ours10: OPEN,
  ours100: OPEN,
  ours1000: OPEN,
  ours10000: OPEN,
  oursShared: [...OPEN, '--coalesce'],
  oursGuarded: [...FLAGS, RUN, 'bench/gateway/guarded.ts', '{guarded}', '{port}'],
  floor: [RUN, 'bench/gateway/floor.ts', '{answer}', '{port}'],
} as const satisfies Record<string, readonly string[]>;

export type ContestantName = keyof typeof CONTESTANTS;

/** A running gateway, or what stands in for one. */
export interface Contestant {
  readonly process: PinnedProcess;
  readonly origin: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The ring (Messplatz): subgraphs, and gateways over them as they are asked for. */
export class Ring {
  readonly #folder = mkdtempSync(join(tmpdir(), 'stadttor-bench-'));
  readonly #contestants = new Map<ContestantName, Contestant>();
  readonly #subgraphPort: number;
  readonly #subgraphs: PinnedProcess;

  private constructor(ports: readonly number[]) {
    this.#subgraphPort = ports[0] as number;
    this.#subgraphs = new PinnedProcess('subgraphs', OTHER_CORE, [
      ...[RUN, 'bench/gateway/subgraphs.ts'],
      ...ports.map(String),
    ]);
    writeFileSync(this.#file('open'), composeShop(ports));
    writeFileSync(this.#file('guarded'), composeShop(ports, { guarded: true }));
  }

  static async open(): Promise<Ring> {
    installPeers();
    const ring = new Ring(await freePorts(SHOP_NAMES.length));
    await ring.#subgraphs.ready(`http://127.0.0.1:${ring.#subgraphPort}/calls`);
    return ring;
  }

  /** Requests that subgraphs have had so far. */
  async calls(): Promise<number> {
    const answer = await fetch(`http://127.0.0.1:${this.#subgraphPort}/calls`);
    return Number(await answer.text());
  }

  /** Whose turn it is; all others sleep, so that nobody's cleaning up is somebody else's disturbance. */
  async enter(name: ContestantName): Promise<Contestant> {
    for (const [other, { process }] of this.#contestants) if (other !== name) process.pause();
    const known = this.#contestants.get(name);
    known?.process.resume();
    return known ?? this.#start(name);
  }

  /** Its next turn is that of a fresh process. */
  leave(name: ContestantName): void {
    this.#contestants.get(name)?.process.stop();
    this.#contestants.delete(name);
  }

  async #start(name: ContestantName): Promise<Contestant> {
    if (name === 'floor') writeFileSync(this.#file('answer'), await this.#answerOf(await this.enter('ours')));
    const [port] = await freePorts(1);
    const args = CONTESTANTS[name].map((part) =>
      part.replace('{port}', String(port)).replace(/^\{(\w+)\}$/, (_, file) => this.#file(file)),
    );
    const process = new PinnedProcess(name, GATEWAY_CORE, args);
    const origin = `http://127.0.0.1:${port}`;
    await process.ready(`${origin}/`);
    const headers: Record<string, string> = {};
    if (name === 'oursGuarded') headers.authorization = `Bearer ${await (await fetch(`${origin}/token`)).text()}`;
    const contestant = { process, origin, headers };
    this.#contestants.set(name, contestant);
    return contestant;
  }

  close(): void {
    for (const { process } of this.#contestants.values()) process.stop();
    this.#subgraphs.stop();
    rmSync(this.#folder, { recursive: true });
  }

  async #answerOf({ origin }: Contestant): Promise<string> {
    const client = new Client(origin);
    const answer = await client.ask({ query: HEAVY_QUERY });
    await client.close();
    return answer;
  }

  #file(name: string): string {
    return join(this.#folder, name);
  }
}

/** Other gateways are nobody's dependency here; they are installed where they are compared with. */
function installPeers(): void {
  if (existsSync(join(PEERS, 'node_modules', '@graphql-hive', 'gateway'))) return;
  process.stderr.write('Installing other gateways to compare with, this takes some minutes the first time ...\n');
  const args = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  const { status } = spawnSync('npm', args, { cwd: PEERS, stdio: ['ignore', process.stderr, 'inherit'] });
  if (status !== 0) throw new Error('The other gateways cannot be installed.');
}
