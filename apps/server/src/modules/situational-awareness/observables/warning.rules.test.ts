import { describe, expect, it } from 'vitest';
import { comparable, firstCells, programLists, readEntry, ready } from './warning.map.ts';
import type { WarningList } from './warning.model.ts';
import { blockWarningsOf, decideEntries, isLeftOut, warningsOf } from './warning.rules.ts';

const own = (match: WarningList['match'], ...entries: string[]) =>
  ready({
    id: `own-${match}-${entries.join()}`,
    version: 1,
    isOwn: true,
    isOn: true,
    name: { ja: '取引先', en: 'Suppliers' },
    reason: { ja: '', en: '' },
    source: '',
    effectiveOn: null,
    match,
    leavesOut: false,
    entries,
    changed: null,
  });

describe('a value on a list', () => {
  const names = own('suffix', 'minato.example');
  const exact = own('exact', 'minato.example', 'a'.repeat(32));
  const net = own('network', '198.51.100.0/24', '2001:db8:7::/48', '203.0.113.7');
  it.each([
    [names, 'domain', 'minato.example', true],
    [names, 'domain', 'www.minato.example', true],
    [names, 'email', 'sato@mail.minato.example', true],
    [names, 'url', 'https://www.minato.example:8443/a', true],
    [names, 'endpoint', 'www.minato.example:443', true],
    [names, 'domain', 'evil-minato.example', false],
    [names, 'domain', 'minato.example.evil.test', false],
    [names, 'file-name', 'minato.example', false],
    [exact, 'domain', 'minato.example', true],
    [exact, 'domain', 'www.minato.example', false],
    [exact, 'url', 'https://minato.example/', false],
    [exact, 'md5', 'a'.repeat(32), true],
    [net, 'ipv4', '198.51.100.9', true],
    [net, 'ipv4', '198.51.101.9', false],
    [net, 'ipv6', '2001:db8:7::1', true],
    [net, 'endpoint', '198.51.100.9:80', true],
    [net, 'url', 'http://[2001:db8:7::1]/', true],
    [net, 'network', '198.51.100.128/25', true],
    [net, 'network', '198.51.0.0/16', false],
    [net, 'ipv4', '203.0.113.7', true],
    [net, 'domain', 'minato.example', false],
  ] as const)('%o %s %s: %s', (list, type, value, isOn) => {
    expect(warningsOf(comparable({ type, value }), [list]).length > 0).toBe(isOn);
  });

  it.each([
    ['domain', 'example', names],
    ['network', '198.51.0.0/16', net],
    ['network', '203.0.113.0/24', net],
  ] as const)('%s %s is around one: it is not marked, and is warned of before it is blocked', (type, value, list) => {
    const one = comparable({ type, value });
    expect([warningsOf(one, [list]).length, blockWarningsOf(one, [list]).length]).toEqual([0, 1]);
  });
});

describe('the lists of the program', () => {
  const lists = programLists.map(ready);
  it.each([
    ['domain', 'www.w3.org', true],
    ['url', 'http://www.w3.org/1999/xhtml', true],
    ['domain', 'google.com', true],
    ['url', 'https://google.com/evil', false],
    ['ipv4', '127.0.0.1', true],
    ['ipv4', '8.8.8.8', true],
    ['ipv4', '10.0.0.5', false],
    ['url', 'http://8.8.8.8/', false],
    ['md5', 'd41d8cd98f00b204e9800998ecf8427e', true],
  ] as const)('leave out %s %s of what is found: %s', (type, value, isOut) => {
    expect(isLeftOut(comparable({ type, value }), lists)).toBe(isOut);
  });

  it('a list of the team leaves nothing out', () => {
    expect(isLeftOut(comparable({ type: 'domain', value: 'a.example' }), [own('suffix', 'a.example')])).toBe(false);
  });

  it('each names its source and date, and every entry is what its kind of list compares', () => {
    for (const { id, source, effectiveOn, match, entries } of programLists) {
      expect([id, source.length > 10, /^\d{4}-\d\d-\d\d$/.test(effectiveOn ?? '')]).toEqual([id, true, true]);
      for (const entry of entries) expect([id, readEntry(match, entry)]).toEqual([id, entry]);
    }
  });
});

describe('the values of a list', () => {
  const read = (match: WarningList['match'], text: string) =>
    decideEntries(firstCells(text).map((one) => ({ ...one, entry: readEntry(match, one.written) })));
  it.each([
    ['a line that is no name', 'suffix', 'a.example\nno name', { line: 2 }],
    ['a line that is no network', 'network', '10.0.0.0/8\n10.0.0.0/99', { line: 2 }],
    ['nothing but a heading', 'network', 'value', { line: 1 }],
    ['nothing but remarks', 'network', '# 監視装置', { line: 1 }],
  ] as const)('%s is refused by its line', (_name, match, text, params) => {
    expect(read(match, text)).toMatchObject({ code: 'warning-lists.save.line-invalid', params });
  });

  it('more than fit are refused', () => {
    const text = Array.from({ length: 5_001 }, (_, at) => `h${at}.example`).join('\n');
    expect(read('suffix', text)).toMatchObject({ code: 'warning-lists.save.too-many-values' });
  });

  it('are the first cells of a CSV, made plain, each once; a heading and remarks are left out', () => {
    const text =
      '\ufeffドメイン,会社\r\n*.minato[.]example,"みなと, 運輸"\r\n\r\n# 試験\r\n"Minato.Example";x\n.b.example\n';
    expect(read('suffix', text)).toEqual(['b.example', 'minato.example']);
    expect(read('network', '10.1.2.3/8\n2001:DB8::1')).toEqual(['10.0.0.0/8', '2001:db8::1']);
  });
});
