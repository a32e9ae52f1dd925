import { generateKeyPairSync, type webcrypto } from 'node:crypto';
import { type Database, SYSTEM_VIEWER, sql, type Work } from '../../../platform/database/index.ts';
import { Seal } from '../domain/seal.ts';

export type Jwk = webcrypto.JsonWebKey & { kid: string };

interface Row {
  kid: string;
  public_jwk: Jwk;
  sealed_private: string;
}

/** Signing keys (Signaturschlüssel) of the OpenID provider: public parts in the clear, private parts only while it runs. */
export interface SigningKeys {
  readonly private: readonly Jwk[];
  readonly public: readonly Jwk[];
}

/**
 * The hub's ES256 keys, newest first; made at the first start and kept in the database, the private part sealed with a key
 * from the hub's secret. Two processes starting at once agree on one.
 */
export async function loadSigningKeys(database: Database, secret: string): Promise<SigningKeys> {
  const seal = new Seal(secret, 'signing-key');
  const rows = await database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    await work.sql`select pg_advisory_xact_lock(7355609)`;
    const found = await keyRows(work);
    if (found.length > 0) return found;
    await insertKey(work, seal);
    return keyRows(work);
  });
  return {
    private: rows.map(({ sealed_private }) => JSON.parse(seal.open(sealed_private)) as Jwk),
    public: rows.map(({ public_jwk }) => public_jwk),
  };
}

const keyRows = (work: Work): Promise<Row[]> => work.sql<Row>`
  select kid, public_jwk, sealed_private from signing_key where retired_at is null order by created_at desc`;

async function insertKey(work: Work, seal: Seal): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicPart = publicKey.export({ format: 'jwk' });
  // The public point itself names the key: 16 characters of it are unique enough for a handful.
  const marks = { alg: 'ES256', use: 'sig', kid: String(publicPart.x).slice(0, 16) };
  const sealed = seal.close(JSON.stringify({ ...privateKey.export({ format: 'jwk' }), ...marks }));
  await work.sql`
    insert into signing_key (kid, public_jwk, sealed_private)
    values (${marks.kid}, ${{ ...publicPart, ...marks }}, ${sealed})`;
}

/** Public keys that good tokens may still be signed with: read anew, so that a key another process made is seen. */
export async function publicKeys(database: Database): Promise<Jwk[]> {
  const rows = await database.reading(SYSTEM_VIEWER, (session) =>
    session.sql<{ public_jwk: Jwk }>(
      sql`select public_jwk from signing_key where retired_at is null order by created_at desc`,
    ),
  );
  return rows.map(({ public_jwk }) => public_jwk);
}
