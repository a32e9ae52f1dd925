import type { ExecutionArgs } from 'graphql';
import { type Context, type ID, makeServer, type Server, type ServerOptions, type SubscribePayload } from 'graphql-ws';
import { UnavailableError, type UnknownErrorReport } from '../../platform/errors/index.ts';
import { SECOND } from '../../platform/time.ts';
import { toStreamErrors } from '../http/errors.ts';
import { readBody } from '../http/parameters.ts';
import type { Operations } from '../operations.ts';
import { PUBLIC_CALLER } from '../principal/callers.ts';
import type { LoadShedder } from '../resilience/load-shedder.ts';
import { CLOSE } from './close-codes.ts';
import type { Connection } from './connection.ts';
import { RateLimitedError } from './errors.ts';
import { openSocketStream, type SocketOperation } from './socket-stream.ts';

const MAX_OPERATIONS = 20;

export interface ProtocolOptions {
  readonly operations: Operations;
  readonly onUnknownError: (report: UnknownErrorReport) => void;
  readonly load: LoadShedder;
}

type Extra = { readonly connection: Connection };
type InitPayload = Readonly<Record<string, unknown>>;

/** graphql-transport-ws over our admission and execution. Every problem of an operation ends that operation alone. */
export function makeProtocol({ operations, onUnknownError, load }: ProtocolOptions): Server<Extra> {
  const options: Partial<ServerOptions<InitPayload, Extra>> = {
    connectionInitWaitTimeout: 3 * SECOND,
    onConnect: signIn,
    onSubscribe: async (context, id, payload) => {
      try {
        load.check();
        return await admit(context, id, payload, operations);
      } catch (error) {
        return toStreamErrors(error, onUnknownError);
      }
    },
    execute: ((args: ExecutionArgs) => operations.answer(operationOf(args).operation)) as never,
    subscribe: (async (args: ExecutionArgs) => {
      try {
        return openSocketStream(operationOf(args), operations);
      } catch (error) {
        return { errors: toStreamErrors(error, onUnknownError) };
      }
    }) as never,
  };
  return makeServer(options as ServerOptions<InitPayload, Extra>);
}

/** False closes with 4403, on which clients come again, with a fresh token if they have one. */
async function signIn({ connectionParams = {}, extra: { connection } }: Context<InitPayload, Extra>): Promise<boolean> {
  try {
    const caller = await connection.signIn(connectionParams);
    await caller.principal();
    connection.hold(caller);
    return true;
  } catch (error) {
    if (error instanceof UnavailableError) connection.close(CLOSE.tryAgainLater);
    return false;
  }
}

async function admit(
  { extra: { connection }, subscriptions }: Context<InitPayload, Extra>,
  id: ID,
  payload: SubscribePayload,
  operations: Operations,
): Promise<ExecutionArgs> {
  if (Object.keys(subscriptions).length > MAX_OPERATIONS) throw new RateLimitedError();
  const { caller = PUBLIC_CALLER, requestId, signal } = connection;
  const context = { protocol: 'websocket', caller, requestId: `${requestId}:${id.slice(0, 40)}`, signal } as const;
  const operation = await operations.admit(readBody(payload), context);
  const contextValue: SocketOperation = { id, operation, connection };
  return { schema: undefined as never, document: operation.document, contextValue };
}

const operationOf = ({ contextValue }: ExecutionArgs): SocketOperation => contextValue as SocketOperation;
