import { describe, expect, it } from 'vitest';
import type { DecisionRef, Line, Meeting } from './meeting.model.ts';
import { hashDocuments, isIntact, type MinutesFacts, minutesDocument } from './minutes.map.ts';

const at = (clock: string) => new Date(`2026-11-24T${clock}:00Z`);
const meeting: Meeting = {
  ...{
    id: 'm',
    subjectId: 's',
    compartmentId: 1,
    version: 1,
    number: 'MTG-2026-0001',
    kind: 'headquarters',
    ordinal: 1,
  },
  ...{
    title: '',
    state: 'closed',
    place: '第1会議室',
    url: '',
    bridge: '',
    plannedBeginAt: at('00:30'),
    plannedEndAt: null,
  },
  ...{
    beganAt: at('01:00'),
    endedAt: at('01:42'),
    chairId: 'a1',
    scribeId: 'a2',
    summary: '停止を決めた。',
    summaryBy: [],
    cancelReason: '',
  },
  ...{ correction: '', previousId: null, closing: null },
};
const who = { memberId: null, accountId: null, organisation: '', role: '', address: '', deputyFor: '', absence: null };
const stays = [{ cameAt: at('01:00').toISOString(), leftAt: at('01:42').toISOString() }];
const decision: DecisionRef = {
  ...{
    id: 'd1',
    number: 'DEC-2026-0003',
    kind: 'oral',
    state: 'decided',
    waitsFor: 'confirmation',
    question: '止めるか',
  },
  ...{
    outcome: '止める',
    by: '久保田',
    rule: '4-2',
    saidAt: at('01:10').toISOString(),
    recordedAt: at('01:12').toISOString(),
  },
  options: [],
};
const line = (change: Partial<Line>): Line => ({
  ...{
    id: 'l1',
    kind: 'note',
    text: '被害は3台',
    at: at('01:05'),
    recordedAt: at('01:05'),
    itemId: 'i1',
    attendeeId: 'a2',
  },
  ...{ decisionId: null, taskId: null, supersedesId: null, recordedBy: { kind: 'user', id: 'u', name: 'u' } },
  ...change,
});
const facts: MinutesFacts = {
  meeting,
  subject: { number: 'INC-2026-0001', title: '基幹システムの暗号化' },
  attendees: [
    { ...who, id: 'a1', name: '久保田', stays },
    { ...who, id: 'a2', name: '佐藤', stays, deputyFor: '田中' },
    { ...who, id: 'a3', name: '鈴木', stays: [] },
    { ...who, id: 'a4', name: '高橋', stays: [], absence: '出張' },
  ],
  items: [
    { id: 'i1', title: '状況', text: '', decisionId: null, taskId: null },
    { id: 'i2', title: '広報', text: '', decisionId: null, taskId: null },
  ],
  lines: [line({}), line({ id: 'l2', kind: 'struck', supersedesId: 'l3', text: '' }), line({ id: 'l3', text: '誤記' })],
  outcome: {
    decisions: [decision, { ...decision, id: 'd2', number: 'DEC-2026-0001', state: 'open' }],
    tasks: [{ id: 't1', title: '端末の隔離', state: 'open', assignee: '', dueAt: null }],
  },
  tlp: 'amber',
  team: { name: 'もえぎ堂 CSIRT', zone: 'Asia/Tokyo' },
};
const textOf = (document: object) => JSON.stringify(document);
const draft = (language: 'ja' | 'en', change: Partial<MinutesFacts> = {}) =>
  minutesDocument({ ...facts, ...change }, { language, confirmation: null });

describe('minutes', () => {
  it('say what was decided, by whom, by which rule, with both times, as it stood', () => {
    const text = textOf(draft('ja'));
    for (const part of [
      'DEC-2026-0003',
      '止めるか\\n→ 止める',
      '久保田\\n権限表 4-2',
      '発言 11/24 10:10\\n記録 11/24 10:12',
      '本人の確認待ち',
    ])
      expect(text).toContain(part);
  });
  it('do not count a question that is still open as decided, nor what was decided before', () => {
    expect(textOf(draft('ja'))).not.toContain('DEC-2026-0001');
    const before = { ...decision, id: 'd9', number: 'DEC-2026-0009', saidAt: at('00:10').toISOString() };
    const text = textOf(draft('ja', { outcome: { decisions: [decision, before], tasks: [] } }));
    expect(text).toContain('DEC-2026-0003');
    expect(text).not.toContain('DEC-2026-0009');
  });
  it('tell deputies, who was absent and why, and that who never came was absent', () => {
    const rows = draft('ja').sections.find(({ heading }) => heading === '出席者')?.blocks[0];
    expect(rows).toMatchObject({
      rows: [
        ['久保田', '', '出席', '10:00–10:42'],
        ['佐藤\n（田中 代理）', '', '代理出席', '10:00–10:42'],
        ['鈴木', '', '欠席', ''],
        ['高橋', '', '欠席', '出張'],
      ],
    });
  });
  it('leave out what was taken back, and say which items were left open', () => {
    const document = draft('ja');
    expect(textOf(document)).toContain('被害は3台');
    expect(textOf(document)).not.toContain('誤記');
    expect(document.sections.find(({ heading }) => heading === '未了の議題')?.blocks).toEqual([
      { kind: 'list', items: ['広報'] },
    ]);
  });
  it('say that nothing was decided and nothing given to do', () => {
    const text = textOf(draft('ja', { outcome: { decisions: [], tasks: [] } }));
    expect(text).toContain('決定事項はない。');
    expect(text).toContain('宿題はない。');
  });
  it('are marked, and held in the zone of the team', () => {
    expect(draft('ja')).toMatchObject({ tlp: 'TLP:AMBER', subtitle: '第1回対策本部会議' });
    expect(textOf(draft('ja'))).toContain('2026年11月24日(火) 10:00〜10:42 JST');
    expect(draft('en')).toMatchObject({ title: 'Minutes', subtitle: 'Headquarters meeting no. 1' });
  });
  it('have another hash as soon as one word of one language differs', () => {
    const documents = { ja: draft('ja'), en: draft('en') };
    const sha256 = hashDocuments(documents);
    expect(isIntact({ documents, sha256 })).toBe(true);
    expect(isIntact({ documents: { ...documents, ja: { ...documents.ja, checksum: 'SHA-256 x' } }, sha256 })).toBe(
      true,
    );
    expect(isIntact({ documents: { ...documents, en: { ...documents.en, title: 'Notes' } }, sha256 })).toBe(false);
  });
});
