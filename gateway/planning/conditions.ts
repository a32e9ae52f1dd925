import { type DocumentNode, Kind, type SelectionNode, visit } from 'graphql';

/** Whether a selection takes part, given the operation's boolean variables. */
export type Inclusion = (selection: SelectionNode) => boolean;

/**
 * Names of the variables that `@skip` and `@include` of a document read. Conditions are settled before planning, one plan
 * for each combination met, so that plan, shape and rights all see the same plain operation.
 */
export function conditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: ({ name, arguments: given }) => {
      const value = given?.find((argument) => argument.name.value === 'if')?.value;
      if (isCondition(name.value) && value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names].sort();
}

/** Decides `@skip` and `@include` for one set of coerced variables. */
export function makeInclusion(variables: Readonly<Record<string, unknown>>): Inclusion {
  return ({ directives }) => {
    for (const { name, arguments: given } of directives ?? []) {
      if (!isCondition(name.value)) continue;
      const value = given?.find((argument) => argument.name.value === 'if')?.value;
      const holds =
        value?.kind === Kind.VARIABLE
          ? variables[value.name.value] === true
          : value?.kind === Kind.BOOLEAN && value.value;
      if (holds === (name.value === 'skip')) return false;
    }
    return true;
  };
}

export const isCondition = (directive: string): boolean => directive === 'skip' || directive === 'include';
