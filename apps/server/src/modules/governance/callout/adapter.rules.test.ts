import { describe, expect, it } from 'vitest';
import {
  fillAddress,
  fillBody,
  leadsElsewhere,
  refusalOfAdapter,
  unknownVariables,
  type Values,
  wordsOf,
} from './adapter.rules.ts';

const values: Values = {
  number: 'INC-2026-0001',
  priority: '1',
  link: 'https://csirt.example.jp/g/x',
  text: 'line "one"\nline two & {{number}}',
  name: "O'Neil <高橋>",
  address: '+8190 1234',
  team: 'CSIRT',
  word: 'w',
  receipt: 'https://csirt.example.jp/r',
};

describe('the body of a request', () => {
  it('is JSON whatever a value holds, and a value is no template', () => {
    const body = fillBody(
      { contentType: 'application/json; charset=utf-8', body: '{"text":"{{text}}","to":"{{ address }}"}' },
      values,
    );
    expect(JSON.parse(body)).toEqual({ text: values.text, to: values.address });
  });

  it.each([
    [
      'application/x-www-form-urlencoded',
      'To={{address}}&Body={{name}}',
      "To=%2B8190%201234&Body=O'Neil%20%3C%E9%AB%98%E6%A9%8B%3E",
    ],
    ['application/xml', '<n>{{name}}</n>', '<n>O&#39;Neil &#60;高橋&#62;</n>'],
    ['text/plain', '{{number}} {{unknown}}', 'INC-2026-0001 {{unknown}}'],
  ])('as %s', (contentType, body, expected) => {
    expect(fillBody({ contentType, body }, values)).toBe(expected);
  });

  it('knows which places are none of ours', () => {
    expect(unknownVariables('{{number}} {{ title }} {{}}')).toEqual(['title', '']);
  });
});

describe('a service is judged before it is kept', () => {
  it.each([
    ['javascript:alert(1)', 'call-adapters.save.bad-address'],
    ['file:///etc/passwd', 'call-adapters.save.bad-address'],
    ['not an address', 'call-adapters.save.bad-address'],
    ['https://user:secret@sms.example.jp/', 'call-adapters.save.bad-address'],
    ['https://{{address}}/send', 'call-adapters.save.bad-address'],
    ['https://sms.example.jp{{address}}/send', 'call-adapters.save.bad-address'],
    ['https://sms.example.jp/{{title}}', 'call-adapters.save.unknown-variable'],
  ])('%s is refused', (url, code) => {
    expect(
      refusalOfAdapter({ url, body: '', isPrivateAllowed: true, contentType: 'application/json', receipt: null }, []),
    ).toMatchObject({
      code,
      fields: [{ path: 'body.url' }],
    });
  });

  it.each([
    { name: 'Host', value: 'other' },
    { name: 'Content-Length', value: '0' },
    { name: 'X Bad', value: 'a' },
    { name: 'X-Key', value: 'a\r\nX-Other: b' },
    { name: 'X-Key', value: '鍵' },
  ])('the header $name is refused', (header) => {
    expect(
      refusalOfAdapter(
        {
          url: 'https://sms.example.jp/',
          body: '',
          isPrivateAllowed: false,
          contentType: 'application/json',
          receipt: null,
        },
        [header],
      ),
    ).toMatchObject({
      code: 'call-adapters.save.bad-header',
    });
  });

  it('without encryption is refused outside of the own network', () => {
    const given = { url: 'http://sms.example.jp/', body: '' };
    expect(
      refusalOfAdapter({ ...given, isPrivateAllowed: false, contentType: 'application/json', receipt: null }, []),
    ).toMatchObject({
      code: 'call-adapters.save.bad-address',
    });
    expect(
      refusalOfAdapter({ ...given, isPrivateAllowed: true, contentType: 'application/json', receipt: null }, []),
    ).toBeNull();
  });

  it('takes a variable in path and query, where it is encoded', () => {
    const url = 'https://sms.example.jp/send/{{address}}?n={{number}}';
    expect(
      refusalOfAdapter(
        { url, body: '{{text}}', isPrivateAllowed: false, contentType: 'application/json', receipt: null },
        [{ name: 'Authorization', value: 'Bearer x' }],
      ),
    ).toBeNull();
    expect(fillAddress(url, values)).toBe('https://sms.example.jp/send/%2B8190%201234?n=INC-2026-0001');
  });

  it('is not led out of its path by a value', () => {
    const url = 'https://sms.example.jp/send/{{address}}/now';
    for (const address of ['.', '..', '...'])
      expect(fillAddress(url, { ...values, address })).toBe('https://sms.example.jp/send/_/now');
    expect(fillAddress(url, { ...values, address: '../admin' })).toBe('https://sms.example.jp/send/..%2Fadmin/now');
  });

  it('is refused with a content type that no header can hold', () => {
    const given = { url: 'https://sms.example.jp/', body: '', isPrivateAllowed: false, receipt: null };
    expect(refusalOfAdapter({ ...given, contentType: '日本語' }, [])).toMatchObject({
      code: 'call-adapters.save.bad-header',
      params: { name: 'Content-Type' },
    });
  });

  it('asks for its headers again when they would go elsewhere', () => {
    const before = { url: 'https://sms.example.jp/a', isPrivateAllowed: false };
    expect(leadsElsewhere(before, { ...before, url: 'https://sms.example.jp/b' })).toBe(false);
    expect(leadsElsewhere(before, { ...before, url: 'http://sms.example.jp/a' })).toBe(true);
    expect(leadsElsewhere(before, { ...before, url: 'https://evil.example.jp/a' })).toBe(true);
    expect(leadsElsewhere(before, { ...before, isPrivateAllowed: true })).toBe(true);
  });

  it('keeps of an answer one short line', () => {
    expect(wordsOf(400, '{\n "error":\t"no credit"}')).toBe('HTTP 400: { "error": "no credit"}');
    expect(wordsOf(204, '')).toBe('HTTP 204');
    expect(wordsOf(200, 'x'.repeat(5_000)).length).toBeLessThan(250);
  });
});
