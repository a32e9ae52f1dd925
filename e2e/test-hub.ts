import '../hub/quiet-runtime.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type HubConfig, readHubConfig } from '../hub/config.ts';
import { fetchToken } from '../hub/fetch-token.ts';
import { localTarget } from '../hub/seed/local-target.ts';
import { seedDemo } from '../hub/seed/seed-demo.ts';
import { freePorts } from '../hub/split/processes.ts';
import { type Hub, startHub } from '../hub/start-hub.ts';
import type { Sandbox } from '../sandbox/start-sandbox.ts';
import { adoptIssuer, analyze, settle } from './databases.ts';
import { demoDatabases, emptyDatabases, type TestDatabases } from './demo-town.ts';
import type { Answer } from './process-hub.ts';
import { connectSocket, type SocketClient, type StreamResult } from './socket-client.ts';

type Variables = Readonly<Record<string, unknown>>;

/** How a demo person signs in; default: through the portal, SUBSTANTIAL, with all scopes of the client. */
export interface SignIn {
  readonly level?: string;
  readonly client?: string;
  readonly scope?: string;
}

/** One person's way of asking the hub. */
export interface TestPerson {
  /** Data of an operation that must succeed; throws the errors otherwise. */
  query<Data>(document: string, variables?: Variables): Promise<Data>;
  /** The whole answer, errors and all. */
  ask<Data>(document: string, variables?: Variables): Promise<Answer<Data>>;
  /** Events over a WebSocket of this person's own, which `stop` closes. */
  subscribe<Data>(document: string, variables?: Variables): AsyncGenerator<StreamResult<Data>>;
  token(): Promise<string>;
}

export interface TestHubOptions {
  /** Whether the demo town is there from the start; default true. */
  readonly demoTown?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

const SECRET = 'a secret of the test hub, the same for every clone of a template';
/** A token works for five minutes. */
const TOKEN_MS = 180_000;

/** The whole hub in this process, sandbox included, on databases and ports of its own. */
export class TestHub {
  readonly #tokens = new Map<string, { token: Promise<string>; until: number }>();
  readonly #sockets: SocketClient[] = [];

  private constructor(
    readonly hub: Hub,
    readonly sandbox: Sandbox,
    readonly databases: TestDatabases,
  ) {}

  static async start({ demoTown = true, env = {} }: TestHubOptions = {}): Promise<TestHub> {
    const databases = await (demoTown ? demoDatabases(seed) : emptyDatabases());
    const config = await makeConfig(env);
    // A linked account is known by its issuer, and this sandbox listens on a port of its own.
    if (demoTown) await adoptIssuer(databases.identity.adminUrl, `http://127.0.0.1:${config.sandboxPort}/idp`);
    return TestHub.on(databases, config);
  }

  /** Starts on given databases. */
  static async on(databases: TestDatabases, config: HubConfig): Promise<TestHub> {
    const hub = await startHub(config, databases);
    return new TestHub(hub, hub.sandbox as Sandbox, databases);
  }

  get url(): string {
    return this.hub.config.publicUrl;
  }

  /** Speaks as a demo person (`erika`, `max`, `clerk`, ...); nobody when undefined. */
  as(persona?: string, signIn: SignIn = {}): TestPerson {
    const token = async () => (persona ? this.token(persona, signIn) : '');
    const ask = async <Data>(query: string, variables: Variables = {}) =>
      this.post<Data>(await token(), { query, variables });
    return {
      token,
      ask,
      query: async <Data>(document: string, variables?: Variables) => {
        const { data, errors } = await ask<Data>(document, variables);
        if (errors) throw new Error(JSON.stringify(errors));
        return data;
      },
      subscribe: <Data>(document: string, variables?: Variables) => this.stream<Data>(token, document, variables),
    };
  }

  async stop(): Promise<void> {
    await Promise.all(this.#sockets.map((socket) => socket.close()));
    await this.hub.stop();
    rmSync(this.hub.config.dataFolder, { recursive: true, force: true });
    await Promise.all(Object.values(this.databases).map((database) => database.drop()));
  }

  private token(persona: string, { level = 'SUBSTANTIAL', client = 'portal', scope }: SignIn): Promise<string> {
    const key = JSON.stringify([persona, level, client, scope]);
    const known = this.#tokens.get(key);
    if (known && known.until > Date.now()) return known.token;
    const token = fetchToken({ publicUrl: this.url, secret: SECRET, persona, level, client, scope });
    this.#tokens.set(key, { token, until: Date.now() + TOKEN_MS });
    return token;
  }

  /** Without a socket: what the request causes stays in the asynchronous context of who asks, so statements can be counted. */
  private async post<Data>(token: string, payload: object): Promise<Answer<Data>> {
    const headers = token ? { authorization: `Bearer ${token}` } : {};
    const response = await this.hub.gateway.app.inject({ method: 'POST', url: '/graphql', headers, payload });
    return response.json<Answer<Data>>();
  }

  private async *stream<Data>(token: () => Promise<string>, document: string, variables: Variables = {}) {
    const socket = connectSocket(`${this.url.replace('http', 'ws')}/graphql`, await token());
    this.#sockets.push(socket);
    yield* socket.subscribe<Data>(document, variables);
  }
}

/** Starts the hub for a test file: under two seconds once the demo town of the day is there. */
export const startTestHub = (options?: TestHubOptions): Promise<TestHub> => TestHub.start(options);

async function makeConfig(env: Readonly<Record<string, string>> = {}): Promise<HubConfig> {
  const [port, sandboxPort] = await freePorts(2);
  return readHubConfig({
    PORT: String(port),
    SANDBOX_PORT: String(sandboxPort),
    STADTTOR_DATA: mkdtempSync(join(tmpdir(), 'stadttor-hub-')),
    STADTTOR_SECRET: SECRET,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'silent',
    LOG_FILE: 'stdout',
    ...env,
  });
}

/** Fills empty databases through a hub of their own, and waits until every subgraph has heard of everything. */
async function seed(databases: TestDatabases): Promise<void> {
  const config = await makeConfig();
  const hub = await startHub(config, databases);
  try {
    await seedDemo(localTarget(hub, hub.sandbox as Sandbox));
    await settle(Object.entries(databases).map(([name, { adminUrl }]) => [name, adminUrl]));
  } finally {
    await hub.stop();
    rmSync(config.dataFolder, { recursive: true, force: true });
  }
  await Promise.all(Object.values(databases).map(({ adminUrl }) => analyze(adminUrl)));
}
