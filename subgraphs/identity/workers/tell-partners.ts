import { createHmac } from 'node:crypto';
import { importJWK, SignJWT } from 'jose';
import { pairwiseId, webhookSecret } from '../../../platform/clients/index.ts';
import type { JobDefinition, JobRun } from '../../../platform/jobs/index.ts';
import type { Kit } from '../../../platform/subgraph/index.ts';
import { DAY, MINUTE } from '../../../platform/time.ts';
import { LOGOUT_JOB, WEBHOOK_JOB } from '../actions/partner-notices.ts';
import { ForbiddenAddressError, guardedPost } from '../connectors/guarded-post.ts';
import { isNeeded, type PartnerApp } from '../domain/partner-app.ts';
import { loadSigningKeys } from '../provider/signing-keys.ts';
import type { IdentityServices } from '../services.ts';

type Parts = { readonly kit: Kit; readonly services: IdentityServices };

/** Every ten minutes in the end: an app that is down over a weekend still hears. */
const retries = (3 * DAY) / (10 * MINUTE);

/** Jobs that tell partner apps: tried again with growing pauses for three days, until the app has heard it or says it never will. */
export const tellPartners = (parts: Parts): JobDefinition[] => [
  { name: WEBHOOK_JOB, retries, run: (run) => tell(parts, run, ({ webhookUri }) => webhookUri, revokedMessage) },
  {
    name: LOGOUT_JOB,
    retries,
    run: (run) => tell(parts, run, ({ backchannelLogoutUri }) => backchannelLogoutUri, logoutMessage),
  },
];

interface Message {
  readonly headers: Record<string, string>;
  readonly body: string;
}

async function tell(
  parts: Parts,
  run: JobRun,
  addressOf: (app: PartnerApp) => string | null,
  write: (parts: Parts, run: JobRun, app: PartnerApp) => Promise<Message>,
): Promise<void> {
  const { logger, env } = parts.kit;
  const app = parts.services.apps.get(run.data.client ?? '');
  const address = app && addressOf(app);
  if (!address) return;
  const client = app.clientId;
  try {
    const message = await write(parts, run, app);
    const status = await guardedPost(address, message, { allowLoopback: env.NODE_ENV !== 'production' });
    if (status < 300) return;
    // Gone for good, or it understood and will not: asking again changes nothing.
    if (status === 410 || status === 400)
      return logger.warn({ client, status }, 'a partner app does not want to be told');
    throw new Error(`the partner app answered ${status}`);
  } catch (error) {
    if (!(error instanceof ForbiddenAddressError)) throw error;
    logger.error({ client }, 'a partner app has an address that the hub does not post to');
  }
}

/** Standard Webhooks: id, time and body under one HMAC. The same id in every attempt. */
async function revokedMessage(
  { kit, services }: Parts,
  { id, data }: JobRun,
  { clientId }: PartnerApp,
): Promise<Message> {
  const { citizen = '', purpose = '' } = data;
  const timestamp = String(Math.floor(Date.now() / 1000));
  const told = { client_id: clientId, sub: pairwiseId(services.pairwise, clientId, citizen), purpose };
  const type = isNeeded(purpose) ? 'account.unlinked' : 'consent.revoked';
  const body = JSON.stringify({ type, timestamp: new Date().toISOString(), data: told });
  const key = Buffer.from(webhookSecret(kit.secret, clientId).slice('whsec_'.length), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    },
    body,
  };
}

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';

/** Logout token (OpenID Connect Back-Channel Logout 1.0): the app's own names for person and session. */
async function logoutMessage(
  { kit, services }: Parts,
  { id, data }: JobRun,
  { clientId }: PartnerApp,
): Promise<Message> {
  const [key] = (await loadSigningKeys(kit.database, kit.secret)).private;
  const toward = (inner = '') => pairwiseId(services.pairwise, clientId, inner);
  const token = await new SignJWT({ sid: toward(data.session), events: { [LOGOUT_EVENT]: {} } })
    .setProtectedHeader({ alg: 'ES256', typ: 'logout+jwt', kid: key?.kid })
    .setIssuer(services.publicUrl)
    .setAudience(clientId)
    .setSubject(toward(data.citizen))
    .setJti(id)
    .setIssuedAt()
    .setExpirationTime('2m')
    .sign(await importJWK(key as never, 'ES256'));
  return {
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ logout_token: token }).toString(),
  };
}
