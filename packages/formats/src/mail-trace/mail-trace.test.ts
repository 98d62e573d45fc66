import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  organisationOf,
  readAuthenticationResults,
  readHops,
  readReceivedSpf,
  readSignature,
  resemblance,
} from './index.ts';

describe('the journey of a mail', () => {
  it('is told from the origin on, with the time between the stations', () => {
    const hops = readHops([
      'from mx.example.jp (mx.example.jp [203.0.113.9]) by inside.example.jp with ESMTPS id 3;\r\n Mon, 23 Nov 2026 10:00:09 +0900',
      'from evil (unknown [198.51.100.7]) by mx.example.jp with ESMTP id 2; Mon, 23 Nov 2026 10:00:02 +0900 (JST)',
      'from [IPv6:2001:db8::5] by evil with SMTP; Mon, 23 Nov 2026 01:00:00 +0000',
    ]);
    expect(hops.map(({ from, address, by, protocol, delay }) => [from, address, by, protocol, delay])).toEqual([
      ['[IPv6:2001:db8::5]', '2001:db8::5', 'evil', 'SMTP', null],
      ['evil', '198.51.100.7', 'mx.example.jp', 'ESMTP', 2_000],
      ['mx.example.jp', '203.0.113.9', 'inside.example.jp', 'ESMTPS', 7_000],
    ]);
  });

  it('shows a broken station as it was given', () => {
    const [broken] = readHops(['nonsense <script>; yesterday']);
    expect(broken).toEqual({
      raw: 'nonsense <script>; yesterday',
      from: null,
      address: null,
      by: null,
      protocol: null,
      at: null,
      delay: null,
    });
  });

  it('of hostile fields is read without an error', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (fields) => readHops(fields).length === fields.length),
    );
    expect(readHops([`from ${'a '.repeat(500_000)}; x`])).toHaveLength(1);
  });
});

describe('what hosts say that they checked', () => {
  it('is read with who says so', () => {
    const claim = readAuthenticationResults(
      'authentication-results',
      'mx.example.jp 1;\r\n spf=fail (comment; x) smtp.mailfrom=evil.example; dkim=pass header.d=evil.example; dmarc=fail header.from=example.jp',
    );
    expect(claim.by).toBe('mx.example.jp');
    expect(claim.results).toEqual([
      { method: 'spf', result: 'fail', about: 'evil.example' },
      { method: 'dkim', result: 'pass', about: 'evil.example' },
      { method: 'dmarc', result: 'fail', about: 'example.jp' },
    ]);
    expect(readAuthenticationResults('arc', 'i=1; mx.google.com; spf=pass').by).toBe('mx.google.com');
    expect(readAuthenticationResults('authentication-results', 'spf=pass smtp.mailfrom=a').by).toBeNull();
    expect(readReceivedSpf('Pass (x) receiver=mx.example.jp; envelope-from="<a@b.example>"')).toMatchObject({
      by: 'mx.example.jp',
      results: [{ method: 'spf', result: 'pass', about: 'a@b.example' }],
    });
    expect(readSignature('v=1; a=rsa-sha256; d=example.jp; s=sel; b=x')).toEqual({
      domain: 'example.jp',
      selector: 'sel',
    });
  });
});

describe('a name that could be taken for ours', () => {
  it.each([
    ['moegido.example', 'moegido.example', null],
    ['mail.moegido.example', 'moegido.example', null],
    ['m0egido.example', 'moegido.example', 'looks-same'],
    ['moegidо.example', 'moegido.example', 'looks-same'],
    ['rnoegido.example', 'moegido.example', 'looks-same'],
    ['moegid.example', 'moegido.example', 'one-letter-off'],
    ['meogido.example', 'moegido.example', 'one-letter-off'],
    ['moegido.example.evil.com', 'moegido.example', 'as-subdomain'],
    ['moegido.com', 'moegido.example', 'other-ending'],
    ['moegido-login.com', 'moegido.example', 'contains'],
    ['example.org', 'moegido.example', null],
    ['abd.jp', 'abc.jp', null],
  ])('%s beside %s: %s', (host, own, expected) => {
    expect(resemblance(host, own)).toBe(expected);
  });
  it('knows the organisation behind a host', () => {
    expect([organisationOf('mail.example.co.jp'), organisationOf('a.b.example.com'), organisationOf('x')]).toEqual([
      'example.co.jp',
      'example.com',
      'x',
    ]);
  });
});
