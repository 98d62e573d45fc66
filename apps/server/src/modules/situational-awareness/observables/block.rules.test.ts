import { describe, expect, it } from 'vitest';
import { addressWarningOf, secretOf, writeBlockCsv, writeText } from './block.map.ts';
import { blockWarningOf, decideBlock, isFresh, listOf, maxAgeOf, needsRelease } from './block.rules.ts';

const now = new Date('2026-05-01T00:00:00Z');
const later = (ms: number) => new Date(now.getTime() + ms);
const dayMs = 86_400_000;
const found = {
  read: { type: 'ipv4', value: '203.0.113.5' },
  warning: null,
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
    ['a warned value without a reason', { ...found, warning: 'own' } as const, asked, 'block-entries.add.warned'],
  ])('refuses %s', (_name, given, wish, code) => {
    expect(decideBlock(given, wish, now)).toMatchObject({ code });
  });

  it('takes what a person released and gave a reason for', () => {
    const given = { ...found, needsRelease: true, warning: 'well-known' } as const;
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
  it.each([
    [[], false],
    [[{ isRestricted: false, tlp: 'amber' }], false],
    [[{ isRestricted: false, tlp: null }], false],
    [[{ isRestricted: false, tlp: 'amber+strict' }], true],
    [
      [
        { isRestricted: false, tlp: 'clear' },
        { isRestricted: false, tlp: 'red' },
      ],
      true,
    ],
    [[{ isRestricted: true, tlp: null }], true],
  ] as const)('is needed for %j: %s', (records, isNeeded) => {
    expect(needsRelease(records)).toBe(isNeeded);
  });
});

describe('warnings', () => {
  const knowledge = {
    ownDomains: ['moegido.example.jp'],
    ignored: new Set(['ipv4 203.0.113.9']),
    wellKnown: { domains: new Set(['www.google.com']), hosts: new Set<string>(), values: new Set(['8.8.8.8']) },
  };
  it.each([
    ['domain', 'vpn.moegido.example.jp', 'own'],
    ['domain', 'example.jp', 'own'],
    ['url', 'https://www.moegido.example.jp/a', 'own'],
    ['ipv4', '203.0.113.9', 'ignored'],
    ['ipv4', '8.8.8.8', 'well-known'],
    ['domain', 'www.google.com', 'well-known'],
    ['domain', 'google.com', 'well-known'],
    ['domain', 'evil-google.example', null],
    ['ipv4', '203.0.113.5', null],
  ] as const)('%s %s: %s', (type, value, warning) => {
    const host = type === 'url' ? new URL(value).hostname : value;
    expect(blockWarningOf({ type, value, host }, knowledge, null)).toBe(warning);
  });

  it.each([
    ['ipv4', '10.1.2.3', 'special-address'],
    ['ipv4', '172.31.255.255', 'special-address'],
    ['ipv4', '172.32.0.0', null],
    ['ipv4', '100.64.0.1', 'special-address'],
    ['ipv4', '1.1.1.1', 'special-address'],
    ['ipv6', 'fe80::1', 'special-address'],
    ['ipv6', '2400::1', null],
    ['url', 'http://192.168.0.1/admin', 'special-address'],
    ['url', 'http://[fc00::1]/', 'special-address'],
    ['network', '8.8.8.0/24', 'special-address'],
    ['network', '0.0.0.0/0', 'special-address'],
    ['network', '203.0.0.0/15', 'too-wide'],
    ['network', '203.0.113.0/24', null],
    ['domain', 'example.jp', null],
    ['sha256', 'a'.repeat(64), null],
  ] as const)('%s %s: %s', (type, value, warning) => {
    expect(addressWarningOf({ type, value })).toBe(warning);
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
