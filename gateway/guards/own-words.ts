import { GraphQLError } from 'graphql';

/**
 * Errors as strangers read them, who may not ask about the schema: of the names in a message only those stay that the
 * caller wrote herself. "Cannot query field "cat" on type "Person"" tells a name, and by many guesses the whole schema.
 */
export const inOwnWords = (errors: readonly GraphQLError[], said: string): GraphQLError[] =>
  errors.map(({ message, nodes, source, positions, path, extensions }) => {
    const told = message.replace(/"([^"]*)"/g, (quoted, word: string) => (said.includes(word) ? quoted : '"…"'));
    return new GraphQLError(told, { nodes, source, positions, path, extensions });
  });
