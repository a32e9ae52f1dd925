import { BadRequestError } from '../guards/errors.ts';

/** Parameters of a GraphQL request (GraphQL over HTTP): a document by its text, by its hash, or by both. */
export interface OperationParameters {
  readonly query?: string;
  /** SHA-256 of the text: `documentId`, or `extensions.persistedQuery.sha256Hash` as Apollo's clients say it. */
  readonly documentId?: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

/** From the JSON body of a POST, or the payload of a message. */
export function readBody(body: unknown): OperationParameters {
  if (!isObject(body)) throw new BadRequestError('Send a JSON object with query and variables.');
  const { query, operationName, variables, extensions } = body;
  const documentId = readDocumentId(body);
  if (!isNothing(query) && typeof query !== 'string') throw new BadRequestError('query must be a text.');
  if (!query && documentId === undefined) throw new BadRequestError('query must be a text with an operation.');
  if (!isNothing(operationName) && typeof operationName !== 'string')
    throw new BadRequestError('operationName must be a text.');
  if (!isNothing(variables) && !isObject(variables)) throw new BadRequestError('variables must be an object.');
  if (!isNothing(extensions) && !isObject(extensions)) throw new BadRequestError('extensions must be an object.');
  return { ...(query ? { query } : {}), documentId, operationName, variables };
}

/** From the URL of a GET, where objects are JSON in a text. */
export function readUrl(query: unknown): OperationParameters {
  const { variables, extensions, ...rest } = isObject(query) ? query : {};
  return readBody({ ...rest, variables: parse(variables, 'variables'), extensions: parse(extensions, 'extensions') });
}

function readDocumentId({ documentId, extensions }: Readonly<Record<string, unknown>>): string | undefined {
  const persisted = isObject(extensions) ? extensions.persistedQuery : undefined;
  const id = isNothing(persisted) ? documentId : isObject(persisted) ? persisted.sha256Hash : null;
  if (id === undefined || (id === null && isNothing(persisted))) return undefined;
  if (typeof id !== 'string' || id === '') throw new BadRequestError('The hash of a document must be a text.');
  return id;
}

function parse(text: unknown, name: string): unknown {
  if (isNothing(text) || text === '') return undefined;
  if (typeof text !== 'string') throw new BadRequestError(`${name} must be given once.`);
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequestError(`${name} must be JSON.`);
  }
}

const isNothing = (value: unknown): value is null | undefined => value === undefined || value === null;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
