import {
  type ArgumentNode,
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type FieldNode,
  Kind,
  print,
  type SelectionSetNode,
  visit,
} from 'graphql';
import {
  applications,
  directiveArguments,
  type FieldedType,
  fieldedTypes,
  parseFieldSet,
} from './supergraph-document.ts';

/** A field that some `@requires` asks for with arguments, under the private name by which the planner knows it. */
export interface SyntheticField {
  readonly privateName: string;
  readonly name: string;
  readonly arguments: readonly ArgumentNode[];
}

/** The planner's supergraph, and the way back from its private names. */
export interface RequiredFields {
  readonly document: DocumentNode;
  readonly synthetics: ReadonlyMap<string, SyntheticField>;
  /** `Type.field` -> the field sets (with private names) its `@requires` asks for. */
  readonly requirements: ReadonlyMap<string, readonly SelectionSetNode[]>;
}

/**
 * Planner faults 3 to 6: the planner keys selections by response name, so `price(currency: "USD")` and
 * `price(currency: "EUR")` in two `@requires`, or one of them and the client's own, merge silently. The cure: in the
 * planner's copy each distinct `field(arguments)` of a `@requires` becomes a field of its own, without arguments.
 */
export function splitRequiredFields(document: DocumentNode): RequiredFields {
  const synthetics = new Synthetics();
  const requirements = new Map<string, SelectionSetNode[]>();
  const types = new Map(fieldedTypes(document).map((type) => [type.name.value, type]));
  const rewritten = new Map<FieldDefinitionNode, FieldDefinitionNode>();
  for (const type of types.values()) {
    for (const field of type.fields ?? []) {
      const directives = field.directives?.map((directive) => {
        const requires = requiresOf(directive);
        if (requires === undefined) return directive;
        const set = synthetics.rename(parseFieldSet(requires));
        const coordinate = `${type.name.value}.${field.name.value}`;
        requirements.set(coordinate, [...(requirements.get(coordinate) ?? []), set]);
        return withRequires(directive, innerText(set));
      });
      rewritten.set(field, { ...field, directives });
    }
  }
  if (synthetics.byName.size === 0) return { document, synthetics: synthetics.byName, requirements };
  const extend = <T extends FieldedType>(type: T): T => ({
    ...type,
    fields: type.fields?.flatMap((field) => {
      const own = rewritten.get(field) ?? field;
      return [own, ...synthetics.of(field.name.value).map((synthetic) => toDefinition(own, synthetic))];
    }),
  });
  const extended = visit(document, {
    [Kind.OBJECT_TYPE_DEFINITION]: extend,
    [Kind.INTERFACE_TYPE_DEFINITION]: extend,
  });
  return { document: extended, synthetics: synthetics.byName, requirements };
}

/** Gives each distinct `field(arguments)` one private name, the same on every type, so that interfaces keep fitting. */
class Synthetics {
  readonly byName = new Map<string, SyntheticField>();
  readonly #byText = new Map<string, SyntheticField>();

  rename(set: SelectionSetNode): SelectionSetNode {
    return visit(set, { Field: (field) => (field.arguments?.length ? this.#privateField(field) : undefined) });
  }

  of(name: string): SyntheticField[] {
    return [...this.byName.values()].filter((synthetic) => synthetic.name === name);
  }

  #privateField(field: FieldNode): FieldNode {
    const text = print({ ...field, alias: undefined, selectionSet: undefined });
    const known = this.#byText.get(text) ?? this.#add(text, field);
    return { ...field, name: { kind: Kind.NAME, value: known.privateName }, arguments: [] };
  }

  #add(text: string, field: FieldNode): SyntheticField {
    const name = field.name.value;
    const synthetic = { privateName: `_r${this.byName.size}_${name}`, name, arguments: field.arguments ?? [] };
    this.#byText.set(text, synthetic);
    this.byName.set(synthetic.privateName, synthetic);
    return synthetic;
  }
}

const toDefinition = (field: FieldDefinitionNode, { privateName }: SyntheticField): FieldDefinitionNode => ({
  ...field,
  name: { kind: Kind.NAME, value: privateName },
  arguments: [],
});

const requiresOf = (directive: ConstDirectiveNode): string | undefined => {
  if (directive.name.value !== 'join__field') return undefined;
  const { requires } = directiveArguments(directive);
  return typeof requires === 'string' ? requires : undefined;
};

const withRequires = (directive: ConstDirectiveNode, value: string): ConstDirectiveNode => ({
  ...directive,
  arguments: directive.arguments?.map((argument) =>
    argument.name.value === 'requires' ? { ...argument, value: { kind: Kind.STRING, value } } : argument,
  ),
});

const innerText = (set: SelectionSetNode): string => print(set).trim().slice(1, -1);

/** Labels of progressive `@override` in a supergraph, e.g. `percent(10)`. */
export function readOverrideLabels(document: DocumentNode): string[] {
  const labels = new Set<string>();
  for (const type of fieldedTypes(document))
    for (const field of type.fields ?? [])
      for (const { overrideLabel } of applications(field, 'join__field'))
        if (typeof overrideLabel === 'string') labels.add(overrideLabel);
  return [...labels].sort();
}
