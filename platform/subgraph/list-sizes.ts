import { type GraphQLField, type GraphQLSchema, isListType, isNonNullType, isObjectType } from 'graphql';
import { DEFAULT_FIRST } from './connection.ts';

/**
 * Declares how long lists may become (Listengrößen), for the gateway to weigh an operation before it runs: whatever takes `first` is
 * as long as that says, a page's `edges` and `nodes` likewise. One rule, so that no list is forgotten.
 */
export function declareListSizes(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type)) for (const field of Object.values(type.getFields())) declare(field);
}

function declare(field: GraphQLField<unknown, unknown>): void {
  if (!field.args.some(({ name }) => name === 'first')) return;
  const type = isNonNullType(field.type) ? field.type.ofType : field.type;
  const listSize = {
    assumedSize: DEFAULT_FIRST,
    slicingArguments: ['first'],
    ...(!isListType(type) && { sizedFields: ['edges', 'nodes'] }),
    requireOneSlicingArgument: false,
  };
  const directives = field.extensions.directives as object | undefined;
  field.extensions = { ...field.extensions, directives: { ...directives, listSize } };
}
