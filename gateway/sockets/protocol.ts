import type { GraphQLError } from 'graphql';
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
}

/** What all conversations have in common. */
export class Protocol {
  readonly operations: Operations;
  readonly load: LoadShedder;
  readonly limits: Limits;
  readonly #report: ProtocolOptions['onUnknownError'];
  readonly #accounts: Quota;

  constructor({ operations, onUnknownError, load, limits }: ProtocolOptions) {
    this.operations = operations;
    this.load = load;
    this.limits = limits;
    this.#report = onUnknownError;
    this.#accounts = new Quota(limits.socketsPerAccount);
  }

  /** False when this is one socket too many for its account. */
  enter(connection: Connection, account: string | null): boolean {
    if (account === null) return true;
    connection.account = account;
    this.#accounts.enter(account);
    return !this.#accounts.isOver(account);
  }

  leave({ account }: Connection): void {
    if (account !== null) this.#accounts.leave(account);
  }

  toErrors(reason: unknown): readonly GraphQLError[] {
    return toStreamErrors(reason, this.#report);
  }
}
