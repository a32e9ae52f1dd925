/** `node bin/make-env.mjs > .env`: a secret and the key pairs for docker-compose.yml. Plain JavaScript: runs on any Node from 20. */
import { generateKeyPairSync, randomBytes } from 'node:crypto';

const ISSUERS = ['gateway', 'identity', 'account', 'townhall', 'payment', 'transit', 'waste'];

const pairs = ISSUERS.map((issuer) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { issuer, privateJwk: privateKey.export({ format: 'jwk' }), publicJwk: publicKey.export({ format: 'jwk' }) };
});
const visaKeys = Object.fromEntries(pairs.map(({ issuer, publicJwk }) => [issuer, publicJwk]));

const lines = [
  '# Secrets of one hub: keep this file out of version control, and away from the backup of the databases.',
  'PUBLIC_URL=https://stadttor.example',
  `POSTGRES_PASSWORD=${randomBytes(24).toString('hex')}`,
  `STADTTOR_SECRET=${randomBytes(32).toString('hex')}`,
  // Single quotes: Compose takes what is between them as it stands.
  `VISA_KEYS='${JSON.stringify(visaKeys)}'`,
  ...pairs.map(({ issuer, privateJwk }) => `VISA_KEY_${issuer.toUpperCase()}='${JSON.stringify(privateJwk)}'`),
];
process.stdout.write(`${lines.join('\n')}\n`);
