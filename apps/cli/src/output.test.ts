import { afterEach, describe, expect, it, vi } from 'vitest';
import { printJson, printTable, safe, widthOf } from './output.ts';

afterEach(() => vi.restoreAllMocks());

/** What the given function prints. */
function printed(print: () => void): readonly string[] {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((text: string) => lines.push(text));
  print();
  return lines;
}

describe('the width of a text in a terminal', () => {
  it.each([
    ['abc', 3],
    ['', 0],
    ['漏洩', 4],
    ['ひらがな', 8],
    ['カタカナ', 8],
    ['ｶﾀｶﾅ', 4],
    ['ＡＢ', 4],
    ['「」、。', 8],
    ['ー々〆', 6],
    ['髙﨑𠮷', 6],
    ['한글', 4],
    ['😀', 2],
    ['が', 2],
    ['e\u0301', 1],
    ['a\u200db', 2],
    ['〜～', 4],
  ])('of %s is %i columns', (text, width) => {
    expect(widthOf(text)).toBe(width);
  });
});

describe('a table', () => {
  it('lines up when Japanese, half-width kana and Latin letters stand below each other', () => {
    const rows = [
      ['誤送信', 'INC-1', 'x'],
      ['ｺﾞｿｳｼﾝ', 'INC-22', 'y'],
      ['mail sent to all', 'INC-3', 'z'],
      ['😀 한글', 'INC-4', 'w'],
    ];
    const lines = printed(() => printTable(['TITLE', 'NUMBER', 'X'], rows));
    const column = (line: string, of: string) => widthOf(line.slice(0, line.indexOf(of)));
    expect(new Set(lines.slice(1).map((line) => column(line, 'INC-'))).size).toBe(1);
    expect(column(lines[0] ?? '', 'NUMBER')).toBe(column(lines[1] ?? '', 'INC-'));
    expect(lines.every((line) => line === line.trimEnd())).toBe(true);
  });

  it('prints its head alone when there is nothing, and does not fail on a short row', () => {
    expect(printed(() => printTable(['A', 'B'], []))).toEqual(['A  B']);
    expect(printed(() => printTable(['A', 'B'], [['x']]))).toEqual(['A  B', 'x']);
  });
});

describe('what strangers wrote', () => {
  it.each([
    ['an escape sequence', '\u001b[2J\u001b[31mred'],
    ['a title of the window', '\u001b]0;owned\u0007'],
    ['an 8-bit control sequence', '\u009b2J'],
    ['a carriage return', 'right\rwrong'],
    ['a backspace', 'ab\b\bcd'],
    ['right-to-left override', 'invoice\u202egpj.exe'],
    ['invisible characters', 'a\u200b\u2060\ufeffb'],
    ['tag characters', 'a\u{e0041}b'],
    ['a hyperlink', '\u001b]8;;http://evil.example\u001b\\text\u001b]8;;\u001b\\'],
  ])('drives no terminal: %s', (_name, text) => {
    expect(safe(text)).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it('is otherwise printed as it is', () => {
    expect(safe('佐藤 健 <sato@example.jp> 髙﨑 😀')).toBe('佐藤 健 <sato@example.jp> 髙﨑 😀');
  });

  it('drives no terminal in JSON either, and reads back as it was', () => {
    const value = { title: 'a\u001b[2J\u009b31m\u202e\u200b\u{e0041}\u2028b', list: ['\u007f', '漏洩\n二行目'] };
    const text = printed(() => printJson(value)).join('\n');
    expect(text.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(text).toContain('漏洩');
    expect(JSON.parse(text)).toEqual(value);
  });
});
