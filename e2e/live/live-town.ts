import { chmodSync, copyFileSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v4 as uuidv4 } from 'uuid';
import { readHubConfig } from '../../hub/config.ts';
import { fetchToken } from '../../hub/fetch-token.ts';
import { loadSecret } from '../../hub/secret.ts';
import { freePorts, type HubProcess } from '../../hub/split/processes.ts';
import { type SplitHub, startSplit } from '../../hub/split/start-split.ts';
import { withConnection } from '../../platform/database/cluster/connect.ts';
import { ADVANCE, SUBMIT, type Submitted } from '../stories/graph.ts';
import { formOf } from '../stories/town.ts';
import type { Truth } from './judge.ts';

const SCHEMA = join(import.meta.dirname, '..', '..', 'schema', 'supergraph.graphql');
/** Access tokens last five minutes. */
const TOKEN_MS = 240_000;

interface Answer {
  data?: Record<string, unknown>;
  errors?: { extensions: { code: string } }[];
}

/** The hub in the split form, its processes in the hands of a test. */
export class LiveTown {
  readonly #tokens = new Map<string, { token: Promise<string>; until: number }>();

  private constructor(
    readonly url: string,
    private readonly folder: string,
    private readonly secret: string,
    private readonly hub: SplitHub,
  ) {}

  static async start(): Promise<LiveTown> {
    const folder = mkdtempSync(join(tmpdir(), 'stadttor-live-'));
    // As root the server runs as somebody else, who must reach its cluster here.
    chmodSync(folder, 0o755);
    const supergraph = join(folder, 'supergraph.graphql');
    copyFileSync(SCHEMA, supergraph);
    const [port, sandboxPort] = await freePorts(2);
    const env = {
      PORT: String(port),
      SANDBOX_PORT: String(sandboxPort),
      STADTTOR_DATA: folder,
      SUPERGRAPH: supergraph,
      LOG_LEVEL: 'info',
    };
    const config = readHubConfig(env);
    try {
      return new LiveTown(config.publicUrl, folder, loadSecret(config), await startSplit(config));
    } catch (error) {
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.hub.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  process(name: string): HubProcess {
    return this.hub.processes.find(({ spec }) => spec.name === name) as HubProcess;
  }

  /** Lines of a process's log that say this. */
  logged(name: string, message: string): number {
    return readFileSync(join(this.folder, `${name}.log`), 'utf8').split(`"msg":"${message}"`).length - 1;
  }

  /** Deploys the supergraph with another description on it: to the gateway a new one, valid for everybody. */
  swapSupergraph(mark: string): void {
    const fresh = join(this.folder, 'supergraph.new');
    writeFileSync(fresh, `# ${mark}\n${readFileSync(SCHEMA, 'utf8')}`);
    renameSync(fresh, join(this.folder, 'supergraph.graphql'));
  }

  token(persona: string): Promise<string> {
    const known = this.#tokens.get(persona);
    if (known && known.until > Date.now()) return known.token;
    const request = { publicUrl: this.url, secret: this.secret, persona, level: 'SUBSTANTIAL', client: 'portal' };
    const token = fetchToken(request);
    this.#tokens.set(persona, { token, until: Date.now() + TOKEN_MS });
    token.catch(() => this.#tokens.delete(persona));
    return token;
  }

  async ask<Data>(persona: string, query: string, variables: object = {}): Promise<Data> {
    const response = await fetch(`${this.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await this.token(persona)}` },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(10_000),
    });
    const { data, errors } = (await response.json()) as Answer;
    if (errors) throw new Error(JSON.stringify(errors));
    return data as Data;
  }

  async submit(persona: string): Promise<{ id: string; version: number }> {
    const input = { service: 'geburtsurkunde', data: formOf('geburtsurkunde'), idempotencyKey: uuidv4() };
    return (await this.ask<Submitted>(persona, SUBMIT, { input })).submitCase.case;
  }

  /** One change of state, tried until it is acknowledged: the key makes it one, however often it is sent. */
  async change(caseId: string, state: string, idempotencyKey: string): Promise<number> {
    const input = { caseId, state, idempotencyKey };
    const { advanceCase } = await this.ask<{ advanceCase: { case: { version: number } } }>('clerk', ADVANCE, { input });
    return advanceCase.case.version;
  }

  async headCursor(persona: string): Promise<string> {
    const { me } = await this.ask<{ me: { cases: { cursor: string } } }>(
      persona,
      '{ me { cases(first: 1) { cursor } } }',
    );
    return me.cases.cursor;
  }

  /** All that was committed, by case in the order of the log; from the database itself. */
  async truth(): Promise<Truth> {
    const { adminUrl, bySubgraph } = this.hub.databases;
    const url = new URL(adminUrl);
    url.pathname = new URL(bySubgraph.townhall?.ownerUrl as string).pathname;
    const rows = await withConnection(url.href, async (client) => {
      const statement = 'select subject, version::int from event where lead order by seq nulls last, id';
      return (await client.query<{ subject: string; version: number }>(statement)).rows;
    });
    const truth = new Map<string, number[]>();
    for (const { subject, version } of rows) truth.set(subject, [...(truth.get(subject) ?? []), version]);
    return truth;
  }
}
