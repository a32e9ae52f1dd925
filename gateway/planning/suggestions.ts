/** Longer ones repeat what the caller wrote, however long that was. */
const MAX_MESSAGE = 300;

/** graphql's messages suggest names ("Did you mean"), which tells strangers the schema word by word. */
export const withoutSuggestions = (message: string): string =>
  message.slice(0, MAX_MESSAGE).replace(/ ?Did you mean .*/s, '');
