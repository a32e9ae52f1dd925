import {
  coerceInputValue,
  GraphQLError,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputType,
  isNonNullType,
  type OperationDefinitionNode,
  type TypeNode,
  typeFromAST,
  type VariableDefinitionNode,
  valueFromAST,
} from 'graphql';
import { withoutSuggestions } from '../planning/suggestions.ts';
import { newObject, own, type StoreObject } from './store.ts';

const MAX_ERRORS = 10;
const ENOUGH = Symbol('enough errors');

/** Coerces a client's variables, defaults applied, into a null-prototype record; problems come as `BAD_USER_INPUT`. */
export function coerceVariables(
  schema: GraphQLSchema,
  definition: OperationDefinitionNode,
  given: Readonly<Record<string, unknown>>,
): { values: StoreObject } | { errors: readonly GraphQLError[] } {
  const values = newObject();
  const errors: GraphQLError[] = [];
  try {
    for (const variable of definition.variableDefinitions ?? []) {
      coerceOne(schema, variable, given, values, (problem) => {
        // A long list may be wrong ten thousand times, and each message costs.
        if (errors.push(badInput(problem, variable)) >= MAX_ERRORS) throw ENOUGH;
      });
    }
  } catch (thrown) {
    if (thrown !== ENOUGH) throw thrown;
  }
  return errors.length > 0 ? { errors } : { values };
}

function coerceOne(
  schema: GraphQLSchema,
  { variable, type: typeNode, defaultValue }: VariableDefinitionNode,
  given: Readonly<Record<string, unknown>>,
  values: StoreObject,
  report: (problem: string) => void,
): void {
  const name = variable.name.value;
  const type = inputType(schema, typeNode);
  const value = own(given, name);
  if (!type) report(`Variable "$${name}" has no input type.`);
  else if (value === undefined && defaultValue) values[name] = valueFromAST(defaultValue, type);
  else if (value === undefined && isNonNullType(type))
    report(`Variable "$${name}" of type "${type}" was not provided.`);
  else if (value === null && isNonNullType(type)) report(`Variable "$${name}" of type "${type}" must not be null.`);
  else if (value !== undefined) {
    values[name] = coerceInputValue(value, type, (_path, _value, { message }) =>
      report(`Variable "$${name}" got an invalid value; ${withoutSuggestions(message)}`),
    );
  }
}

function inputType(schema: GraphQLSchema, node: TypeNode): GraphQLInputType | undefined {
  const type = typeFromAST(schema, node as never);
  return isInputType(type) ? type : undefined;
}

const badInput = (message: string, node: VariableDefinitionNode): GraphQLError =>
  new GraphQLError(message, { nodes: node, extensions: { code: 'BAD_USER_INPUT' } });
