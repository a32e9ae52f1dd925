import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkClients } from './check-clients.ts';
import type { SandboxClient } from './clients.ts';
import type { PaymentFault, SignInFault } from './faults/fault.ts';
import { FaultBook } from './faults/fault-book.ts';
import { makeListener } from './http/listener.ts';
import { makeReporter, type SandboxLogger } from './http/reporter.ts';
import { makeIdentityProvider } from './identity-provider/identity-provider.ts';
import { loadSigningKey } from './identity-provider/keys.ts';
import { MUSTERSTADT, type Town } from './identity-provider/personas.ts';
import { makeSignInAdmin } from './identity-provider/sign-in-admin.ts';
import { type CaughtMail, MailCatcher } from './mail/mail-catcher.ts';
import { makeMailPages } from './mail/mail-pages.ts';
import { type Misbehaviour, makeMisbehaviour } from './misbehaviour.ts';
import { Cashier } from './paypage/cashier.ts';
import { makePaypage } from './paypage/paypage.ts';
import { SamlKeys } from './saml/keys.ts';
import type { KeyAndCertificate } from './saml/make-certificate.ts';
import { makeSamlAdmin } from './saml/saml-admin.ts';
import { makeSamlFace } from './saml/saml-face.ts';
import type { StatePortalRegistration } from './state-portal/hub-client.ts';
import { makeStatePortal } from './state-portal/state-portal.ts';
import { openStore } from './store/open-store.ts';

export interface SandboxOptions {
  /** 0 for any free port. */
  port: number;
  /** Port of the mail server; any free one unless said otherwise. */
  mailPort?: number;
  /** Address to listen on; default: this machine only. */
  host?: string;
  /** Address under which browsers and the hub reach it; default: made from host and port. */
  publicUrl?: string;
  /** Where keys, sign-ins and payments are kept; in memory when absent. */
  dataFolder?: string;
  clients: readonly SandboxClient[];
  /** With what SAML answers are signed, when others must know it before the start; else a key of its own. */
  samlKey?: KeyAndCertificate;
  /** Where the test persons live; default: a town that does not exist. */
  town?: Town;
  /** Where the stand-in for a state portal links to; without it there is none. */
  statePortal?: StatePortalRegistration;
  logger?: SandboxLogger;
}

/** A running sandbox. */
export interface Sandbox {
  url: string;
  /** Issuer of the identity provider. */
  issuer: string;
  /** Entity id of its SAML face; requests go to `/sso` below it. */
  samlEntityId: string;
  /** With which its SAML answers are signed, PEM. */
  samlCertificate: string;
  /** Base address of the payment service's interface. */
  paypageUrl: string;
  /** Token endpoint of the payment service. */
  paypageTokenUrl: string;
  /** Address of the mail server: `smtp://127.0.0.1:port`. */
  mailUrl: string;
  /** Mails it caught, newest first; those to one address when it is named. */
  mails(to?: string): readonly CaughtMail[];
  /** Switches for wrong behaviour, and the payment service's ledger. */
  misbehave: Misbehaviour;
  close(): Promise<void>;
}

export type { Ledger } from './paypage/ledger.ts';
export type { CaughtMail, Misbehaviour, PaymentFault, SandboxClient, SandboxLogger, SignInFault };

/** Starts the stand-ins for outside systems: a state identity provider and a payment service, behind one port. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  if (process.env.NODE_ENV === 'production') throw new Error('The sandbox never starts with NODE_ENV=production.');
  const { port, host = '127.0.0.1', clients, town = MUSTERSTADT, logger } = options;
  checkClients(clients);
  const store = openStore(options.dataFolder);
  const faults = new FaultBook(store);
  const report = makeReporter(logger);
  const server = createServer();
  let mail: MailCatcher | undefined;
  try {
    mail = await MailCatcher.start(options.mailPort ?? 0, host);
    const catcher = mail;
    const address = await listen(server, port, host);
    const url = options.publicUrl ?? address;
    const issuer = `${url}/idp`;
    const samlEntityId = `${url}/saml`;
    const samlKeys = new SamlKeys(store, options.samlKey);
    const cashier = new Cashier(store, faults);
    const behindProxy = options.publicUrl !== undefined;
    const handlers = {
      '/idp/admin': makeSignInAdmin(faults),
      '/idp': makeIdentityProvider({ issuer, clients, store, faults, town, behindProxy, report }),
      '/mail': makeMailPages(catcher),
      '/saml/admin': makeSamlAdmin(faults),
      '/saml': makeSamlFace({ entityId: samlEntityId, clients, store, faults, town, keys: samlKeys }),
      ...(options.statePortal && {
        '/state-portal': makeStatePortal(options.statePortal, `${url}/state-portal`),
      }),
      '/paypage': makePaypage({ baseUrl: `${url}/paypage`, clients, store, faults, cashier }),
    };
    server.on('request', makeListener(handlers, report));
    return {
      url,
      issuer,
      samlEntityId,
      get samlCertificate() {
        return samlKeys.own.certificate;
      },
      paypageUrl: `${url}/paypage/api/v1.0.0`,
      paypageTokenUrl: `${url}/paypage/oauth/token`,
      mailUrl: catcher.url,
      mails: (to) => catcher.mails(to),
      misbehave: makeMisbehaviour(faults, cashier, loadSigningKey(store)),
      close: async () => {
        await catcher.close();
        await closeServer(server);
        store.close();
      },
    };
  } catch (error) {
    server.close();
    await mail?.close();
    store.close();
    throw error;
  }
}

async function listen(server: Server, port: number, host: string): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
  const { port: bound } = server.address() as AddressInfo;
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${bound}`;
}

/** Connections that a fault keeps silent would hold the server for ever: they are cut. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
