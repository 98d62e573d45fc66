import { messageTlps } from '@matoi/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mailText, mailTitle, messageIdsOf, numbersIn, quoteText, tlpLabel } from './writing.rules.ts';

describe('the subject line', () => {
  it.each([
    ['hello', null, '[INC-2026-0001] hello'],
    ['Re: [INC-2026-0001] hello', null, 'Re: [INC-2026-0001] hello'],
    ['re: inc-2026-0001', null, 're: inc-2026-0001'],
    ['hello', 'red' as const, '[TLP:RED] [INC-2026-0001] hello'],
    ['[TLP:AMBER] hello', 'green' as const, '[TLP:GREEN] [INC-2026-0001] hello'],
    ['[TLP:AMBER+STRICT]hello', null, '[INC-2026-0001] hello'],
    ['hello tlp:white', 'clear' as const, '[TLP:CLEAR] [INC-2026-0001] hello'],
  ])('of %j with %j is %j', (title, tlp, expected) => {
    expect(mailTitle({ title, tlp, number: 'INC-2026-0001' })).toBe(expected);
  });

  it('is one line of at most 300 characters, whatever goes in, and marked as it should be', () => {
    const any = fc.string({ unit: 'binary', maxLength: 600 });
    fc.assert(
      fc.property(any, fc.constantFrom(...messageTlps), (title, tlp) => {
        const made = mailTitle({ title, tlp, number: 'INC-2026-0001' });
        expect(made).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e]/u);
        expect(made.startsWith(`[${tlpLabel(tlp)}] `)).toBe(true);
        expect(made.match(/TLP:/g)).toHaveLength(1);
        expect(Array.from(made).length).toBeLessThanOrEqual(300);
      }),
    );
  });
});

describe('the text', () => {
  it('has the marking first, then the words, signature, quotation', () => {
    const text = mailText({ text: 'words\r\nmore', tlp: 'amber', signature: 'me', quote: '> you' });
    expect(text).toBe('TLP:AMBER\n\nwords\nmore\n\n-- \nme\n\n> you');
    expect(mailText({ text: ' words ', tlp: null, signature: ' ', quote: null })).toBe('words');
  });

  it('has no control characters but line feed and tab', () => {
    expect(mailText({ text: 'a\u0000b\u001bc\td\ud800', tlp: null, signature: null, quote: null })).toBe(
      'abc\td\ufffd',
    );
  });
});

describe('a quotation', () => {
  it('puts a sign before each line, and one more before what was quoted already', () => {
    expect(quoteText('a\n\n> b\n>> c\r\nd\n', 'A wrote:')).toBe('A wrote:\n> a\n>\n>> b\n>>> c\n> d');
  });

  it('of a long text is cut, and says so', () => {
    const lines = quoteText(Array.from({ length: 500 }, () => 'x').join('\n'), 'A:').split('\n');
    expect([lines.length, lines.at(-1)]).toEqual([402, '> […]']);
  });
});

describe('Message-IDs of headers', () => {
  it.each([
    [['<a@b>'], ['a@b']],
    [['a@b'], ['a@b']],
    [['<a@b> <c@d>\r\n <a@b>'], ['a@b', 'c@d']],
    [[null, '', '  '], []],
    [['two words'], []],
    [[`<${'x'.repeat(400)}>`], []],
  ])('%j are %j', (headers, expected) => {
    expect(messageIdsOf(headers)).toEqual(expected);
  });

  it('are at most fifty', () => {
    const many = Array.from({ length: 500 }, (_, at) => `<${at}@x>`).join(' ');
    expect(messageIdsOf([many])).toHaveLength(50);
    expect(messageIdsOf([many]).at(-1)).toBe('499@x');
  });
});

describe('numbers in a subject', () => {
  it.each([
    ['Re: [REP-2026-0001] x', ['REP-2026-0001']],
    ['ｒｅｐ－２０２６－０００１ inc-2026-00012', ['REP-2026-0001', 'INC-2026-00012']],
    ['9REP-2026-0001 REP-26-1 REP-2026-0001234567', []],
    ['', []],
  ])('of %j are %j', (title, expected) => {
    expect(numbersIn(title)).toEqual(expected);
  });

  it('are found fast in what was made to be slow', () => {
    expect(numbersIn('REP-2026-'.repeat(50_000))).toEqual([]);
  });
});
