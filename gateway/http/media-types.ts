const GRAPHQL = 'application/graphql-response+json';
const EVENT_STREAM = 'text/event-stream';

/** The type an answer has for this `Accept`: the newer one for those who name it. */
export const responseType = (accept: string | undefined): string =>
  `${accept?.includes(GRAPHQL) ? GRAPHQL : 'application/json'}; charset=utf-8`;

export const acceptsEventStream = (accept: string | undefined): boolean => accept?.includes(EVENT_STREAM) ?? false;

/** Clients that name both take the stream only for what cannot come otherwise. */
export const acceptsJson = (accept: string | undefined): boolean =>
  accept === undefined || /\*\/\*|application\/(\*|json|graphql-response\+json)/.test(accept);
