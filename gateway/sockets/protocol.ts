import type { ExecutionArgs } from 'graphql';
import { type Context, type ID, makeServer, type Server, type ServerOptions, type SubscribePayload } from 'graphql-ws';
import { UnavailableError, type UnknownErrorReport } from '../../platform/errors/index.ts';
import { SECOND } from '../../platform/time.ts';
import type { Limits } from '../guards/limits.ts';
import { toStreamErrors } from '../http/errors.ts';
import { readBody } from '../http/parameters.ts';
import type { Operations } from '../operations.ts';
import { PUBLIC_CALLER } from '../principal/callers.ts';
import { RateLimitedError } from '../rates/errors.ts';
import type { LoadShedder } from '../resilience/load-shedder.ts';
import { CLOSE } from './close-codes.ts';
import type { Connection } from './connection.ts';
import { Quota } from './quota.ts';
import { openSocketStream, type SocketOperation } from './socket-stream.ts';

export interface ProtocolOptions {
  readonly operations: Operations;
  readonly onUnknownError: (report: UnknownErrorReport) => void;
  readonly load: LoadShedder;
  readonly limits: Limits;
}

type Extra = { readonly connection: Connection };
type InitPayload = Readonly<Record<string, unknown>>;

/** graphql-transport-ws over our admission and execution. Every problem of an operation ends that operation alone. */
export function makeProtocol({ operations, onUnknownError, load, limits }: ProtocolOptions): Server<Extra> {
  const accounts = new Quota(limits.socketsPerAccount);
  const options: Partial<ServerOptions<InitPayload, Extra>> = {
    connectionInitWaitTimeout: 3 * SECOND,
    onConnect: (context) => signIn(context, accounts),
    onSubscribe: async (context, id, payload) => {
      try {
        load.check();
        if (Object.keys(context.subscriptions).length > limits.operationsPerSocket) throw tooMany();
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
async function signIn(
  { connectionParams = {}, extra: { connection } }: Context<InitPayload, Extra>,
  accounts: Quota,
): Promise<boolean> {
  try {
    const caller = await connection.signIn(connectionParams);
    const { citizenId } = await caller.principal();
    if (citizenId && !enter(connection, citizenId, accounts)) return true;
    connection.hold(caller);
    return true;
  } catch (error) {
    if (error instanceof UnavailableError) connection.close(CLOSE.tryAgainLater);
    return false;
  }
}

/** False when this is one socket too many for her account; it is closed then. */
function enter(connection: Connection, account: string, accounts: Quota): boolean {
  const leave = accounts.enter(account);
  if (connection.signal.aborted) leave();
  else connection.signal.addEventListener('abort', leave);
  if (!accounts.isOver(account)) return true;
  connection.close(CLOSE.tryAgainLater);
  return false;
}

async function admit(
  { extra: { connection } }: Context<InitPayload, Extra>,
  id: ID,
  payload: SubscribePayload,
  operations: Operations,
): Promise<ExecutionArgs> {
  const { caller = PUBLIC_CALLER, requestId, signal, address } = connection;
  const own = `${requestId}:${id.slice(0, 40)}`;
  const context = { protocol: 'websocket', caller, requestId: own, signal, address } as const;
  const operation = await operations.admit(readBody(payload), context);
  const contextValue: SocketOperation = { id, operation, connection };
  return { schema: undefined as never, document: operation.document, contextValue };
}

const tooMany = () => new RateLimitedError('Too many operations on this socket. End some first.');

const operationOf = ({ contextValue }: ExecutionArgs): SocketOperation => contextValue as SocketOperation;
