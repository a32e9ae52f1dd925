import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A key with its certificate, both PEM. */
export interface KeyAndCertificate {
  key: string;
  certificate: string;
}

const SHA256_WITH_RSA = Buffer.from('300d06092a864886f70d01010b0500', 'hex');
const COMMON_NAME = Buffer.from('0603550403', 'hex');

/** A self-signed certificate (X.509 version 1) for test systems: SAML partners know each other by their keys alone. */
export function makeCertificate(name: string, pem?: string): KeyAndCertificate {
  const key = pem ? createPrivateKey(pem) : generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  const subject = node(0x30, node(0x31, node(0x30, COMMON_NAME, node(0x0c, Buffer.from(name)))));
  const body = node(
    0x30,
    node(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    SHA256_WITH_RSA,
    subject,
    node(0x30, day('240101000000Z'), day('491231235959Z')),
    subject,
    createPublicKey(key).export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', body, key);
  const der = node(0x30, body, SHA256_WITH_RSA, node(0x03, Buffer.from([0]), signature));
  return {
    key: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: toPem(der),
  };
}

const day = (text: string): Buffer => node(0x17, Buffer.from(text));

/** One element of DER: tag, length, content. */
function node(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const toPem = (der: Buffer): string => {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
};
