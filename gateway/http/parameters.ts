import { BadRequestError } from '../guards/errors.ts';

/** Parameters of a GraphQL request (GraphQL over HTTP). */
export interface OperationParameters {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

/** From the JSON body of a POST. */
export function readBody(body: unknown): OperationParameters {
  if (!isObject(body)) throw new BadRequestError('Send a JSON object with query and variables.');
  const { query, operationName, variables, extensions } = body;
  if (typeof query !== 'string' || query === '') throw new BadRequestError('query must be a text with an operation.');
  if (!isNothing(operationName) && typeof operationName !== 'string')
    throw new BadRequestError('operationName must be a text.');
  if (!isNothing(variables) && !isObject(variables)) throw new BadRequestError('variables must be an object.');
  if (!isNothing(extensions) && !isObject(extensions)) throw new BadRequestError('extensions must be an object.');
  return { query, operationName, variables } as OperationParameters;
}

/** From the URL of a GET, where variables are JSON in a text. */
export function readUrl(query: unknown): OperationParameters {
  const { variables, ...rest } = isObject(query) ? query : {};
  return readBody({ ...rest, extensions: undefined, variables: parseVariables(variables) });
}

function parseVariables(text: unknown): unknown {
  if (isNothing(text) || text === '') return undefined;
  if (typeof text !== 'string') throw new BadRequestError('variables must be given once.');
  try {
    return JSON.parse(text);
  } catch {
    throw new BadRequestError('variables must be JSON.');
  }
}

const isNothing = (value: unknown): value is null | undefined => value === undefined || value === null;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
