import { randomUUID } from 'node:crypto';
import { withConnection } from '../../platform/database/cluster/connect.ts';
import { formIn, signInBySaml } from '../../sandbox/drive.ts';
import { ask } from './channels.ts';
import type { Holder } from './holder.ts';
import type { TwoGateways } from './two-gateways.ts';

/** What a citizen does in the portal, at the first gateway. */
export async function graph<Data>({ urls }: TwoGateways, { token }: Holder, query: string): Promise<Data> {
  const { data, errors } = await ask(String(urls[0]), token, query.replace('$key', `"${randomUUID()}"`));
  if (errors) throw new Error(JSON.stringify(errors));
  return data as Data;
}

export async function citizenIdOf(town: TwoGateways, portal: Holder): Promise<string> {
  return (await graph<{ me: { id: string } }>(town, portal, '{ me { id } }')).me.id;
}

interface Consents {
  me: { consents: { id: string; client: string; purpose: string; stands: boolean }[] };
}

export async function revokeConsent(town: TwoGateways, portal: Holder, client: string, purpose: string): Promise<void> {
  const { me } = await graph<Consents>(town, portal, '{ me { consents { id client purpose stands } } }');
  const found = me.consents.find((each) => each.client === client && each.purpose === purpose && each.stands);
  const input = `{ consentId: "${found?.id}", idempotencyKey: $key }`;
  await graph(town, portal, `mutation { revokeConsent(input: ${input}) { consent { id } } }`);
}

/** Ends the very session she asks in. */
export async function signOut(town: TwoGateways, portal: Holder): Promise<void> {
  type Sessions = { me: { sessions: { id: string; current: boolean }[] } };
  const { me } = await graph<Sessions>(town, portal, '{ me { sessions { id current } } }');
  const here = me.sessions.find(({ current }) => current);
  const input = `{ sessionId: "${here?.id}", idempotencyKey: $key }`;
  await graph(town, portal, `mutation { endSession(input: ${input}) { sessionId } }`);
}

/** Address at which her browser is to begin linking BundID. */
export async function beginLink(town: TwoGateways, portal: Holder): Promise<string> {
  const input = `{ provider: "bundid", returnUrl: "${town.hub.url}/" }`;
  const query = `mutation { startAccountLink(input: ${input}) { redirectUrl } }`;
  return (await graph<{ startAccountLink: { redirectUrl: string } }>(town, portal, query)).startAccountLink.redirectUrl;
}

/** Links BundID in the browser of her portal. */
export async function linkBundId(town: TwoGateways, portal: Holder, persona: string): Promise<void> {
  const page = await visit(portal, await beginLink(town, portal));
  const { action, fields } = await signInBySaml(formIn(page), { persona });
  await portal.browser.go(action, () => false, new URLSearchParams(fields));
}

export const visit = async ({ browser }: Holder, address: string): Promise<string> => {
  const step = await browser.go(address, () => false);
  return typeof step === 'string' ? '' : step.response.text();
};

export async function unlink(town: TwoGateways, portal: Holder, provider: string): Promise<void> {
  type Accounts = { me: { linkedAccounts: { id: string; provider: string }[] } };
  const { me } = await graph<Accounts>(town, portal, '{ me { linkedAccounts { id provider } } }');
  const found = me.linkedAccounts.find((each) => each.provider === provider);
  const input = `{ linkedAccountId: "${found?.id}", idempotencyKey: $key }`;
  await graph(town, portal, `mutation { unlinkAccount(input: ${input}) { unlinkedAccountId } }`);
}

/** Runs one statement in identity's database, as its operator could. */
export const inIdentity = <Row extends object>({ hub }: TwoGateways, sql: string, values: readonly string[]) =>
  withConnection(hub.databases.identity.adminUrl, async (client) => (await client.query<Row>(sql, [...values])).rows);
