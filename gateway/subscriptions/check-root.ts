import { GraphQLError, Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import { isCondition } from '../planning/conditions.ts';
import { isMetaField } from '../planning/field-definition.ts';
import type { OperationParts } from '../planning/operation-parts.ts';
import { SUBSCRIPTION_ROOT_CONDITION } from '../planning/prepare.ts';

/** A subscription's root is one real field, always there: a stream whose subject depends on a variable is none. */
export function checkSubscriptionRoot({ definition, fragments }: OperationParts): void {
  let fields = 0;
  const visited = new Set<string>();
  const visit = (set: SelectionSetNode): void => {
    for (const selection of set.selections) {
      if (hasVariableCondition(selection)) throw refusal(SUBSCRIPTION_ROOT_CONDITION);
      if (selection.kind === Kind.FIELD) fields += isMetaField(selection.name.value) ? 0 : 1;
      else if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet);
      else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment) visit(fragment.selectionSet);
      }
    }
  };
  visit(definition.selectionSet);
  if (fields === 0) throw refusal('A subscription must ask for a field; __typename alone is no event.');
}

const hasVariableCondition = ({ directives }: SelectionNode): boolean =>
  (directives ?? []).some(
    ({ name, arguments: given }) =>
      isCondition(name.value) && given?.some(({ value }) => value.kind === Kind.VARIABLE) === true,
  );

const refusal = (message: string): GraphQLError =>
  new GraphQLError(message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
