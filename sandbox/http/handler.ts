import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers a request below its own prefix; `path` is what follows the prefix, without the query. */
export type Handler = (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void> | void;
