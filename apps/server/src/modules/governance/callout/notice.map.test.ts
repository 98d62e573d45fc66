import { describe, expect, it } from 'vitest';
import { writeNotice } from './notice.map.ts';

const facts = {
  number: 'INC-2026-0007',
  priority: 1,
  isDrill: false,
  name: '高橋',
  team: '情報システム部 CSIRT',
} as const;

describe('the notice to somebody who is called', () => {
  it.each(['ja', 'en'] as const)('says number and priority in %s, and nothing that a record says', (locale) => {
    const notice = writeNotice({ ...facts, locale });
    expect(notice.text).toContain('INC-2026-0007');
    expect(notice.title).toContain('1');
    expect(notice.short).toContain('INC-2026-0007');
    for (const text of Object.values(notice)) expect(text).not.toMatch(/\{\{|undefined|null/);
  });

  it.each(['ja', 'en'] as const)('marks an exercise in every part in %s', (locale) => {
    const notice = writeNotice({ ...facts, number: 'DRILL-2026-0001', priority: null, isDrill: true, locale });
    for (const text of [notice.title, notice.text, notice.short]) expect(text).toMatch(/訓練|[Ee]xercise/);
  });
});
