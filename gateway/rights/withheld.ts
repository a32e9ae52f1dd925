import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLOutputType,
  getNamedType,
  isCompositeType,
  isListType,
  isNonNullType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { ShapeRules } from '../executor/shape.ts';
import { coordinate, fieldDefinition, selectionName } from '../planning/field-definition.ts';
import { compositeType, type OperationParts } from '../planning/operation-parts.ts';

/** A selection (Auswahl) that is withheld: where, and for which field's sake. Below a list the path stops there with `@`. */
export interface WithheldSelection {
  readonly path: readonly string[];
  readonly coordinate: string;
  /** The field with its arguments, as verdicts name it. */
  readonly selection: string;
}

type Selected = { readonly node: FieldNode; readonly parent: GraphQLCompositeType };
type TypedSet = { readonly set: SelectionSetNode; readonly parent: GraphQLCompositeType };

/** Every withheld selection of an operation, once per place, in the client's order. */
export function withheldSelections({ definition, rootType }: OperationParts, rules: ShapeRules): WithheldSelection[] {
  const withheld = new Map<string, WithheldSelection>();
  const walk = (sets: readonly TypedSet[], path: readonly string[]): void => {
    for (const [key, fields] of collect(sets, rules)) {
      const below = new Map<string, TypedSet[]>();
      for (const { node, parent } of fields) {
        const name = selectionName(parent, node);
        if (rules.denied.has(name)) {
          const place = [...path, key];
          withheld.set(
            place.join('.'),
            withheld.get(place.join('.')) ?? {
              path: place,
              coordinate: coordinate(parent, node.name.value),
              selection: name,
            },
          );
        } else addBelow(below, rules, [...path, key], { node, parent });
      }
      for (const [place, next] of below) walk(next, JSON.parse(place));
    }
  };
  if (rules.denied.size > 0) walk([{ set: definition.selectionSet, parent: rootType }], []);
  return [...withheld.values()];
}

function addBelow(
  below: Map<string, TypedSet[]>,
  rules: ShapeRules,
  path: readonly string[],
  { node, parent }: Selected,
) {
  const definition = fieldDefinition(rules.schema, parent, node.name.value);
  const type = definition && getNamedType(definition.type);
  if (!definition || !node.selectionSet || !isCompositeType(type)) return;
  const place = JSON.stringify([...path, ...listLevels(definition.type)]);
  below.set(place, [...(below.get(place) ?? []), { set: node.selectionSet, parent: type }]);
}

function listLevels(type: GraphQLOutputType): string[] {
  if (isNonNullType(type)) return listLevels(type.ofType);
  return isListType(type) ? ['@', ...listLevels(type.ofType)] : [];
}

function collect(sets: readonly TypedSet[], { includes, fragments, schema }: ShapeRules): Map<string, Selected[]> {
  const found = new Map<string, Selected[]>();
  const visited = new Set<string>();
  const visit = ({ set, parent }: TypedSet): void => {
    for (const selection of set.selections.filter(includes)) {
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        found.set(key, [...(found.get(key) ?? []), { node: selection, parent }]);
        continue;
      }
      if (selection.kind === Kind.FRAGMENT_SPREAD && visited.has(selection.name.value)) continue;
      if (selection.kind === Kind.FRAGMENT_SPREAD) visited.add(selection.name.value);
      const fragment = selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      if (!fragment) continue;
      const condition = fragment.typeCondition?.name.value;
      visit({ set: fragment.selectionSet, parent: condition ? compositeType(schema, condition) : parent });
    }
  };
  sets.forEach(visit);
  return found;
}
