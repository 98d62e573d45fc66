import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mailOf, multipart, plainHead } from './mail.fixture.ts';
import { compoundFileProblem } from './msg.container.ts';
import { parseMail } from './parse-mail.ts';

/** A message of another project; it lies beside the checkout where somebody has collected samples, and nowhere else. */
const sample = fileURLToPath(new URL('../../../../../../shared/samples/mail/pymisp-email/mail_3.msg', import.meta.url));
const hasSample = existsSync(sample);
const noSample = 'no collection of sample mails lies beside this checkout';

describe('a message saved by Outlook', () => {
  it('is read alone and as an attachment, with text, HTML, headers and attachments', async (context) => {
    if (!hasSample) context.skip(noSample);
    const bytes = readFileSync(sample);
    const alone = await parseMail(bytes);
    expect(alone).toMatchObject({
      isParsed: true,
      mail: { format: 'msg', from: { address: 'mlemos@acm.org' }, sentAt: '2005-04-30T22:28:29.000Z' },
    });
    if (alone.isParsed)
      expect(alone.mail.attachments.map((one) => [one.name, one.bytes.length])).toEqual([
        ['attachment.txt', 64],
        ['logo.gif', 1195],
        ['background.gif', 3265],
      ]);
    const part = `Content-Type: application/octet-stream; name="phish.msg"\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64').replace(/.{76}/g, '$&\r\n')}`;
    const outer = await parseMail(mailOf([...plainHead, 'Content-Type: multipart/mixed; boundary=b'], multipart(part)));
    expect(outer).toMatchObject({
      isParsed: true,
      mail: { attachments: [{ name: 'phish.msg', inner: { format: 'msg' } }] },
    });
  });

  it('S20 whose chains lead back into themselves is refused before anything grows', async (context) => {
    if (!hasSample) context.skip(noSample);
    const bytes = readFileSync(sample);
    expect(compoundFileProblem(bytes)).toBeNull();
    const fatAt = (bytes.readUInt32LE(76) + 1) * 512;
    const circle = Buffer.from(bytes);
    circle.writeUInt32LE(0, fatAt);
    expect(compoundFileProblem(circle)).not.toBeNull();
    expect(await parseMail(circle)).toMatchObject({ isParsed: false });
    const directoryAt = (bytes.readUInt32LE(48) + 1) * 512;
    const tree = Buffer.from(bytes);
    tree.writeUInt32LE(0, directoryAt + 76);
    expect(await parseMail(tree)).toMatchObject({ isParsed: false });
  });

  it('S20 damaged anywhere ends in an answer', async (context) => {
    if (!hasSample) context.skip(noSample);
    const bytes = readFileSync(sample);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ at: fc.nat(bytes.length - 5), value: fc.oneof(fc.nat(0xffff_ffff), fc.nat(60)) }), {
          minLength: 1,
          maxLength: 20,
        }),
        fc.integer({ min: 513, max: bytes.length }),
        async (changes, length) => {
          const damaged = Buffer.from(bytes);
          for (const { at, value } of changes) damaged.writeUInt32LE(value, at);
          expect(typeof (await parseMail(damaged.subarray(0, length))).isParsed).toBe('boolean');
          expect(typeof (await parseMail(damaged)).isParsed).toBe('boolean');
        },
      ),
      { numRuns: 150 },
    );
  }, 60_000);

  it('that is only its first bytes is answered', async () => {
    const head = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(2_000)]);
    expect(await parseMail(head)).toMatchObject({ isParsed: false });
  });
});
