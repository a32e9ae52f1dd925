import { SignInRefusedError } from '../../../domain/errors.ts';
import type { RouteParts, Visit } from '../../../routes/parts.ts';

/** `GET /link/metadata/:provider`: what a SAML provider wants to know of the hub before it lets anybody in. */
export async function showMetadata({ services }: RouteParts, { params, response }: Visit): Promise<void> {
  const metadata = services.stateAccounts.get(params.provider ?? '').metadata?.();
  if (!metadata) throw new SignInRefusedError('provider-unknown');
  response.setHeader('content-type', 'application/samlmetadata+xml');
  response.setHeader('x-content-type-options', 'nosniff');
  response.end(metadata);
}
