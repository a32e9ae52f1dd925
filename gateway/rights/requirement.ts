/** Outer list: any; inner list: all. As Federation writes `@requiresScopes` and `@policy`. */
export type Alternatives = readonly (readonly string[])[];

/** Requirement (Voraussetzung) of a field: sign-in, and of each listed directive one alternative. Everything combines with AND. */
export interface Requirement {
  readonly authenticated: boolean;
  readonly scopes: readonly Alternatives[];
  readonly policies: readonly Alternatives[];
}

export const NOTHING: Requirement = Object.freeze({ authenticated: false, scopes: [], policies: [] });

export const isNothing = ({ authenticated, scopes, policies }: Requirement): boolean =>
  !authenticated && scopes.length === 0 && policies.length === 0;

/** All of them together; the same demand twice stands there once. */
export function combine(requirements: readonly Requirement[]): Requirement {
  const real = requirements.filter((requirement) => !isNothing(requirement));
  if (real.length === 0) return NOTHING;
  return {
    authenticated: real.some(({ authenticated }) => authenticated),
    scopes: distinct(real.flatMap(({ scopes }) => scopes)),
    policies: distinct(real.flatMap(({ policies }) => policies)),
  };
}

const distinct = (clauses: readonly Alternatives[]): Alternatives[] => [
  ...new Map(clauses.map((clause) => [JSON.stringify(clause), clause])).values(),
];
