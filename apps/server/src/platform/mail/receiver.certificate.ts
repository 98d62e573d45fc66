import { createPrivateKey, generateKeyPairSync, randomBytes, webcrypto, X509Certificate } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import * as asn1js from 'asn1js';
import * as pkijs from 'pkijs';

export type Certificate = { readonly key: string; readonly cert: string; readonly validUntil: Date };

type EngineParts = ConstructorParameters<typeof pkijs.CryptoEngine>[0];
const days = 86_400_000;
const lifetime = { days: 730, renewBefore: 60 };

/**
 * The self-made certificate of the receiver, kept under `directory` and made anew two months before it ends. Senders of
 * mail encrypt without checking it (RFC 7435); who wants it checked gives a certificate of an authority.
 */
export async function keepCertificate(given: {
  readonly directory: string | null;
  readonly hostName: string;
  readonly now: Date;
}): Promise<Certificate> {
  const path = given.directory === null ? null : join(given.directory, 'smtp-tls.pem');
  if (path !== null && existsSync(path)) {
    const kept = readCertificate(await readFile(path, 'utf8'));
    if (kept !== null && kept.validUntil.getTime() - given.now.getTime() > lifetime.renewBefore * days) return kept;
  }
  const made = await makeCertificate(given);
  if (path !== null && given.directory !== null) {
    await mkdir(given.directory, { recursive: true, mode: 0o700 });
    const temporary = `${path}.${randomBytes(4).toString('hex')}`;
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(made.key + made.cert);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  }
  return made;
}

/** Reads key and certificate; null when one of them is none or they do not belong together. */
export function readCertificate(pem: string): Certificate | null {
  const key = /-----BEGIN [A-Z ]*PRIVATE KEY-----[^-]+-----END [A-Z ]*PRIVATE KEY-----\n?/.exec(pem)?.[0];
  const cert = [...pem.matchAll(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n?/g)]
    .map((one) => one[0])
    .join('');
  if (key === undefined || cert === '') return null;
  try {
    const parsed = new X509Certificate(cert);
    if (!parsed.checkPrivateKey(createPrivateKey(key))) return null;
    return { key, cert, validUntil: new Date(parsed.validTo) };
  } catch (error) {
    // What OpenSSL cannot read is no certificate; it says so with codes of its own.
    if (error instanceof Error && 'code' in error && /^ERR_OSSL|^ERR_INVALID/.test(String(error.code))) return null;
    throw error;
  }
}

async function makeCertificate(given: { readonly hostName: string; readonly now: Date }): Promise<Certificate> {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256' };
  const pkcs8 = privateKey.export({ type: 'pkcs8', format: 'der' });
  const { subtle } = webcrypto;
  const jwk = privateKey.export({ format: 'jwk' });
  const signingKey = await subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign']);
  const publicKey = await subtle.importKey(
    'jwk',
    { kty: 'EC', crv: 'P-256', x: jwk.x ?? '', y: jwk.y ?? '' },
    algorithm,
    true,
    ['verify'],
  );

  const certificate = new pkijs.Certificate();
  certificate.version = 2;
  certificate.serialNumber = new asn1js.Integer({ valueHex: positive(randomBytes(16)) });
  const name = () =>
    new pkijs.AttributeTypeAndValue({ type: '2.5.4.3', value: new asn1js.Utf8String({ value: given.hostName }) });
  certificate.issuer.typesAndValues.push(name());
  certificate.subject.typesAndValues.push(name());
  certificate.notBefore.value = new Date(given.now.getTime() - days);
  certificate.notAfter.value = new Date(given.now.getTime() + lifetime.days * days);
  const names = new pkijs.GeneralNames({ names: [new pkijs.GeneralName({ type: 2, value: given.hostName })] });
  certificate.extensions = [
    new pkijs.Extension({ extnID: '2.5.29.17', critical: false, extnValue: names.toSchema().toBER(false) }),
    new pkijs.Extension({
      extnID: '2.5.29.19',
      critical: true,
      extnValue: new pkijs.BasicConstraints({ cA: false }).toSchema().toBER(false),
    }),
  ];
  const crypto = new pkijs.CryptoEngine({ name: 'node', crypto: webcrypto as EngineParts['crypto'] });
  await certificate.subjectPublicKeyInfo.importKey(publicKey, crypto);
  await certificate.sign(signingKey, 'SHA-256', crypto);
  const cert = pem(Buffer.from(certificate.toSchema(true).toBER(false)));
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return { key, cert, validUntil: new Date(new X509Certificate(cert).validTo) };
}

/** As a positive integer whose first byte is not zero: DER allows no padding (X.690 §8.3.2), RFC 5280 §4.1.2.2 no sign. */
function positive(bytes: Buffer): ArrayBuffer {
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return new Uint8Array(bytes).buffer;
}

const pem = (der: Buffer) =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{64}/g, '$&\n').trimEnd()}\n-----END CERTIFICATE-----\n`;
