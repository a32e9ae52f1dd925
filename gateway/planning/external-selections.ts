import {
  baseType,
  type CompositeType,
  federationMetadata,
  isCompositeType,
  type SelectionSet,
  SelectionSet as Selections,
} from '@apollo/federation-internals';

/**
 * Planner fault 7: what a subgraph only names as `@external`, or computes by a `@requires` of its own, counts as its own
 * when the planner asks whether another group's selection could be made there. In a chain of `@requires` that comes back to
 * the subgraph it began in, the plan then asks that subgraph for a field it cannot give, and skips the field's requirement.
 * The cure: such a selection does not fit. It costs at most a call more. Applied once, to the library's prototype, since
 * nothing the planner is given could say it.
 */
export function keepExternalsOut(): void {
  const fits = Selections.prototype.canRebaseOn;
  Selections.prototype.canRebaseOn = function (this: SelectionSet, type: CompositeType): boolean {
    return fits.call(this, type) && givesAll(this, type);
  };
}

function givesAll(set: SelectionSet, type: CompositeType): boolean {
  return set.selections().every((selection) => {
    if (selection.kind === 'FragmentSelection') {
      const condition = selection.element.typeCondition;
      const narrowed = condition ? type.schema().type(condition.name) : type;
      return narrowed === undefined || !isCompositeType(narrowed) || givesAll(selection.selectionSet, narrowed);
    }
    const field = type.field(selection.element.name);
    const metadata = federationMetadata(type.schema());
    if (!field || !metadata) return true;
    if (metadata.isFieldExternal(field) || field.hasAppliedDirective(metadata.requiresDirective())) return false;
    const below = field.type && baseType(field.type);
    return !selection.selectionSet || !below || !isCompositeType(below) || givesAll(selection.selectionSet, below);
  });
}
