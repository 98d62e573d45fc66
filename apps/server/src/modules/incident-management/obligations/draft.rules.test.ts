import { describe, expect, it } from 'vitest';
import { composeDraft, conflictsBetween, differencesBetween, draftText, factText } from './draft.rules.ts';
import type { AnchorCandidate, Fact, Facts, FactValue, Filing, FormView } from './obligation.model.ts';
import { factFields, formViews, phrases } from './shipped.queries.ts';

const fact = (value: FactValue | null, state: Fact['state'] = 'confirmed'): Fact => ({
  state,
  value,
  source: 'EC運用',
  at: '2026-11-22T01:00:00.000Z',
});
const known: AnchorCandidate = {
  id: 'a',
  kind: 'known',
  regimeId: null,
  at: '2026-11-21T14:30:00.000Z',
  precision: 'minute',
  zone: 'Asia/Tokyo',
  source: 'EC運用',
  evidence: null,
  assertion: { by: '佐伯', at: '2026-11-21T15:00:00.000Z', reason: '' },
};
const view = (id: string): FormView => {
  const found = formViews.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no view ${id}`);
  return found;
};
const compose = (id: string, facts: Facts, more: { locale?: 'ja' | 'en'; anchors?: readonly AnchorCandidate[] } = {}) =>
  composeDraft({
    view: view(id),
    fields: factFields,
    facts,
    anchors: more.anchors ?? [known],
    phrases,
    locale: more.locale ?? 'ja',
    zone: 'Asia/Tokyo',
  });
const filed = (recipient: string, filedAt: string, told: Facts, more: Partial<Filing> = {}): Filing => ({
  id: `${recipient} ${filedAt}`,
  regimeId: recipient === 'police' ? 'jp-police' : 'jp-appi',
  stage: 'preliminary',
  recipient,
  kind: 'report',
  filedAt,
  told,
  ...more,
});

describe('a draft', () => {
  it('says what is not known, and leaves nothing out', () => {
    const { sections, told } = compose('appi-nine', {}, { anchors: [] });
    expect(sections.map(({ number }) => number)).toEqual([null, '1', '2', '3', '4', '5', '6', '7', '8', '9']);
    const values = sections.flatMap(({ items }) => items.map(({ value }) => value));
    expect(new Set(values)).toEqual(new Set(['不明（調査中）']));
    expect(sections.every(({ completeness }) => completeness === 'empty')).toBe(true);
    expect(told).toEqual({});
  });

  it('marks a text that the form does not take, and never cuts it', () => {
    const long = 'あ'.repeat(300);
    const { sections } = compose('cra', { 'product.name': fact(long) }, { locale: 'en' });
    const item = sections.flatMap(({ items }) => items).find(({ key }) => key === 'product.name');
    expect(item).toMatchObject({ value: long, tooLongBy: 45 });
  });

  it('takes the anchor that was asserted for its regime before the one for all, and an unasserted one as an estimate', () => {
    const own = { ...known, id: 'b', regimeId: 'jp-appi', at: '2026-11-22T00:00:00.000Z' };
    const asked = (anchors: readonly AnchorCandidate[], regimeId?: string) =>
      composeDraft({
        ...{
          view: view('appi-nine'),
          fields: factFields,
          facts: {},
          anchors,
          phrases,
          locale: 'ja',
          zone: 'Asia/Tokyo',
        },
        ...(regimeId === undefined ? {} : { regimeId }),
      }).told['anchor:known'];
    expect(asked([known, own], 'jp-appi')?.value).toBe(own.at);
    expect(asked([known, own], 'jp-police')?.value).toBe(known.at);
    expect(asked([{ ...known, assertion: null }])).toMatchObject({ state: 'estimated', value: known.at });
  });

  it('of the nine items is filled from the record, in Japanese and in English', () => {
    const facts = {
      'persons.count': fact(642, 'estimated'),
      'data.items': fact('氏名、会員番号、ポイント残高'),
      'cause.class': fact('unauthorised-access'),
      'publication.on': fact('2026-11-30'),
      'data.special-care': fact(null, 'not-applicable'),
      'data.financial': fact(true),
    };
    const text = draftText(compose('appi-nine', facts));
    expect(text).toContain('3. 本人の数\n本人の数：642人（見込み）\n');
    expect(text).toContain('知った時：2026年11月21日(土) 23:30（日本時間）');
    expect(text).toContain('要配慮個人情報が含まれる：該当なし');
    expect(text).toContain('原因の分類：不正アクセス');
    expect(text).toContain('公表日（予定日）：2026年11月30日(月)');
    const english = draftText(compose('appi-nine', facts, { locale: 'en' }));
    expect(english).toContain('Number of persons: 642 persons (estimated)');
    expect(english).toContain('Known: Sat 21 Nov 2026 23:30 (JST)');
    expect(english).toContain('Cause: Unknown (under investigation)');
  });

  it('of scenario C has the ransom note, the extension and the entry route', () => {
    const facts = {
      'ransom.note': fact('Your files are encrypted {value} $&'),
      'ransom.extension': fact('.lockedx', 'estimated'),
      'cause.entry': fact('VPN機器'),
    };
    const text = draftText(compose('common-ransomware', facts));
    expect(text).toContain('脅迫文（ランサムノート）：Your files are encrypted {value} $&');
    expect(text).toContain('拡張子：.lockedx（見込み）');
    expect(text).toContain('侵入経路：VPN機器');
  });
});

describe('factText', () => {
  it.each([
    [undefined, 'unknown', '不明（調査中）'],
    [fact(null, 'unknown'), 'unknown', '不明（調査中）'],
    [fact(1_204), 'persons.count', '1,204人'],
    [fact(false), 'data.personal', 'いいえ'],
    [fact(['confidentiality', 'integrity']), 'event.affects', '機密性、完全性'],
    [fact(['DE', 'FR']), 'eu.countries', 'DE、FR'],
    [fact('2026-11-21T14:30:00.000Z'), 'ddos.from', '2026年11月21日(土) 23:30（日本時間）'],
    [fact('$1 {value}', 'estimated'), 'ransom.amount', '$1 {value}（見込み）'],
  ] as const)('%o of %s is %s', (given, key, text) => {
    const field = factFields.find((one) => one.key === key);
    expect(factText({ fact: given, field, phrases, locale: 'ja', zone: 'Asia/Tokyo' })).toBe(text);
  });
});

describe('what has changed since a filing', () => {
  it('is nothing when only the source was written anew', () => {
    const before = { 'persons.count': fact(642) };
    expect(differencesBetween(before, { 'persons.count': { ...fact(642), source: '警察' } })).toEqual([]);
    expect(differencesBetween({}, { 'persons.count': fact(null, 'unknown') })).toEqual([]);
  });

  it('is another number, another certainty, what became known and what was taken back', () => {
    const before = {
      'persons.count': fact(642),
      'systems.encrypted': fact(7, 'estimated'),
      'ransom.family': fact('X'),
    };
    const after = { 'persons.count': fact(655), 'systems.encrypted': fact(7), 'secondary.exists': fact('possible') };
    expect(
      differencesBetween(before, after).map(({ key, before: was, after: is }) => [key, was?.value, is?.value]),
    ).toEqual([
      ['persons.count', 642, 655],
      ['ransom.family', 'X', undefined],
      ['secondary.exists', undefined, 'possible'],
      ['systems.encrypted', 7, 7],
    ]);
  });
});

describe('two recipients who were told different things (scenario G: 642, then 655)', () => {
  const ppc = filed('ppc', '2026-11-25T01:00:00.000Z', {
    'persons.count': fact(642),
    'summary.course': fact('あ\nい'),
  });
  const police = filed('police', '2026-11-26T01:00:00.000Z', {
    'persons.count': fact(655),
    'summary.course': fact('う\nえ'),
  });

  it('are found by fact, with what each was told', () => {
    const [conflict, ...others] = conflictsBetween([ppc, police]);
    expect(others).toEqual([]);
    expect(conflict?.key).toBe('persons.count');
    expect(conflict?.told.map(({ recipient, fact: told }) => [recipient, told.value])).toEqual([
      ['ppc', 642],
      ['police', 655],
    ]);
  });

  it('are no longer found once the first has been told the new number, or has had its report withdrawn', () => {
    const follow = filed('ppc', '2026-11-27T01:00:00.000Z', { 'persons.count': fact(655) });
    expect(conflictsBetween([ppc, police, follow])).toEqual([]);
    const withdrawn = filed('ppc', '2026-11-27T01:00:00.000Z', {}, { kind: 'withdrawal' });
    expect(conflictsBetween([ppc, police, withdrawn])).toEqual([]);
  });

  it('are not found where one was told that it is unknown, or the same codes in another order', () => {
    const unknown = filed('police', '2026-11-26T01:00:00.000Z', { 'persons.count': fact(null, 'unknown') });
    expect(conflictsBetween([ppc, unknown])).toEqual([]);
    const one = filed('ppc', '2026-11-25T01:00:00.000Z', { 'eu.countries': fact(['DE', 'FR']) });
    const other = filed('police', '2026-11-25T01:00:00.000Z', { 'eu.countries': fact(['FR', 'DE']) });
    expect(conflictsBetween([one, other])).toEqual([]);
  });
});
