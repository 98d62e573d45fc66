import { isRefusal } from '@matoi/kernel';
import { describe, expect, it } from 'vitest';
import { differencesOf } from './difference.rules.ts';
import type { VersionHead } from './playbook.model.ts';
import { shippedVersions } from './shipped.queries.ts';
import { dateIn, decideVersion, inForce, labelOf, newerOfProgram, stateOfVersion } from './version.rules.ts';

const today = '2026-11-24';
const head = (edition: number, revision: number, effectiveOn = '2026-11-01'): VersionHead => ({
  code: 'malware',
  edition,
  revision,
  label: labelOf({ edition, revision }),
  origin: revision === 0 ? 'program' : 'team',
  effectiveOn,
  publishedAt: new Date(0),
  publishedBy: null,
  note: null,
});

describe('the version in force', () => {
  it.each<[string, VersionHead[], string | null]>([
    ['is none where there is none', [], null],
    ['is the newest of the program', [head(1, 0), head(2, 0)], '2.0'],
    ['is the team’s own, whatever the program brings', [head(1, 0), head(1, 1), head(2, 0)], '1.1'],
    ['is the team’s newest by number, on whichever edition', [head(1, 0), head(1, 3), head(2, 2), head(2, 0)], '1.3'],
    ['is not one whose day has not come', [head(1, 0), head(1, 1), head(1, 2, '2026-12-01')], '1.1'],
    ['begins on its day', [head(1, 0), head(1, 1, today)], '1.1'],
  ])('%s', (_name, heads, label) => {
    expect(inForce(heads, today)?.label ?? null).toBe(label);
  });

  it('tells of a newer one of the program only where the team has made its own of an older', () => {
    const heads = [head(1, 0), head(1, 1), head(2, 0)];
    expect(newerOfProgram(heads, head(1, 1), today)).toBe('2.0');
    expect(newerOfProgram(heads, head(2, 0), today)).toBeNull();
    expect(newerOfProgram([...heads, head(2, 2)], head(2, 2), today)).toBeNull();
    expect(newerOfProgram([head(1, 1), head(2, 0, '2027-01-01')], head(1, 1), today)).toBeNull();
  });

  it('stands apart from what is planned and past', () => {
    expect(stateOfVersion(head(1, 1), head(1, 1), today)).toBe('in-force');
    expect(stateOfVersion(head(1, 2, '2026-12-01'), head(1, 1), today)).toBe('planned');
    expect(stateOfVersion(head(1, 0), head(1, 1), today)).toBe('past');
  });
});

describe('publishing', () => {
  const heads = [head(1, 0), head(1, 1), head(2, 0)];

  it('counts on from the highest number, on the edition that it is based on', () => {
    expect(decideVersion(heads, { basedOn: '2.0', effectiveOn: undefined, today })).toEqual({
      edition: 2,
      revision: 2,
      effectiveOn: today,
    });
    expect(decideVersion([], { basedOn: null, effectiveOn: '2026-12-01', today })).toEqual({
      edition: 0,
      revision: 1,
      effectiveOn: '2026-12-01',
    });
  });

  it('is refused for a day that is over', () => {
    const decided = decideVersion(heads, { basedOn: null, effectiveOn: '2026-11-23', today });
    expect(isRefusal(decided) ? decided.code : null).toBe('playbooks.publish.in-the-past');
  });

  it('goes by the day in the team’s zone', () => {
    const late = new Date('2026-11-23T16:00:00Z');
    expect([dateIn('Asia/Tokyo', late), dateIn('UTC', late)]).toEqual(['2026-11-24', '2026-11-23']);
  });
});

describe('the difference of two versions', () => {
  const before = shippedVersions[0]?.definition;
  if (before === undefined) throw new Error('no ready playbook');

  it('is none of a version and itself', () => {
    expect(differencesOf(before, structuredClone(before))).toEqual([]);
  });

  it('names what was added, taken away, reworded and put elsewhere, with both wordings', () => {
    const after = structuredClone(before);
    const [first, second] = after.steps;
    if (first === undefined || second === undefined) throw new Error('no steps');
    after.purpose.en = 'Other';
    first.title.ja = '別の題';
    first.when = [{ about: 'severity', is: ['high', 'critical'] }];
    after.steps = [second, first, ...after.steps.slice(2, -1), { ...second, id: 'new-one' }];
    const found = differencesOf(before, after);
    expect(found.map(({ kind, part, id }) => `${kind} ${part} ${id}`)).toEqual([
      'changed head head',
      'changed step hear',
      'added step new-one',
      'removed step cause',
      expect.stringMatching(/^moved step (?:hear|disconnect)$/),
    ]);
    expect(found[1]?.fields).toEqual([
      { field: 'title.ja', before: before.steps[0]?.title.ja, after: '別の題' },
      { field: 'when', before: '', after: 'severity = critical | high' },
    ]);
  });
});
