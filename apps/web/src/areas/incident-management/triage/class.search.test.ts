import { describe, expect, it } from 'vitest';
import { classGroups, classWords, isFound } from './class.search.ts';
import type { TriageClass } from './queries.ts';

const make = (change: Partial<TriageClass>): TriageClass => ({
  code: 'own:mis-sent',
  scheme: 'own',
  group: null,
  name: { ja: '誤送信', en: 'Mis-sent mail' },
  description: { ja: '', en: '' },
  reading: 'ごそうしん',
  rsitCode: null,
  isMalicious: false,
  isCounted: true,
  isRetired: false,
  version: 1,
  ...change,
});
const phishing = make({
  code: 'rsit:fraud:phishing',
  scheme: 'rsit',
  group: { code: 'fraud', name: { ja: '詐欺', en: 'Fraud' } },
  name: { ja: 'フィッシング', en: 'Phishing' },
  reading: 'にせさいと',
});

describe('finding a class', () => {
  it.each([
    ['', true],
    ['誤送', true],
    ['ごそう', true],
    ['ゴソウ', true],
    ['ＭＩＳ', true],
    ['mis mail', true],
    ['own:mis', true],
    ['紛失', false],
    ['mis lost', false],
  ])('by %j is %s for a mis-sent mail', (typed, found) => {
    expect(isFound(classWords(make({})), typed)).toBe(found);
  });

  it('works for RSIT by both languages and its classification', () => {
    for (const typed of ['ふぃっし', 'phish', '詐欺', 'FRAUD', 'rsit'])
      expect([typed, isFound(classWords(phishing), typed)]).toEqual([typed, true]);
  });
});

describe('the groups of the list', () => {
  const given = { locale: 'en', ownLabel: 'Own', keep: null } as const;

  it('begin with those of the team', () => {
    expect(classGroups([make({}), phishing], given).map((group) => group.label)).toEqual(['Own', 'RSIT: Fraud']);
  });

  it('leave out retired classes, but not the one that a report has', () => {
    const retired = make({ code: 'own:old', isRetired: true });
    expect(classGroups([retired], given)).toEqual([]);
    expect(classGroups([retired], { ...given, keep: 'own:old' })).toHaveLength(1);
  });
});
