import { X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keepCertificate, readCertificate } from './receiver.certificate.ts';

describe('a certificate made by the receiver itself', () => {
  it('is one that OpenSSL reads and finds signed by its own key, whatever its number is', async () => {
    const now = new Date('2026-11-22T00:00:00Z');
    // One number in 256 began with a zero that DER does not allow.
    for (let at = 0; at < 1_000; at += 1) {
      const { cert, key } = await keepCertificate({ directory: null, hostName: 'mail.example.jp', now });
      const parsed = new X509Certificate(cert);
      expect(parsed.verify(parsed.publicKey)).toBe(true);
      expect(parsed.serialNumber).toMatch(/^[4-7][0-9A-F]{31}$/);
      if (at === 0) expect(readCertificate(key + cert)?.validUntil.getTime()).toBe(Date.parse(parsed.validTo));
    }
  }, 60_000);
});
