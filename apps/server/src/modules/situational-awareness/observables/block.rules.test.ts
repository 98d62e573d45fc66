import { describe, expect, it } from 'vitest';
import { secretOf, writeBlockCsv, writeText } from './block.map.ts';
import { blockConcernOf, decideBlock, isFresh, listOf, maxAgeOf, needsRelease } from './block.rules.ts';
import { comparable, isTooWide, programLists, ready } from './warning.map.ts';

const now = new Date('2026-05-01T00:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const dayMs = 86_400_000;
const found = {
  read: { type: 'ipv4', value: '203.0.113.5' },
  concern: { warning: null, lists: [] },
  needsRelease: false,
  isPresent: false,
} as const;
const asked = { expiresAt: later(dayMs), isReleased: false, overrideReason: undefined };

describe('putting a value on the block list', () => {
  it.each([
    ['what is no value', { ...found, read: null }, asked, 'block-entries.add.value-invalid'],
    [
      'a type that no device blocks',
      { ...found, read: { type: 'bitcoin', value: 'x' } as const },
      asked,
      'block-entries.add.value-invalid',
    ],
    [
      'what would be two lines',
      { ...found, read: { type: 'url', value: 'http://a.example/ b' } as const },
      asked,
      'block-entries.add.value-invalid',
    ],
    ['an end that is past', found, { ...asked, expiresAt: now }, 'block-entries.add.expiry-unfit'],
    [
      'an end more than a year ahead',
      found,
      { ...asked, expiresAt: later(366 * dayMs + 1) },
      'block-entries.add.expiry-unfit',
    ],
    ['what is there already', { ...found, isPresent: true }, asked, 'block-entries.add.present'],
    ['a kept value without a word', { ...found, needsRelease: true }, asked, 'block-entries.add.release-needed'],
    [
      'a warned value without a reason',
      { ...found, concern: { warning: 'own', lists: [] } } as const,
      asked,
      'block-entries.add.warned',
    ],
  ])('refuses %s', (_name, given, wish, code) => {
    expect(decideBlock(given, wish, now)).toMatchObject({ code });
  });

  it('takes what a person released and gave a reason for', () => {
    const given = { ...found, needsRelease: true, concern: { warning: 'listed', lists: [] } } as const;
    expect(decideBlock(given, { ...asked, isReleased: true, overrideReason: '承認済み' }, now)).toEqual({
      type: 'ipv4',
      value: '203.0.113.5',
      list: 'ipv4',
    });
  });

  it('puts networks with the addresses of their kind', () => {
    expect(listOf({ type: 'network', value: '203.0.113.0/24' })).toBe('ipv4');
    expect(listOf({ type: 'network', value: '2001:db8::/32' })).toBe('ipv6');
  });
});

describe('a release', () => {
  const open = { isRestricted: false, tlp: null, pap: null } as const;
  it.each([
    [[], false],
    [[{ ...open, tlp: 'amber' }], false],
    [[open], false],
    [[{ ...open, tlp: 'amber+strict' }], true],
    [
      [
        { ...open, tlp: 'clear' },
        { ...open, tlp: 'red' },
      ],
      true,
    ],
    [[{ ...open, isRestricted: true }], true],
    [[{ ...open, pap: 'green' }], false],
    [[{ ...open, pap: 'amber' }], true],
    [[{ ...open, tlp: 'clear', pap: 'red' }], true],
  ] as const)('is needed for %j: %s', (places, isNeeded) => {
    expect(needsRelease(places)).toBe(isNeeded);
  });
});

describe('what speaks against blocking', () => {
  const knowledge = {
    ownDomains: ['moegido.example.jp'],
    ignored: new Set(['ipv4 203.0.113.9']),
    lists: programLists.map(ready),
  };
  it.each([
    ['domain', 'vpn.moegido.example.jp', 'own', null],
    ['domain', 'example.jp', 'own', null],
    ['url', 'https://www.moegido.example.jp/a', 'own', null],
    ['ipv4', '203.0.113.9', 'ignored', null],
    ['ipv4', '8.8.8.8', 'listed', 'open-resolvers'],
    ['domain', 'www.google.com', 'listed', 'mentioned-services'],
    ['domain', 'google.com', 'listed', 'mentioned-services'],
    ['domain', 'or.jp', 'listed', 'mentioned-services'],
    ['domain', 'evil-google.example', null, null],
    ['ipv4', '203.0.113.5', null, null],
    ['ipv4', '10.1.2.3', 'listed', 'special-addresses'],
    ['ipv4', '172.31.255.255', 'listed', 'special-addresses'],
    ['ipv4', '172.32.0.0', null, null],
    ['ipv4', '100.64.0.1', 'listed', 'special-addresses'],
    ['ipv6', 'fe80::1', 'listed', 'special-addresses'],
    ['ipv6', '2400::1', null, null],
    ['url', 'http://192.168.0.1/admin', 'listed', 'special-addresses'],
    ['url', 'http://[fc00::1]/', 'listed', 'special-addresses'],
    ['network', '8.8.8.0/24', 'listed', 'open-resolvers'],
    ['network', '10.5.0.0/16', 'listed', 'special-addresses'],
    ['network', '203.0.0.0/15', 'too-wide', null],
    ['network', '203.0.113.0/24', null, null],
    ['sha256', 'a'.repeat(64), null, null],
  ] as const)('%s %s: %s', (type, value, warning, list) => {
    const concern = blockConcernOf({ ...comparable({ type, value }), type }, knowledge, isTooWide({ type, value }));
    expect([concern.warning, concern.lists[0]?.id ?? null]).toEqual([warning, list]);
  });
});

describe('what a device is answered', () => {
  it.each([
    [undefined, false],
    ['"other"', false],
    ['W/"a"', true],
    ['"b", "a"', true],
    ['*', true],
  ] as const)('knows its copy by %s: %s', (header, isKnown) => {
    expect(isFresh(header, 'W/"a"')).toBe(isKnown);
  });

  it('may be kept five minutes, and no longer than the first end', () => {
    expect([
      maxAgeOf(null, now),
      maxAgeOf(later(60_500), now),
      maxAgeOf(later(dayMs), now),
      maxAgeOf(now, now),
    ]).toEqual([300, 61, 300, 1]);
  });

  it('is asked for by address, bearer or basic', () => {
    const basic = Buffer.from('fw:a:b').toString('base64');
    expect([
      secretOf('s', undefined),
      secretOf(undefined, 'Bearer s'),
      secretOf(undefined, `Basic ${basic}`),
      secretOf(undefined, undefined),
      secretOf(undefined, 'Digest x'),
    ]).toEqual(['s', 's', 'a:b', null, null]);
  });

  it('is a value a line, or CSV without reasons', () => {
    const entry = {
      id: '',
      valueId: '',
      type: 'domain',
      list: 'domain',
      value: 'evil.example',
      reason: '極秘の理由',
      warning: null,
      listNames: [],
      overrideReason: null,
      isReleased: false,
      addedAt: now,
      addedBy: { kind: 'user', id: '', name: '佐藤' },
      expiresAt: later(dayMs),
      endedAt: null,
      endedBy: null,
      endedReason: null,
    } as const;
    expect(writeText([entry])).toBe('evil.example\n');
    expect(writeBlockCsv([entry])).toBe(
      'type,value,added_at,expires_at\r\n"domain","evil.example","2026-05-01T00:00:00.000Z","2026-05-02T00:00:00.000Z"\r\n',
    );
  });
});
