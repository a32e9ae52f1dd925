import { randomUUID } from 'node:crypto';
import { isFirstTime } from '../../../actions/seen-messages.ts';
import { SignInRefusedError } from '../../../domain/errors.ts';
import { readForm } from '../../../routes/form.ts';
import type { RouteParts, Visit } from '../../../routes/parts.ts';
import { logRefusal } from '../../../routes/refusals.ts';
import { endProviderSessions } from '../actions/provider-sessions.ts';

/**
 * `POST /link/logout/:provider`, form field `logout_token`: a provider says that a sign-in ended there (OpenID Connect Back-Channel
 * Logout 1.0); what was begun with it ends here. 400 for what does not hold.
 */
export async function finishBackChannelLogout(parts: RouteParts, visit: Visit): Promise<void> {
  const { response } = visit;
  response.setHeader('cache-control', 'no-store');
  try {
    const account = parts.services.stateAccounts.get(visit.params.provider ?? '');
    const form = await readForm(visit.request);
    const ended = await account.endedSession?.(form.get('logout_token') ?? '');
    const { issuer, messageId: id, expiresAt: until } = ended ?? {};
    if (!ended || !issuer || !id || !until) throw new SignInRefusedError('logout-invalid');
    if (!(await isFirstTime(parts.database, { issuer, id, until }))) throw new SignInRefusedError('logout-invalid');
    await endProviderSessions(parts.database, ended);
    response.statusCode = 200;
  } catch (error) {
    if (!(error instanceof SignInRefusedError)) throw error;
    logRefusal(parts.logger, error, randomUUID());
    response.statusCode = 400;
    response.setHeader('content-type', 'application/json');
    return void response.end('{"error":"invalid_request"}');
  }
  response.end();
}
