import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { BadUserInputError, CursorExpiredError, NotFoundError } from '../errors/index.ts';

/** Whose events a reader follows. */
export type Scope = { readonly party: string } | { readonly office: number };

/** Cursor (Lesezeichen): a place in one log, good for one viewer and one scope. Outside it is opaque, encrypted text. */
export interface Cursor {
  readonly subgraph: string;
  /** Renewed at every restore or failover: places of an older history mean nothing. */
  readonly epoch: string;
  readonly scope: string;
  readonly viewer: string;
  readonly seq: number;
}

export interface LogState {
  readonly epoch: string;
  readonly lastSeq: number;
  readonly floorSeq: number;
}

export const scopeKey = (scope: Scope): string => ('party' in scope ? `p:${scope.party}` : `o:${scope.office}`);

const IV_BYTES = 12;
const TAG_BYTES = 16;
const MAX_LENGTH = 512;

/** Encrypts and checks cursors of one subgraph. */
export class CursorCodec {
  readonly #key: Buffer;

  constructor(
    private readonly subgraph: string,
    secret: string,
  ) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', `stadttor cursor ${subgraph}`, 32));
  }

  encode({ epoch, scope, viewer, seq }: Omit<Cursor, 'subgraph'>): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, iv);
    const text = JSON.stringify([this.subgraph, epoch, scope, viewer, seq]);
    return Buffer.concat([iv, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  /**
   * The place a cursor names, if it is hers and still there.
   *
   * @throws BadUserInputError for text that is no cursor of this log; NotFoundError for somebody else's;
   *   CursorExpiredError for one of another epoch, below the retention floor or beyond the end.
   */
  check(text: string, expected: { scope: string; viewer: string }, state: LogState): number {
    const cursor = this.decode(text);
    if (cursor.scope !== expected.scope || cursor.viewer !== expected.viewer) throw new NotFoundError();
    const { epoch, seq } = cursor;
    if (epoch !== state.epoch || seq > state.lastSeq || seq < state.floorSeq) throw new CursorExpiredError();
    return seq;
  }

  private decode(text: string): Cursor {
    try {
      if (text.length > MAX_LENGTH) throw new Error('too long');
      const [subgraph, epoch, scope, viewer, seq] = JSON.parse(this.decrypt(Buffer.from(text, 'base64url')));
      return { subgraph, epoch, scope, viewer, seq };
    } catch {
      throw new BadUserInputError('This is not a cursor of this list.', {
        problems: [{ path: '/after', rule: 'cursor' }],
      });
    }
  }

  private decrypt(bytes: Buffer): string {
    const decipher = createDecipheriv('aes-256-gcm', this.#key, bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(bytes.length - TAG_BYTES));
    const body = decipher.update(bytes.subarray(IV_BYTES, bytes.length - TAG_BYTES));
    return Buffer.concat([body, decipher.final()]).toString('utf8');
  }
}
