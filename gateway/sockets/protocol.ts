import type { ExecutionArgs } from 'graphql';
import { type Context, type ID, makeServer, type Server, type ServerOptions, type SubscribePayload } from 'graphql-ws';
import { UnavailableError, type UnknownErrorReport } from '../../platform/errors/index.ts';
import { SECOND } from '../../platform/time.ts';
import type { Limits } from '../guards/limits.ts';
import { drainingError, toStreamErrors } from '../http/errors.ts';
import { readBody } from '../http/parameters.ts';
import type { Operations } from '../operations.ts';
import { PUBLIC_CALLER } from '../principal/callers.ts';
import { RateLimitedError } from '../rates/errors.ts';
import type { LoadShedder } from '../resilience/load-shedder.ts';
import { CLOSE } from './close-codes.ts';
import type { Connection } from './connection.ts';
import { Quota } from './quota.ts';
import { openSocketStream, type SocketOperation } from './socket-stream.ts';
import type { UnderWay } from './under-way.ts';

export interface ProtocolOptions {
  readonly operations: Operations;
  readonly onUnknownError: (report: UnknownErrorReport) => void;
  readonly load: LoadShedder;
  readonly limits: Limits;
  /** True while the process goes down: nothing new is taken on sockets that still wait for an answer. */
  readonly isDraining: () => boolean;
}

type Extra = { readonly connection: Connection };
type InitPayload = Readonly<Record<string, unknown>>;

/** graphql-transport-ws over our admission and execution. Every problem of an operation ends that operation alone. */
export function makeProtocol(protocol: ProtocolOptions, underWay: UnderWay): Server<Extra> {
  const { operations, onUnknownError, load, limits, isDraining } = protocol;
  const accounts = new Quota(limits.socketsPerAccount);
  const options: Partial<ServerOptions<InitPayload, Extra>> = {
    connectionInitWaitTimeout: 3 * SECOND,
    onConnect: (context) => signIn(context, accounts),
    onSubscribe: async (context, id, payload) => {
      const { connection } = context.extra;
      try {
        if (isDraining()) throw drainingError();
        load.check();
        if (Object.keys(context.subscriptions).length > limits.operationsPerSocket) throw tooMany();
        underWay.begin(connection, id);
        const admitted = await admit(context, id, payload, operations);
        // A stream is never done; its client continues it elsewhere from the cursor.
        if (operationOf(admitted).operation.type === 'subscription') underWay.end(connection, id);
        return admitted;
      } catch (error) {
        underWay.end(connection, id);
        return toStreamErrors(error, onUnknownError);
      }
    },
    onComplete: ({ extra: { connection } }, id) => underWay.end(connection, id),
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
