import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { clientKey, clientSecret, webhookSecret } from '../platform/clients/index.ts';
import type { KeyAndCertificate } from '../sandbox/saml/make-certificate.ts';
import { type Sandbox, type SandboxClient, startSandbox } from '../sandbox/start-sandbox.ts';
import type { StatePortalRegistration } from '../sandbox/state-portal/hub-client.ts';
import type { HubConfig } from './config.ts';
import { derivedSecret } from './derived-secret.ts';
import { accountsOfSandbox } from './sandbox-accounts.ts';
import { DEMO_TOWN } from './seed/town.ts';

export { ENTITY_HOST, STATE_ACCOUNT } from './sandbox-accounts.ts';

/** How the hub is known to its stand-ins; the same settings a town gives for the real systems. */
const HUB_CLIENT = 'stadttor';
const STATE_PORTAL = 'state-portal';
const ENDPOINT = DEMO_TOWN.ars;
const ORIGINATOR = 'stadttor';
const MAIL_SENDER = 'Stadttor <noreply@stadttor.example>';

export interface SandboxSettings {
  readonly port: number;
  readonly mailPort: number;
  readonly clients: readonly SandboxClient[];
  readonly samlKey: KeyAndCertificate;
  readonly statePortal: StatePortalRegistration;
  /** What the subgraphs read from their environment to reach the stand-ins. */
  readonly env: Readonly<Record<string, string>>;
}

/** The stand-ins' port, their clients and what the subgraphs are told; the same in one process and in many. */
export async function sandboxSettings(config: HubConfig, secret: string): Promise<SandboxSettings> {
  const port = await stablePort(config);
  // Not `localhost`: cookies know no ports, and the hub's own sign-in lives there.
  const url = `http://127.0.0.1:${port}`;
  const hubSecret = derivedSecret(secret, 'sandbox:hub');
  const accounts = accountsOfSandbox(config, { url, clientId: HUB_CLIENT, clientSecret: hubSecret });
  const client: SandboxClient = {
    clientId: HUB_CLIENT,
    clientSecret: hubSecret,
    signIn: accounts.signIn,
    saml: accounts.saml,
    payment: { originatorIds: [ORIGINATOR], endPointIds: [ENDPOINT], transactionIds: 'request-id' },
  };
  return {
    port,
    // The split form says which one; in one process the mail server itself tells where it is.
    mailPort: Number(config.env.SANDBOX_MAIL_PORT ?? 0),
    clients: [client],
    samlKey: accounts.samlKey,
    statePortal: statePortalOf(config, secret),
    env: {
      PARTNER_STATE_PORTAL_URL: `${url}/state-portal`,
      STATE_ACCOUNT_PROVIDERS: JSON.stringify(accounts.providers),
      SMTP_URL: `smtp://127.0.0.1:${config.env.SANDBOX_MAIL_PORT ?? 0}`,
      MAIL_FROM: MAIL_SENDER,
      PAYPAGE_URL: `${url}/paypage/api/v1.0.0`,
      PAYPAGE_TOKEN_URL: `${url}/paypage/oauth/token`,
      PAYPAGE_CLIENT_ID: HUB_CLIENT,
      PAYPAGE_CLIENT_SECRET: hubSecret,
      PAYPAGE_ORIGINATOR: ORIGINATOR,
      PAYPAGE_ENDPOINT: ENDPOINT,
    },
  };
}

export const openSandbox = (
  config: HubConfig,
  { port, mailPort, clients, samlKey, statePortal }: SandboxSettings,
): Promise<Sandbox> =>
  startSandbox({
    port,
    mailPort,
    samlKey,
    statePortal,
    dataFolder: join(config.dataFolder, 'sandbox'),
    clients: [...clients],
    town: DEMO_TOWN,
  });

/** What the town hands to the partner `state-portal` (`hub/commands/client.ts`). */
const statePortalOf = ({ publicUrl }: HubConfig, secret: string): StatePortalRegistration => ({
  hub: publicUrl,
  clientId: STATE_PORTAL,
  clientSecret: clientSecret(secret, STATE_PORTAL),
  signingKey: { ...clientKey(secret, STATE_PORTAL) },
  webhookSecret: webhookSecret(secret, STATE_PORTAL),
});

/**
 * The issuer's address is half of every linked identity, so the port stays what it was at the first start; a free one is
 * taken then when the usual one is busy.
 */
async function stablePort({ dataFolder, sandboxPort, env }: HubConfig): Promise<number> {
  const file = join(dataFolder, 'sandbox-port');
  if (env.SANDBOX_PORT) return sandboxPort;
  if (existsSync(file)) return Number(readFileSync(file, 'utf8'));
  const port = (await isFree(sandboxPort)) ? sandboxPort : await freePort();
  writeFileSync(file, String(port));
  return port;
}

const isFree = async (port: number): Promise<boolean> => port !== 0 && (await tryListen(port)) !== undefined;

async function freePort(): Promise<number> {
  const port = await tryListen(0);
  if (!port) throw new Error('No free port for the sandbox.');
  return port;
}

const tryListen = (port: number): Promise<number | undefined> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : undefined));
    });
  });
