import { charterTextKeys } from '@matoi/contract';
import { describe, expect, it } from 'vitest';
import type { Said } from './charter.model.ts';
import { changesOf, problemsOf } from './charter.rules.ts';

const written = { ja: '書いた', en: 'written' };
const full: Said = {
  texts: Object.fromEntries(charterTextKeys.map((key) => [key, written])) as Said['texts'],
  lines: { telephone: '', facsimile: '', mail: 'csirt@example.co.jp', keyFingerprint: '', keyAddress: '' },
  services: [{ code: '6.1', text: { ja: '', en: '' } }],
  namesMatrix: false,
};
const known = { serviceCodes: new Set(['6.1', '6.2']) };
const withText = (key: keyof Said['texts'], text: { ja: string; en: string }): Said => ({
  ...full,
  texts: { ...full.texts, [key]: text },
});
const withLines = (lines: Partial<Said['lines']>): Said => ({ ...full, lines: { ...full.lines, ...lines } });

describe('a draft is not ready', () => {
  it.each([
    ['without a mission', withText('mission', { ja: '', en: '' }), 'mission', 'missing'],
    ['without a constituency', withText('constituency', { ja: '', en: '' }), 'constituency', 'missing'],
    ['with a mission in Japanese only', withText('mission', { ja: '守る', en: '' }), 'mission', 'one-language'],
    ['with disclaimers in English only', withText('disclaimers', { ja: '', en: 'x' }), 'disclaimers', 'one-language'],
    ['with neither mail nor telephone', withLines({ mail: '' }), 'mail', 'missing'],
    ['with half a fingerprint', withLines({ keyFingerprint: 'ABCD 1234' }), 'keyFingerprint', 'wrong-fingerprint'],
    ['without any service', { ...full, services: [] }, 'services', 'no-service'],
    [
      'with a service of no framework',
      { ...full, services: [{ code: '9.9', text: written }] },
      '9.9',
      'unknown-service',
    ],
    [
      'with a service described in one language',
      { ...full, services: [{ code: '6.1', text: { ja: '平日のみ', en: '' } }] },
      '6.1',
      'one-language',
    ],
  ] as const)('%s', (_name, said, key, code) => {
    expect(problemsOf(said, known)).toEqual([{ key, code }]);
  });
});

it.each([
  ['everything written', full],
  ['no disclaimers', withText('disclaimers', { ja: '', en: '' })],
  ['a telephone instead of a mail address', withLines({ mail: '', telephone: '03-0000-0000' })],
  [
    'a fingerprint as people write it',
    withLines({ keyFingerprint: 'D1F2 7A3B 0000 1111 2222  3333 4444 5555 6666 7777' }),
  ],
  ['a fingerprint of 256 bits', withLines({ keyFingerprint: '0f'.repeat(32) })],
])('a draft is ready with %s', (_name, said) => {
  expect(problemsOf(said, known)).toEqual([]);
});

describe('what a version changes', () => {
  it('is nothing without a version before, and nothing where both say the same', () => {
    expect(changesOf(null, full)).toEqual([]);
    expect(changesOf(full, structuredClone(full))).toEqual([]);
  });

  it('is told part by part, with what was said before', () => {
    const after: Said = {
      ...withText('mission', { ja: '守る', en: 'written' }),
      lines: { ...full.lines, telephone: '03' },
      services: [{ code: '6.2', text: written }],
      namesMatrix: true,
    };
    expect(changesOf(full, after)).toEqual([
      { part: 'text', key: 'mission', before: written, after: { ja: '守る', en: 'written' } },
      { part: 'line', key: 'telephone', before: { ja: '', en: '' }, after: { ja: '03', en: '03' } },
      { part: 'service', key: '6.1', before: { ja: '', en: '' }, after: null },
      { part: 'service', key: '6.2', before: null, after: written },
      { part: 'matrix', key: 'matrix', before: null, after: { ja: '', en: '' } },
    ]);
  });
});
