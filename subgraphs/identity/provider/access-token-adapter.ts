import type { Adapter, AdapterPayload } from 'oidc-provider';
import { askedToken } from './own-tokens.ts';
import type { RecordAdapter } from './record-adapter.ts';

/**
 * Access tokens are signed and not stored: the one the request asks about is found, and no other. Those of a client itself
 * have no grant that could be taken away, so their revocation is written down until they end.
 */
export class AccessTokenAdapter implements Adapter {
  constructor(
    private readonly kind: string,
    private readonly revoked: RecordAdapter,
  ) {}

  async find(name: string): Promise<AdapterPayload | undefined> {
    const token = askedToken(this.kind, name);
    return token && !(await this.revoked.find(name)) ? token : undefined;
  }

  async destroy(name: string): Promise<void> {
    const token = askedToken(this.kind, name);
    const now = Math.floor(Date.now() / 1000);
    if (token?.exp && token.exp > now) await this.revoked.upsert(name, { jti: name }, token.exp - now);
  }

  async findByUid(): Promise<undefined> {}
  async findByUserCode(): Promise<undefined> {}
  async upsert(): Promise<void> {}
  async consume(): Promise<void> {}
  async revokeByGrantId(): Promise<void> {}
}
