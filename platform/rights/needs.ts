import { Directive, Extensions } from 'type-graphql';
import type { TrustLevelName } from '../visa/index.ts';

/** What a field asks of its reader. Everything given must hold. */
export interface Needs {
  /** The lower of sign-in strength and identity proof must reach this. */
  trustLevel?: TrustLevelName;
  /** A partner app sees the field only while the citizen allows it this purpose. */
  consent?: string;
  /** OAuth scopes, all of them; or several lists of which one must be held whole: `[['cases'], ['staff']]`. */
  scopes?: readonly string[] | readonly (readonly string[])[];
  /** Only these kinds of principal, for instance staff actions. */
  kinds?: readonly ('citizen' | 'staff' | 'partner' | 'system')[];
  /** Category of personal data: a read by anyone but the citizen is written to her access log. */
  personal?: string;
}

export const NEEDS = 'stadttorNeeds';

/**
 * Needs (Voraussetzungen): the one way to state a right. Prints the directives into the schema and keeps the rule for
 * the wrapper that enforces it in the subgraph. `@Needs({})` asks for a sign-in and nothing else.
 *
 * Trust level and consent are printed twice: as `@policy`, which composition combines and propagates correctly, and as
 * our own directives, which people read.
 */
export function Needs(needs: Needs): MethodDecorator & PropertyDecorator {
  const decorators = [...directivesOf(needs).map((sdl) => Directive(sdl)), Extensions({ [NEEDS]: needs })];
  const decorate = (target: object, key: string | symbol, descriptor?: PropertyDescriptor) => {
    // Decorators run bottom up: the last one is printed first.
    for (const each of decorators.toReversed()) (each as MethodDecorator)(target, key, descriptor as never);
  };
  return decorate as MethodDecorator & PropertyDecorator;
}

/** The lists of scopes of which one must be held whole, as `@requiresScopes` writes them. */
export const scopeChoices = (scopes: NonNullable<Needs['scopes']>): (readonly string[])[] => {
  const plain = scopes.filter((scope) => typeof scope === 'string');
  return plain.length > 0 ? [plain] : (scopes as readonly (readonly string[])[]).slice();
};

function directivesOf({ trustLevel, consent, scopes, personal }: Needs): string[] {
  const policies = [trustLevel && `trust:${trustLevel}`, consent && `consent:${consent}`].filter(Boolean);
  return [
    '@authenticated',
    scopes?.length ? `@requiresScopes(scopes: ${JSON.stringify(scopeChoices(scopes))})` : '',
    policies.length > 0 ? `@policy(policies: ${JSON.stringify([policies])})` : '',
    trustLevel ? `@trustLevel(min: "${trustLevel}")` : '',
    consent ? `@consent(purpose: "${consent}")` : '',
    personal ? `@personal(category: "${personal}")` : '',
  ].filter(Boolean);
}
