import DataLoader from 'dataloader';
import type { Logger } from 'pino';
import { pairwiseId } from '../../../platform/clients/index.ts';
import { type Database, isUuid } from '../../../platform/database/index.ts';
import { BadUserInputError } from '../../../platform/errors/index.ts';
import type { Principal } from '../../../platform/visa/index.ts';
import { isFirstParty, type PartnerApp } from '../domain/partner-app.ts';
import { type AccessClaims, type PrincipalFacts, toPrincipal, toServicePrincipal } from '../domain/principal.ts';
import { loadPrincipalFacts, loadServiceTokens, type ServiceClaims } from '../loaders/principal-facts.ts';
import type { IdentityServices } from '../services.ts';

/** What the gateway asks for every access token it has verified. */
export interface PrincipalQuestion {
  readonly claims: Readonly<Record<string, unknown>>;
  /** Party she acts for; her own id or nothing. */
  readonly actingFor?: string | null;
}

/** Those that are due together; 500 at most. */
export interface PrincipalsQuestion {
  readonly questions: readonly PrincipalQuestion[];
}

/** As `principal` would answer; `failed` where it would have failed. */
export type PrincipalAnswer = { readonly principal: Principal | null } | { readonly failed: true };

interface Parts {
  readonly database: Database;
  readonly services: Pick<IdentityServices, 'apps' | 'grants' | 'pairwise'>;
}

/**
 * The principal (handelnde Person) behind a verified token; null when the token is no longer good: its key replaced, session
 * ended, citizen gone, grant revoked, app unknown. One statement.
 */
export const resolvePrincipal = (parts: Parts, question: PrincipalQuestion): Promise<Principal | null> =>
  new Resolving(parts).resolve(question);

/** The same for many, in their order: one statement for all persons, one for all apps that speak for themselves. */
export async function resolvePrincipals(
  parts: Parts & { readonly logger: Logger },
  { questions }: PrincipalsQuestion,
): Promise<PrincipalAnswer[]> {
  if (!Array.isArray(questions) || questions.length > 500)
    throw new BadUserInputError('questions must be a list of 500 at most.');
  const resolving = new Resolving(parts);
  const outcomes = await Promise.allSettled(questions.map((question) => resolving.resolve(question)));
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  for (const failure of new Set(failures)) parts.logger.error({ err: failure }, 'principals could not be resolved');
  return outcomes.map((outcome) =>
    outcome.status === 'fulfilled' ? { principal: outcome.value } : { failed: true as const },
  );
}

/** Questions that are answered together. */
class Resolving {
  readonly #services: Parts['services'];
  readonly #facts: DataLoader<AccessClaims, PrincipalFacts | null>;
  readonly #serviceTokens: DataLoader<ServiceClaims, boolean>;

  constructor({ database, services }: Parts) {
    this.#services = services;
    this.#facts = new DataLoader((tokens) => loadPrincipalFacts(database, tokens), { cache: false });
    this.#serviceTokens = new DataLoader((tokens) => loadServiceTokens(database, tokens), { cache: false });
  }

  async resolve(question: PrincipalQuestion): Promise<Principal | null> {
    const { claims } = question;
    const app = this.#services.apps.get(String(claims.client_id));
    if (!app) return null;
    return claims.grant === undefined ? this.#resolveService(app, claims) : this.#resolvePerson(app, question);
  }

  async #resolvePerson(app: PartnerApp, { claims, actingFor }: PrincipalQuestion): Promise<Principal | null> {
    const { grants, pairwise } = this.#services;
    const token = toAccessClaims(claims, grants.open(claims.grant));
    const facts = token && (await this.#facts.load(token));
    if (!facts) return null;
    const isHer = (id: string) => id === facts.citizen || id === token.sub;
    // Nobody has a mandate yet: who names another party has none for it.
    if (actingFor && !isHer(actingFor)) return null;
    const firstParty = isFirstParty(app);
    const subject = firstParty ? facts.citizen : pairwiseId(pairwise, app.clientId, facts.citizen);
    return token.sub === subject ? toPrincipal(token, facts, { firstParty }) : null;
  }

  /** An app that speaks for itself: nobody's own matters are shown to it. */
  async #resolveService(app: PartnerApp, { sub, jti, kid, scope }: Claims): Promise<Principal | null> {
    if (sub !== app.clientId || !app.grants.includes('client_credentials')) return null;
    const technicalId = pairwiseId(this.#services.pairwise, app.clientId, 'itself');
    const stands = await this.#serviceTokens.load({ jti, kid });
    return stands ? toServicePrincipal({ ...app, technicalId }, scope) : null;
  }
}

type Claims = PrincipalQuestion['claims'];

function toAccessClaims({ sub, client_id, scope, kid }: Claims, grant: string | undefined): AccessClaims | undefined {
  const [sid = ''] = (grant ?? '').split('.');
  if (typeof sub !== 'string' || !isUuid(sub) || !grant || !isUuid(sid)) return undefined;
  return { sub, client_id: String(client_id), sid, grant, scope: String(scope ?? ''), kid };
}
