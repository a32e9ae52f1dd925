import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Gateway, makeGateway } from '../../gateway/server.ts';
import { localTransport } from '../../gateway/transports/local.ts';
import type { Hub } from '../../hub/start-hub.ts';
import { makeLogger } from '../../platform/server/index.ts';
import { partnerFolder } from '../partner-folder.ts';
import { startTestHub, type TestHub } from '../test-hub.ts';
import { FairClock } from './fair-clock.ts';
import { Receivers } from './receivers.ts';

const SUPERGRAPH = join(import.meta.dirname, '..', '..', 'schema', 'supergraph.graphql');

/** The whole hub with a second gateway that shares nothing with the first but the subgraphs, and partner apps that listen. */
export class TwoGateways {
  readonly clock = new FairClock();

  private constructor(
    readonly hub: TestHub,
    readonly receivers: Receivers,
    /** Where the apps are called back after a sign-in. */
    readonly redirectUri: string,
    private readonly second: Gateway,
    /** Addresses of both. */
    readonly urls: readonly string[],
    private readonly folder: string,
  ) {}

  static async start(): Promise<TwoGateways> {
    const receivers = await Receivers.start();
    const { folder, redirectUri } = await partnerFolder();
    listen(folder, receivers.url);
    const hub = await startTestHub({ env: { PARTNERS: folder } });
    const second = await secondGateway(hub.hub);
    const urls = [hub.url.replace('localhost', '127.0.0.1'), await second.listen(0, '127.0.0.1')];
    return new TwoGateways(hub, receivers, redirectUri, second, urls, folder);
  }

  async stop(): Promise<void> {
    this.clock.stop();
    await this.second.close();
    await this.hub.stop();
    this.receivers.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Both apps want to hear of everything there is to hear. */
function listen(folder: string, url: string): void {
  const waste = join(folder, 'waste-app.yaml');
  appendFileSync(waste, `\nbackchannelLogoutUri: ${url}/waste-app/logout\nwebhookUri: ${url}/waste-app/webhook\n`);
  const portal = join(folder, 'state-portal.yaml');
  const file = readFileSync(portal, 'utf8').replace(/^webhookUri: .*$/m, `webhookUri: ${url}/state-portal/webhook`);
  writeFileSync(portal, file);
}

/** As a second process would be: caches, plans, sockets and streams of its own. */
const secondGateway = ({ config, secret, subgraphs }: Hub): Promise<Gateway> =>
  makeGateway({
    supergraphSdl: readFileSync(SUPERGRAPH, 'utf8'),
    transports: new Map([...subgraphs.all].map(([name, { executor }]) => [name, localTransport(executor, 'gateway')])),
    identity: { secret, ask: (question, body) => subgraphs.ask('identity', question, body, 'gateway') },
    publicUrl: config.publicUrl,
    logger: makeLogger({ level: 'silent' }),
    production: false,
    rights: true,
  });
