import { describe, expect, it } from 'vitest';
import { addressText, answerTitle, parseAddresses, partQuote, withTemplate } from './writing.rules.ts';

describe('receivers as people type them', () => {
  it.each([
    ['a@example.jp', [{ address: 'a@example.jp' }]],
    [
      '山田 太郎 <y@example.jp>、b@example.jp',
      [{ name: '山田 太郎', address: 'y@example.jp' }, { address: 'b@example.jp' }],
    ],
    ['"Sato" <s@example.jp>;\n', [{ name: 'Sato', address: 's@example.jp' }]],
    ['', []],
  ])('%j', (text, addresses) => {
    expect(parseAddresses(text)).toEqual({ addresses, bad: [] });
  });

  it.each(['no address', 'a@b', '<@>', 'a@example.jp b@example.jp'])('refuses %j by name', (text) => {
    expect(parseAddresses(text)).toEqual({ addresses: [], bad: [text] });
  });

  it('reads what it writes, also for a name that would part', () => {
    for (const name of [null, '山田 太郎', 'A, B', 'x <y>']) {
      const { addresses, bad } = parseAddresses(addressText({ name, address: 'a@example.jp' }));
      expect([addresses.map(({ address }) => address), bad]).toEqual([['a@example.jp'], []]);
    }
  });
});

describe('quotations', () => {
  it.each([
    ['hello', 'hello', ''],
    ['yes\n\nOn Sunday, A wrote:\n> one\n> two', 'yes', 'On Sunday, A wrote:\n> one\n> two'],
    ['はい\n\n> 一\n> 二', 'はい', '> 一\n> 二'],
    ['はい\n-----Original Message-----\nFrom: a\nx', 'はい', '-----Original Message-----\nFrom: a\nx'],
  ])('are parted from %j', (text, own, quoted) => {
    expect(partQuote(text)).toEqual({ own, quoted });
  });

  it.each(['> one\n> two', '> q\n> q\nanswer between\n> q', 'only one\n> line'])('of %j nothing is hidden', (text) => {
    expect(partQuote(text)).toEqual({ own: text, quoted: '' });
  });
});

describe('a prepared text', () => {
  it('never takes away what was typed', () => {
    expect(withTemplate('', 'new', null)).toBe('new');
    expect(withTemplate('old', 'new', 'old')).toBe('new');
    expect(withTemplate('typed', 'new', 'old')).toBe('new\n\ntyped');
  });

  it.each([
    ['hello', 'Re: hello'],
    ['Re: RE： hello', 'Re: hello'],
    ['返信: Fw: 件名', 'Re: 件名'],
  ])('answers %j by %j', (title, expected) => {
    expect(answerTitle(title)).toBe(expected);
  });
});
