import { expect, test } from 'vitest';
import { defang, safeParts } from './safe-text.rules.ts';

test('an address cannot be clicked or pasted by mistake', () => {
  expect(defang('https://shop.moegido.example/winter?a=b.c')).toBe('hxxps://shop[.]moegido[.]example/winter?a=b.c');
  expect(defang('http://203.0.113.7:8080')).toBe('hxxp://203[.]0[.]113[.]7:8080');
  expect(defang('www.example.jp')).toBe('www[.]example[.]jp');
});

test('what is defanged already stays as it is', () => {
  expect(defang('hxxps://shop[.]example/x')).toBe('hxxps://shop[.]example/x');
});

test('addresses are found inside Japanese text without its punctuation', () => {
  expect(safeParts('詳細は「https://a.example/x」です。')).toEqual([
    { kind: 'text', text: '詳細は「' },
    { kind: 'address', text: 'hxxps://a[.]example/x' },
    { kind: 'text', text: '」です。' },
  ]);
});

test('the end of a sentence is not part of an address', () => {
  expect(safeParts('See http://a.example.')).toEqual([
    { kind: 'text', text: 'See ' },
    { kind: 'address', text: 'hxxp://a[.]example' },
    { kind: 'text', text: '.' },
  ]);
});

test('S1 an address of a stranger that is nearly nothing but full stops is read in one pass', () => {
  const stops = '.)'.repeat(200_000);
  expect(safeParts(`http://a${stops}b${stops}`).map(({ text }) => text.length)).toEqual([800_009, 400_000]);
});

test('text without addresses is one part, and none is lost', () => {
  expect(safeParts('工場から電話')).toEqual([{ kind: 'text', text: '工場から電話' }]);
  expect(safeParts('')).toEqual([]);
});
