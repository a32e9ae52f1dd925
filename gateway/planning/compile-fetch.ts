import type { FetchNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import { invariant } from '../../platform/errors/index.ts';
import { compileRepresentation, plainRepresentation } from './compile-representation.ts';
import { compileContextRewrite, compileRewrite } from './compile-rewrites.ts';
import { type KnownTypes, placeAt } from './known-types.ts';
import type { CompiledCall, CompiledFetch, CompiledRewrite } from './plan-nodes.ts';
import type { RequiredFields, SyntheticField } from './required-fields.ts';
import { keyOf } from './selections.ts';
import { type OutputField, type SplitGroup, splitGroups } from './split-groups.ts';

export interface CompileContext {
  readonly schema: GraphQLSchema;
  readonly requiredFields: RequiredFields;
  /** Of what the fetches before this one bring. */
  readonly types: KnownTypes;
}

/** Compiles one fetch of a plan: its document as text, how its representations are built, what is rewritten. */
export function compileFetch(node: FetchNode, path: readonly string[], context: CompileContext): CompiledFetch {
  const place = placeAt(path);
  const document = context.types.leaveOut(parse(node.operation, { noLocation: true }), place);
  const outputs = outputFields(operationOf(document), node.requires !== undefined);
  const groups = node.requires && splitGroups(node.requires, outputs, context.requiredFields);
  const calls = groups
    ? groups.map((group) => compileCall(node, onlyOutputs(document, outputs, group), place, context, group))
    : [compileCall(node, document, place, context)];
  return { subgraph: node.serviceName, calls };
}

function compileCall(
  node: FetchNode,
  document: DocumentNode,
  place: string,
  context: CompileContext,
  group?: SplitGroup,
): CompiledCall {
  const { schema, requiredFields, types } = context;
  const { synthetics } = requiredFields;
  const inputRewrites = (node.inputRewrites ?? []).map((rewrite) => compileRewrite(rewrite, schema));
  const outputRewrites = (node.outputRewrites ?? []).map((rewrite) => compileRewrite(rewrite, schema));
  const outputs = outputFields(operationOf(document), node.requires !== undefined);
  const recipe = {
    schema,
    synthetics,
    keeps: (path: string) => !group?.leavesOut.has(path),
    typeAt: (path: string) => types.at(place + path),
  };
  const representation = node.requires && compileRepresentation(node.requires, recipe);
  return {
    document: toText(document, synthetics, group !== undefined),
    variables: usedVariables(document),
    outputs: [...new Set(outputs.map(({ field }) => keyOf(field)))],
    below: new Map(outputs.map(({ field }) => [keyOf(field), keysBelow(field)])),
    representation,
    plain: representation && inputRewrites.length === 0 ? plainRepresentation(representation) : undefined,
    inputRewrites,
    outputRewrites,
    contextRewrites: (node.contextRewrites ?? []).map((rewrite) => compileContextRewrite(rewrite, schema)),
    renamed: renamedKeys(outputRewrites),
  };
}

const keysBelow = ({ selectionSet }: FieldNode): string[] =>
  selectionSet ? [...new Set(fieldsOf(selectionSet, '').map(({ field }) => keyOf(field)))] : [];

const renamedKeys = (rewrites: readonly CompiledRewrite[]): Map<string, string> =>
  new Map(rewrites.flatMap(({ key, action }) => (action.kind === 'rename' ? [[key, action.to] as const] : [])));

function operationOf(document: DocumentNode): OperationDefinitionNode {
  const [definition] = document.definitions;
  invariant(definition?.kind === Kind.OPERATION_DEFINITION, 'a fetch holds one operation');
  return definition;
}

/** Fields a fetch delivers: those of the root, or those of each entity. */
function outputFields({ selectionSet, operation }: OperationDefinitionNode, isEntityFetch: boolean): OutputField[] {
  if (!isEntityFetch) return fieldsOf(selectionSet, operation);
  const entities = selectionSet.selections[0];
  invariant(entities?.kind === Kind.FIELD && entities.selectionSet, 'an entity fetch selects _entities');
  return fieldsOf(entities.selectionSet, '_Entity');
}

function fieldsOf(set: SelectionSetNode, type: string): OutputField[] {
  return set.selections.flatMap((selection): OutputField[] => {
    if (selection.kind === Kind.FIELD) return selection.name.value === '__typename' ? [] : [{ type, field: selection }];
    if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
    return fieldsOf(selection.selectionSet, selection.typeCondition?.name.value ?? type);
  });
}

/** A split fetch asks in each call only for that group's fields; `__typename` keeps a branch from becoming empty. */
function onlyOutputs(document: DocumentNode, all: readonly OutputField[], group: SplitGroup): DocumentNode {
  const others = new Set(all.map(({ field }) => field).filter((field) => !group.outputs.has(field)));
  const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
  const pruned: DocumentNode = visit(document, {
    Field: (field) => (others.has(field) ? null : undefined),
    SelectionSet: {
      leave: (set) => (set.selections.length === 0 ? { ...set, selections: [typename] } : undefined),
    },
  });
  const used = new Set(usedVariables(pruned));
  return visit(pruned, {
    VariableDefinition: ({ variable }) =>
      used.has(variable.name.value) || variable.name.value === 'representations' ? undefined : null,
  });
}

/** Variables that the document reads, `representations` aside. */
function usedVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    VariableDefinition: () => false,
    Variable: ({ name }) => {
      if (name.value !== 'representations') names.add(name.value);
    },
  });
  return [...names];
}

/** Private names of required fields become `privateName: field(arguments)`; nothing private leaves the gateway as a field. */
function toText(document: DocumentNode, synthetics: ReadonlyMap<string, SyntheticField>, changed: boolean): string {
  let touched = changed;
  const rewritten = visit(document, {
    Field: (field) => {
      const synthetic = synthetics.get(field.name.value);
      if (!synthetic) return undefined;
      touched = true;
      return toRealField(field, synthetic);
    },
  });
  return stripIgnoredCharacters(print(touched ? rewritten : document));
}

const toRealField = (field: FieldNode, synthetic: SyntheticField): FieldNode => ({
  ...field,
  alias: field.alias ?? { kind: Kind.NAME, value: synthetic.privateName },
  name: { kind: Kind.NAME, value: synthetic.name },
  arguments: synthetic.arguments,
});
