import { isRefusal } from '@matoi/kernel';
import { describe, expect, it } from 'vitest';
import { contentType } from './file.map.ts';
import { asPictureType, decideAdded, decideChange, hasPicture, safeName } from './file.rules.ts';

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe('S4 the name of a file', () => {
  it.each([
    ['../../../etc/passwd', 'passwd'],
    ['..\\..\\windows\\system32\\x.dll', 'x.dll'],
    ['..', 'file'],
    ['/', 'file'],
    ['invoice\u202egpj.exe', 'invoicegpj.exe'],
    ['a\u0000b\u2028c', 'abc'],
    ['  議事録 .docx ', '議事録 .docx'],
    ['長'.repeat(300), '長'.repeat(200)],
  ])('%j is kept as %j', (given, kept) => {
    expect(safeName(given)).toBe(kept);
  });
});

describe('S2 what a content is', () => {
  it.each([
    ['a picture', png, 'image/png'],
    ['a page', '<!DOCTYPE html><script>alert(1)</script>', 'text/plain'],
    ['a page with another beginning', '<html xmlns="http://www.w3.org/1999/xhtml"></html>', 'text/plain'],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'text/plain'],
    ['a drawing in XML', '<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>', 'text/plain'],
    ['Japanese text that is cut', Buffer.from('漏洩').subarray(0, 5), 'text/plain'],
    ['bytes', Buffer.from([0, 1, 2, 3, 250, 251]), 'application/octet-stream'],
    ['nothing', '', 'application/octet-stream'],
    ['the beginning of a program', Buffer.from('MZ\u0090\u0000\u0003', 'latin1'), 'application/x-msdownload'],
  ])('%s is known by its bytes', async (_name, content, type) => {
    expect(await contentType(Buffer.from(content as string))).toBe(type);
  });

  it('is shown as a picture only when it is a raster one of a size that a page bears', () => {
    for (const type of ['image/svg+xml', 'text/html', 'image/tiff', 'application/pdf', 'image/png;x'])
      expect([type, asPictureType(type)]).toEqual([type, null]);
    expect(hasPicture({ mediaType: 'image/png', size: 10_485_760 })).toBe(true);
    expect(hasPicture({ mediaType: 'image/png', size: 10_485_761 })).toBe(false);
    expect(hasPicture({ mediaType: 'image/svg+xml', size: 1 })).toBe(false);
  });
});

describe('adding and changing', () => {
  it('refuses nothing at all, and the same again by the name under which it is there', () => {
    expect(decideAdded({ size: 0 }, null)).toMatchObject({ code: 'attachments.add.empty' });
    expect(decideAdded({ size: 1 }, { name: 'log.txt' })).toMatchObject({
      code: 'attachments.add.there-already',
      params: { name: 'log.txt' },
    });
    expect(isRefusal(decideAdded({ size: 1 }, null))).toBe(false);
  });

  it('refuses to change what was withdrawn', () => {
    const by = { kind: 'user', id: 'x', name: 'x' } as const;
    expect(decideChange({ withdrawn: { at: new Date(0), by, reason: 'x' } })).toMatchObject({
      code: 'attachments.change.withdrawn',
    });
    expect(decideChange({ withdrawn: null })).toBeNull();
  });
});
