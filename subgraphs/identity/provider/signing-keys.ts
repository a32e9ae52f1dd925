import { generateKeyPairSync, type webcrypto } from 'node:crypto';
import { type Database, raw, SYSTEM_VIEWER, sql, type Work } from '../../../platform/database/index.ts';
import { HOUR, SECOND } from '../../../platform/time.ts';
import { Seal } from '../domain/seal.ts';

export type Jwk = webcrypto.JsonWebKey & { kid: string };

interface Row {
  kid: string;
  public_jwk: Jwk;
  sealed_private: string;
}

/** Signing keys (Signaturschlüssel) of the OpenID provider: public parts in the clear, private parts only while it runs. */
export interface SigningKeys {
  /** The one that signs now stands first. */
  readonly private: readonly Jwk[];
  readonly public: readonly Jwk[];
}

/** A key is published so long before it signs that everybody who keeps ours has it by then. */
const AHEAD_SECONDS = (1 * HOUR) / SECOND;
/** And so long after it signed its last token. */
const BEHIND_SECONDS = (24 * HOUR) / SECOND;

/**
 * The hub's ES256 keys; the first is made at the first start. They are kept in the database, the private part sealed with a
 * key from the hub's secret. Two processes starting at once agree on one.
 */
export async function loadSigningKeys(database: Database, secret: string): Promise<SigningKeys> {
  const seal = sealOf(secret);
  const found = await database.reading(SYSTEM_VIEWER, (session) => session.sql<Row>(SELECT));
  const rows = found.length > 0 ? found : await makeFirst(database, seal);
  return {
    private: rows.map(({ sealed_private }) => JSON.parse(seal.open(sealed_private)) as Jwk),
    public: rows.map(({ public_jwk }) => public_jwk),
  };
}

/** The latest that signs already, then older ones, then those to come. */
const SELECT = `
  select kid, public_jwk, sealed_private from signing_key where retired_at is null or retired_at > now()
  order by (signs_from <= now()) desc, signs_from desc`;

const sealOf = (secret: string): Seal => new Seal(secret, 'signing-key');

const makeFirst = (database: Database, seal: Seal): Promise<Row[]> =>
  database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    await lockKeys(work);
    if ((await keyRows(work)).length === 0) await insertKey(work, seal, 0);
    return keyRows(work);
  });

const keyRows = (work: Work): Promise<Row[]> => work.sql<Row>`${raw(SELECT)}`;

const lockKeys = (work: Work) => work.sql`select pg_advisory_xact_lock(7355609)`;

/**
 * Changes the signing key (Schlüsselwechsel). The new one is published at once and signs after an hour; the old one goes on to
 * verify what it signed for a day, so no valid token is refused. One that waits already is left to its turn.
 */
export function rotateSigningKey(database: Database, secret: string): Promise<void> {
  return database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    await lockKeys(work);
    const waiting = await work.sql`select kid from signing_key where signs_from > now()`;
    if (waiting.length > 0) return;
    await work.sql`
      update signing_key set retired_at = now() + make_interval(secs => ${AHEAD_SECONDS + BEHIND_SECONDS})
      where retired_at is null`;
    await insertKey(work, sealOf(secret), AHEAD_SECONDS);
  });
}

/**
 * For a key that somebody else may know (kompromittierter Schlüssel): it verifies nothing from now on, and every sign-in ends,
 * because a forged token may have acted in any of them. Grants stay: they tell which apps hear that their sessions are over.
 */
export function replaceSigningKey(database: Database, secret: string): Promise<void> {
  return database.unitOfWork(SYSTEM_VIEWER, async (work) => {
    await lockKeys(work);
    await work.sql`update signing_key set retired_at = now() where retired_at is null or retired_at > now()`;
    await insertKey(work, sealOf(secret), 0);
    await work.sql`update session set ended_at = now() where ended_at is null`;
    await work.sql`delete from oidc_record where model in ('Session', 'RefreshToken')`;
  });
}

async function insertKey(work: Work, seal: Seal, aheadSeconds: number): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const publicPart = publicKey.export({ format: 'jwk' });
  // The public point itself names the key: 16 characters of it are unique enough for a handful.
  const marks = { alg: 'ES256', use: 'sig', kid: String(publicPart.x).slice(0, 16) };
  const sealed = seal.close(JSON.stringify({ ...privateKey.export({ format: 'jwk' }), ...marks }));
  await work.sql`
    insert into signing_key (kid, public_jwk, sealed_private, signs_from)
    values (${marks.kid}, ${{ ...publicPart, ...marks }}, ${sealed}, now() + make_interval(secs => ${aheadSeconds}))`;
}

/** Public keys that good tokens may still be signed with: read anew, so that a key another process made is seen. */
export async function publicKeys(database: Database): Promise<Jwk[]> {
  const rows = await database.reading(SYSTEM_VIEWER, (session) =>
    session.sql<{ public_jwk: Jwk }>(
      sql`select public_jwk from signing_key where retired_at is null or retired_at > now() order by signs_from desc`,
    ),
  );
  return rows.map(({ public_jwk }) => public_jwk);
}
