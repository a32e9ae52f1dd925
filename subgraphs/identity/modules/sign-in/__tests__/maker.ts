import { createPrivateKey, X509Certificate } from 'node:crypto';

/** Root of a maker of authenticators that does not exist; good for tests and until 2126. */
export const MAKER_ROOT = `-----BEGIN CERTIFICATE-----
MIIBizCCATGgAwIBAgIUbP8iRdZHVRaEk2iLb0e0FrxL8mcwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPVGVzdCBtYWtlciByb290MCAXDTI2MTEyMjA4MzUxMloYDzIx
MjYxMDI5MDgzNTEyWjAaMRgwFgYDVQQDDA9UZXN0IG1ha2VyIHJvb3QwWTATBgcq
hkjOPQIBBggqhkjOPQMBBwNCAAQ+CV+mJUO3IH/VgO4o4vX7UA/T2fBxaBCmHwRU
8fA3t41VIvOzD5QcwSkzj25/VJeyoxygOeWC/kno+4cl2ZtJo1MwUTAdBgNVHQ4E
FgQUWbSl3TTsGdoHHvU3sRwjdCVcxdwwHwYDVR0jBBgwFoAUWbSl3TTsGdoHHvU3
sRwjdCVcxdwwDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiEA4FPy
qVuqFiOg5GH26aj2NackIJ6ZkfrItGlP9IOVkUMCIDKHfU5xyL4+zZiazzdq2bpe
p6xEJRqGSQ/eGjAypB4R
-----END CERTIFICATE-----`;

const LEAF = `-----BEGIN CERTIFICATE-----
MIIBxzCCAW2gAwIBAgIUXDTqisXlhoeWunv0xAM3CGajsyEwCgYIKoZIzj0EAwIw
GjEYMBYGA1UEAwwPVGVzdCBtYWtlciByb290MCAXDTI2MTEyMjA4MzUxMloYDzIx
MjYxMDI5MDgzNTEyWjBZMQswCQYDVQQGEwJERTETMBEGA1UECgwKVGVzdCBtYWtl
cjEiMCAGA1UECwwZQXV0aGVudGljYXRvciBBdHRlc3RhdGlvbjERMA8GA1UEAwwI
VGVzdCBrZXkwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAASfhleZr2o508Zv6+w+
i86s6mUCPfZnFqAbQmFYkI1WoSuo9DlVU9iypzjRngVEDjJkr0oIIuarfnv2pXyO
bNnto1AwTjAMBgNVHRMBAf8EAjAAMB0GA1UdDgQWBBQlRMyGqehgfsqPhxTuW8iR
USLpoDAfBgNVHSMEGDAWgBRZtKXdNOwZ2gce9TexHCN0JVzF3DAKBggqhkjOPQQD
AgNIADBFAiBcml+RuFwmyPhhruM8qewm6u5T+bqc918IiHBWzVwQlwIhAI2iidRK
6EDJKSpMggqvR2iNAflyMZlj7uZjBtcfDAQW
-----END CERTIFICATE-----`;

const LEAF_KEY = `-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgSzgiLFJRhmHKhANc
hYiaLEkdWOBjwsnjurzfBV0x1OehRANCAASfhleZr2o508Zv6+w+i86s6mUCPfZn
FqAbQmFYkI1WoSuo9DlVU9iypzjRngVEDjJkr0oIIuarfnv2pXyObNnt
-----END PRIVATE KEY-----`;

/** What an authenticator of this maker signs its attestation with. */
export const MAKER = {
  certificates: [Buffer.from(new X509Certificate(LEAF).raw)],
  privateKey: createPrivateKey(LEAF_KEY),
};
