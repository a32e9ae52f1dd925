/** graphql's messages suggest names ("Did you mean"), which tells strangers the schema word by word. */
export const withoutSuggestions = (message: string): string => message.replace(/\s*Did you mean [^?]*\?/g, '');
