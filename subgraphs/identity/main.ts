import { pairwiseKey } from '../../platform/clients/index.ts';
import { citizenReference, defineSubgraph, type Kit, meResolver, type Parts } from '../../platform/subgraph/index.ts';
import { type EnsureCitizenQuestion, ensureCitizen } from './actions/ensure-citizen.ts';
import { PartnerNotices } from './actions/partner-notices.ts';
import { PendingFlows } from './actions/pending-flows.ts';
import {
  type PrincipalQuestion,
  type PrincipalsQuestion,
  resolvePrincipal,
  resolvePrincipals,
} from './actions/resolve-principal.ts';
import { Sessions } from './actions/sessions.ts';
import { type AttributesQuestion, verifiedAttributes } from './actions/verified-attributes.ts';
import { readConfig } from './config.ts';
import { loadPartnerApps } from './connectors/partner-files.ts';
import { StateAccounts } from './connectors/state-accounts.ts';
import { ratesOf } from './domain/partner-app.ts';
import { deriveKey, Seal } from './domain/seal.ts';
import { SealedGrants } from './domain/sealed-grants.ts';
import { AccountLink } from './entities/account-link.ts';
import { Citizen } from './entities/citizen.ts';
import { Consent } from './entities/consent.ts';
import { LinkedAccount } from './entities/linked-account.ts';
import { identityTables } from './migrations/0001-identity.ts';
import { signInTables } from './migrations/0002-sign-in.ts';
import { linkingTables } from './migrations/0003-linking.ts';
import { providerTables } from './migrations/0004-provider.ts';
import { signOutNotices } from './migrations/0005-sign-out-notices.ts';
import { grantsBySession } from './migrations/0006-grants-by-session.ts';
import { AccountLinkResolver } from './modules/linking/resolvers/account-link.ts';
import { LinkedAccountResolver, LinkedAttribute } from './modules/linking/resolvers/linked-account.ts';
import { Steps } from './modules/sign-in/actions/steps.ts';
import { CitizenSignInResolver } from './modules/sign-in/resolvers/citizen-sign-in.ts';
import { SignInMethod } from './modules/sign-in/resolvers/sign-in-method.ts';
import { SignInMutations } from './modules/sign-in/resolvers/sign-in-mutations.ts';
import { SignInSession } from './modules/sign-in/resolvers/sign-in-session.ts';
import { makeSignInServices } from './modules/sign-in/services.ts';
import { makeProvider } from './provider/make-provider.ts';
import { ProviderHost } from './provider/provider-host.ts';
import { RefusalLog } from './provider/refusal-log.ts';
import { publicKeys, rotateSigningKey } from './provider/signing-keys.ts';
import { CitizenResolver } from './resolvers/citizen.ts';
import { ConsentResolver } from './resolvers/consent.ts';
import { PartnerAppResolver } from './resolvers/partner-app.ts';
import { PartnerAppView, PartnerPurpose } from './resolvers/types/partner-app-view.ts';
import { browserCookie, deviceCookie } from './routes/cookies.ts';
import { identityRoutes, PREFIXES } from './routes/identity-routes.ts';
import { providerPages } from './routes/refusals.ts';
import type { IdentityServices } from './services.ts';
import { followTownhall } from './workers/follow-townhall.ts';
import { Sweeper } from './workers/sweeper.ts';
import { tellPartners } from './workers/tell-partners.ts';
import { TellSignOuts } from './workers/tell-sign-outs.ts';

/** Identity (Identität): who you are: sign-in, linked state accounts, the hub as OpenID provider, consents. */
export const identity = defineSubgraph<IdentityServices>({
  name: 'identity',
  entities: [LinkedAccount, Consent, AccountLink],
  migrations: [identityTables, signInTables, linkingTables, providerTables, signOutNotices, grantsBySession],
  resolvers: [
    meResolver(Citizen),
    CitizenResolver,
    LinkedAccountResolver,
    ConsentResolver,
    PartnerAppResolver,
    AccountLinkResolver,
    CitizenSignInResolver,
    SignInMutations,
  ],
  types: [
    Citizen,
    SignInSession,
    SignInMethod,
    LinkedAccount,
    LinkedAttribute,
    Consent,
    AccountLink,
    PartnerAppView,
    PartnerPurpose,
  ],
  references: { Citizen: citizenReference(Citizen) },
  prefixes: PREFIXES,
  start,
});

async function start(kit: Kit): Promise<Parts<IdentityServices>> {
  const { database, logger, secret } = kit;
  const services = makeServices(kit);
  const sessions = new Sessions(database);
  const parts = { database, logger, sessions, services };
  const refusals = new RefusalLog(logger);
  const host = await ProviderHost.open({
    ...parts,
    secret,
    make: (keys) => makeProvider({ ...parts, keys, secret, refusals, pages: providerPages(refusals) }),
  });
  const flows = new PendingFlows(database, services.flowSeal);
  const { publicUrl } = kit;
  const cookies = { cookie: browserCookie(publicUrl), deviceCookie: deviceCookie(publicUrl) };
  const steps = new Steps(database, services.signIn.key);
  return {
    services,
    workers: [followTownhall(kit), new Sweeper(database, logger), new TellSignOuts(database, services, logger), host],
    jobs: [
      { name: 'rotate-signing-key', cron: '0 3 1 * *', run: () => rotateSigningKey(database, secret) },
      ...tellPartners({ kit, services }),
    ],
    routes: identityRoutes({
      ...parts,
      flows,
      ...cookies,
      steps,
      get provider() {
        return host.current;
      },
    }),
    internal: questions(kit, services, sessions),
    close: async () => services.signIn.mailer?.close(),
  };
}

function makeServices({ database, env, publicUrl, secret, logger, jobs }: Kit): IdentityServices {
  const config = readConfig(env);
  const callback = { callbackBase: `${publicUrl}/link/callback`, timeoutMs: config.providerTimeoutMs };
  return {
    database,
    config,
    publicUrl,
    apps: loadPartnerApps(config.partnersFolder, publicUrl, env),
    stateAccounts: new StateAccounts(config.providers, callback),
    linkKey: deriveKey(secret, 'account-link'),
    flowSeal: new Seal(secret, 'sign-in'),
    mailboxSeal: new Seal(secret, 'mailbox-handle'),
    pairwise: pairwiseKey(secret),
    grants: new SealedGrants(new Seal(secret, 'grant')),
    notices: new PartnerNotices((work, name, data) => jobs.later(work, name, data)),
    signIn: makeSignInServices({ config, publicUrl, secret, logger }),
  };
}

/** What other parts of the hub may ask. */
function questions(
  { database, logger }: Kit,
  services: IdentityServices,
  sessions: Sessions,
): Parts<IdentityServices>['internal'] {
  return {
    keys: async () => ({ keys: await publicKeys(database) }),
    principal: (question) => resolvePrincipal({ database, services }, question as PrincipalQuestion),
    principals: (asked) => resolvePrincipals({ database, services, logger }, asked as PrincipalsQuestion),
    rates: async () => ratesOf(services.apps),
    attributes: (question) => verifiedAttributes(database, question as AttributesQuestion),
    ensureCitizen: (question) => ensureCitizen({ database, services }, question as EnsureCitizenQuestion),
    endSession: async (question) => ({ ended: await sessions.end({ id: (question as { session: string }).session }) }),
  };
}
