import type { GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import type { UnknownErrorReport } from '../../platform/errors/index.ts';
import type { Limits } from '../guards/limits.ts';
import { toStreamErrors } from '../http/errors.ts';
import type { Operations } from '../operations.ts';
import type { LoadShedder } from '../resilience/load-shedder.ts';
import type { Connection } from './connection.ts';
import { Quota } from './quota.ts';

export interface ProtocolOptions {
  readonly operations: Operations;
  readonly onUnknownError: (report: UnknownErrorReport) => void;
  readonly load: LoadShedder;
  readonly limits: Limits;
  readonly logger: Logger;
  /** True while the process goes down: nothing new is taken on sockets that still wait for an answer. */
  readonly isDraining: () => boolean;
}

/** What all conversations have in common. */
export class Protocol {
  readonly operations: Operations;
  readonly load: LoadShedder;
  readonly limits: Limits;
  readonly logger: Logger;
  readonly isDraining: () => boolean;
  readonly #report: ProtocolOptions['onUnknownError'];
  readonly #onLeft: (connection: Connection) => void;
  readonly #accounts: Quota;

  constructor(
    { operations, onUnknownError, load, limits, logger, isDraining }: ProtocolOptions,
    onLeft: (connection: Connection) => void,
  ) {
    this.operations = operations;
    this.load = load;
    this.limits = limits;
    this.logger = logger;
    this.isDraining = isDraining;
    this.#report = onUnknownError;
    this.#onLeft = onLeft;
    this.#accounts = new Quota(limits.socketsPerAccount);
  }

  /** False when this is one socket too many for its account. */
  enter(connection: Connection, account: string | null): boolean {
    if (account === null) return true;
    connection.account = account;
    this.#accounts.enter(account);
    return !this.#accounts.isOver(account);
  }

  /** Its socket is closed. */
  leave(connection: Connection): void {
    if (connection.account !== null) this.#accounts.leave(connection.account);
    this.#onLeft(connection);
  }

  toErrors(reason: unknown): readonly GraphQLError[] {
    return toStreamErrors(reason, this.#report);
  }
}
