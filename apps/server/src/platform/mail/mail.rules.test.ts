import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { automaticSign, languageOf, oneLine, plainAddress } from './mail.rules.ts';

const id = '0198c2a4-7d00-7abc-8def-0123456789ab';

function signOf(headers: Readonly<Record<string, string>>, envelopeFrom = 'sato@example.co.jp'): string | null {
  return automaticSign(new Map(Object.entries(headers).map(([name, value]) => [name, [value]])), envelopeFrom);
}

describe('the loop guard', () => {
  it.each([
    ['a person', {}, 'sato@example.co.jp', null],
    ['a person who says so', { 'auto-submitted': 'no' }, 'sato@example.co.jp', null],
    ['a first-class mail', { precedence: 'first-class' }, 'sato@example.co.jp', null],
    ['an ordinary multipart', { 'content-type': 'multipart/mixed; boundary=x' }, 'a@b.example', null],
    ['a foreign Message-ID that begins like ours', { 'message-id': '<matoi.2026@example.org>' }, 'a@b.example', null],
    ['our own mark', { 'x-matoi-loop': '1' }, 'a@b.example', 'own-mail'],
    ['our own mark, emptied on the way', { 'x-matoi-loop': '' }, 'a@b.example', 'own-mail'],
    ['our own Message-ID', { 'message-id': `<matoi.${id}@example.jp>` }, 'a@b.example', 'own-mail'],
    ['our own Message-ID without brackets', { 'message-id': `matoi.${id}@example.jp` }, 'a@b.example', 'own-mail'],
    ['our own Message-ID in capitals', { 'message-id': `<MATOI.${id.toUpperCase()}@X>` }, 'a@b.example', 'own-mail'],
    ['an automatic reply', { 'auto-submitted': 'auto-replied' }, 'a@b.example', 'automatic-sender'],
    ['an automatic mail', { 'auto-submitted': 'Auto-Generated; x=y' }, 'a@b.example', 'automatic-sender'],
    ['a null sender', {}, '', 'automatic-sender'],
    ['a null sender in brackets', {}, '<>', 'automatic-sender'],
    ['bulk', { precedence: 'Bulk' }, 'a@b.example', 'automatic-sender'],
    ['a list', { precedence: 'list' }, 'a@b.example', 'automatic-sender'],
    ['junk', { precedence: ' junk ' }, 'a@b.example', 'automatic-sender'],
    ['a list by its id', { 'list-id': '<x.example>' }, 'a@b.example', 'automatic-sender'],
    ['who asks for no answers', { 'x-auto-response-suppress': 'OOF, All' }, 'a@b.example', 'automatic-sender'],
    ['a bounce', { 'content-type': 'Multipart/Report; report-type=x' }, 'a@b.example', 'automatic-sender'],
    ['the mailer daemon', {}, 'MAILER-DAEMON@mx.example', 'automatic-sender'],
    ['a no-reply address', {}, 'noreply@example.com', 'automatic-sender'],
    [
      'a no-reply address by its return path',
      { 'return-path': '<no-reply@x.example>' },
      'a@b.example',
      'automatic-sender',
    ],
    ['a do-not-reply address', {}, 'do-not-reply@example.com', 'automatic-sender'],
  ] as const)('judges %s', (_what, headers, envelopeFrom, expected) => {
    expect(signOf(headers, envelopeFrom)).toBe(expected);
  });

  it('never throws, whatever the headers say', () => {
    const headers = fc.array(fc.tuple(fc.string({ unit: 'binary' }), fc.array(fc.string({ unit: 'binary' }))));
    fc.assert(
      fc.property(headers, fc.string({ unit: 'binary' }), (lines, from) => {
        expect([null, 'own-mail', 'automatic-sender']).toContain(automaticSign(new Map(lines), from));
      }),
    );
  });
});

describe('the language of an answer', () => {
  it.each([
    ['hiragana in the text', { text: 'おせわになります' }, 'en', 'ja'],
    ['katakana in the subject', { subject: 'フィッシング' }, 'en', 'ja'],
    ['half-width katakana', { subject: 'ﾌｨｯｼﾝｸﾞ' }, 'en', 'ja'],
    ['Chinese characters alone are not proof', { subject: '安全事件' }, 'en', 'en'],
    ['a Japanese charset', { charset: 'ISO-2022-JP', text: 'hello' }, 'en', 'ja'],
    ['cp932 by its other name', { charset: 'Windows-31J' }, 'en', 'ja'],
    ['utf-8 says nothing', { charset: 'utf-8', text: 'hello' }, 'ja', 'ja'],
    ['a declared language', { contentLanguage: 'en-GB', text: 'hello' }, 'ja', 'en'],
    ['a declared language that Matoi does not speak', { contentLanguage: 'de', text: 'hallo' }, 'ja', 'ja'],
    ['script before declaration', { contentLanguage: 'en', text: 'こんにちは' }, 'en', 'ja'],
  ] as const)('%s', (_what, given, otherwise, expected) => {
    const mail = { text: '', subject: '', charset: null, contentLanguage: null, ...given };
    expect(languageOf(mail, otherwise)).toBe(expected);
  });
});

describe('an address that may be answered', () => {
  it.each([
    ['sato@example.co.jp', 'sato@example.co.jp'],
    [' sato@example.co.jp ', 'sato@example.co.jp'],
    ['a+b@[', null],
    ['佐藤@例え.jp', '佐藤@例え.jp'],
    ["o'brien@example.ie", "o'brien@example.ie"],
    ['', null],
    ['sato', null],
    ['a@b@c', null],
    ['a@b, c@d', null],
    ['a@b;c@d', null],
    ['Sato <a@b>', null],
    ['"a b"@c', null],
    ['a@b\r\nBcc: all@example.jp', null],
    ['a@b\nDATA', null],
    ['a\u0000@b', null],
    ['a@b\u0000', null],
    ['a@b (comment)', null],
    ['@b', null],
    ['a@', null],
    [`${'a'.repeat(320)}@b`, null],
  ])('%j gives %j', (text, expected) => {
    expect(plainAddress(text)).toBe(expected);
  });

  it('is never more than one mailbox and never leaves its line', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.emailAddress()), (text) => {
        const address = plainAddress(text);
        if (address === null) return;
        expect(address).not.toMatch(/[\p{Cc}\s,;<>]/u);
        expect(address.split('@')).toHaveLength(2);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('one line', () => {
  it.each([
    ['a\r\nBcc: all@example.jp', 300, 'a Bcc: all@example.jp'],
    ['a\u2028b\u2029c\u0085d\u000be', 300, 'a b c d e'],
    ['\u0000\u0000', 300, ''],
    ['  a \t b  ', 300, 'a b'],
    ['髙﨑①㈱', 2, '髙﨑'],
    ['😀😀😀', 2, '😀😀'],
  ])('%j at most %d is %j', (text, limit, expected) => {
    expect(oneLine(text, limit)).toBe(expected);
  });

  it('has no control characters, no ends of line and no more than asked', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.nat(50), (text, limit) => {
        const line = oneLine(text, limit);
        expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
        expect(Array.from(line).length).toBeLessThanOrEqual(limit);
      }),
      { numRuns: 2_000 },
    );
  });

  it('leaves no half of a character behind, because neither JSON in the database nor UTF-8 can hold one', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)) }), (text) => {
        const line = oneLine(text, 100);
        expect(Buffer.from(line, 'utf8').toString('utf8')).toBe(line);
      }),
    );
  });
});
