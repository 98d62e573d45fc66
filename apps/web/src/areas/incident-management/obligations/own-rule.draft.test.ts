import { describe, expect, it } from 'vitest';
import type { Definition } from './definition.read.ts';
import { beginFrom, definitionOf, draftOf, freeCode, gapsOf, newStage } from './own-rule.draft.ts';
import { readRuleFile, ruleFile } from './own-rule.file.ts';
import { newTrigger, testsFor } from './trigger.draft.ts';

const begin = { id: 'own-1', today: '2026-11-24', zone: 'Asia/Tokyo' } as const;
const empty = beginFrom(null, begin);
const text = (ja: string, en = '') => ({ ja, en });
const full = {
  ...empty,
  name: text('重大度「重大」→ CISO に30分以内', 'Severity critical: CISO within 30 minutes'),
  triggers: empty.triggers.map((trigger) => ({ ...trigger, reason: text('重大度が「重大」') })),
  recipients: [{ code: 'r1', name: text('CISO'), channel: text('電話', 'Telephone'), role: 'commander' }],
  stages: [{ ...newStage('s1', ['r1']), name: text('第一報'), note: text('件数と止めた範囲') }],
  source: { title: text('情報セキュリティ規程'), clause: text('5条'), url: 'https://example.com/r', readOn: '' },
};

describe('the form of a rule', () => {
  it('says what is missing before it can be tried', () => {
    expect(gapsOf(empty)).toEqual(['name', 'reason', 'recipient', 'stage', 'source']);
    expect(gapsOf(full)).toEqual([]);
    for (const amount of ['', '0', '-3', '1.5', 'abc'])
      expect(gapsOf({ ...full, stages: full.stages.map((stage) => ({ ...stage, amount })) }), amount).toEqual([
        'amount',
      ]);
    expect(gapsOf({ ...full, stages: full.stages.map((stage) => ({ ...stage, recipients: [] })) })).toEqual(['stage']);
    const said = { ...newTrigger('t2'), reason: text('個人データ') };
    expect(gapsOf({ ...full, triggers: [] })).toEqual(['condition']);
    expect(gapsOf({ ...full, triggers: [...full.triggers, said] })).toEqual(['condition']);
    expect(gapsOf({ ...full, triggers: [...full.triggers, { ...said, mode: 'always' }] })).toEqual([]);
    expect(gapsOf({ ...full, triggers: [...full.triggers, { ...newTrigger('t2'), mode: 'always' }] })).toEqual([
      'reason',
    ]);
  });

  it('comes back from its rule as it was, whatever was chosen', () => {
    const drafts = [
      full,
      { ...full, triggers: [{ ...newTrigger('event'), reason: text('いつも'), mode: 'always' as const }] },
      {
        ...full,
        triggers: [
          ...full.triggers,
          {
            ...newTrigger('t2'),
            reason: text('人数か国'),
            mode: 'any' as const,
            conditions: [
              { key: 'persons.count', test: 'above' as const, values: [], amount: '1000' },
              { key: 'act.malicious', test: 'is-yes' as const, values: [], amount: '' },
              { key: 'eu.countries', test: 'has' as const, values: ['DE'], amount: '' },
            ],
          },
        ],
      },
      ...(['hours', 'days', 'without-delay'] as const).map((unit) => ({
        ...full,
        stages: [
          {
            ...full.stages[0],
            ...newStage('s1', ['r1']),
            name: text('a'),
            unit,
            amount: unit === 'without-delay' ? '' : '24',
            calendar: '',
          },
        ],
      })),
    ];
    for (const draft of drafts) {
      const back = draftOf(definitionOf(draft));
      expect(back === null ? null : definitionOf(back)).toEqual(definitionOf(draft));
    }
  });

  it('shows a rule that names one value where the form writes a list of one', () => {
    const [trigger] = full.triggers;
    const definition = definitionOf(full);
    const named = { fact: 'incident.severity', is: 'critical' };
    const one = { ...definition, triggers: [{ code: 'event', name: text('重大', 'Critical'), when: named }] };
    expect(draftOf(one)?.triggers[0]?.conditions).toEqual(trigger?.conditions);
    const any = {
      ...one,
      triggers: [{ ...one.triggers[0], when: { any: [named, { fact: 'data.personal', is: true }] } }],
    };
    expect(draftOf(any)?.triggers[0]).toMatchObject({ mode: 'any', conditions: [{ values: ['critical'] }, {}] });
  });

  it('takes one language for both where only one was written', () => {
    expect(definitionOf(full)).toMatchObject({
      sources: [{ title: { ja: '情報セキュリティ規程', en: '情報セキュリティ規程' } }],
    });
  });

  it('ships what nobody has confirmed switched off', () => {
    expect(definitionOf({ ...full, confidence: 'unconfirmed' })).toMatchObject({ isOn: false });
  });

  it('does not show a rule of which it would lose something', () => {
    const definition = definitionOf(full);
    const [stage] = definition.stages as Definition[];
    for (const richer of [
      { ...definition, exclusion: { name: text('a', 'b'), when: { always: true } } },
      { ...definition, scope: { scope: 'eu.gdpr', is: true } },
      { ...definition, stages: [{ ...stage, filedWith: 'any' }] },
      { ...definition, stages: [{ ...stage, counting: { strategy: 'dora-hours', hours: 4 } }] },
      { ...definition, triggers: [{ code: 'a', name: text('a', 'a'), when: { not: { always: true } } }] },
    ])
      expect(draftOf(richer)).toBeNull();
  });

  it('begins a rule of its own from a template: another id, from today, its source still to be named', () => {
    const template = { ...definitionOf(full), id: 'template-x', effectiveFrom: null };
    expect(beginFrom(template, begin)).toMatchObject({
      id: 'own-1',
      effectiveFrom: '2026-11-24',
      source: { title: { ja: '', en: '' } },
      recipients: [{ name: { ja: 'CISO' } }],
    });
  });

  it('counts fifteen minutes and three days in minutes', () => {
    const minutes = (unit: 'minutes' | 'hours' | 'days', amount: string) =>
      definitionOf({ ...full, stages: full.stages.map((stage) => ({ ...stage, unit, amount })) });
    expect(minutes('minutes', '１５')).toMatchObject({ stages: [{ counting: { minutes: 15 } }] });
    expect(minutes('days', '3')).toMatchObject({ stages: [{ counting: { minutes: 4_320 } }] });
  });
});

describe('a file of rules', () => {
  it('is refused where it is something else', () => {
    for (const other of ['', '{', '[]', '{}', '{"format":"matoi-obligation-rules","version":2,"rules":[{"id":"a"}]}'])
      expect(readRuleFile(other)).toBeNull();
    expect(readRuleFile('{"format":"matoi-obligation-rules","version":1,"rules":[{}]}')).toBeNull();
  });

  it('comes back as it was written', () => {
    expect(readRuleFile(ruleFile([definitionOf(full)]))).toEqual([definitionOf(full)]);
  });
});

it('gives codes that nothing else has, also after something was removed', () => {
  expect(freeCode('s', [{ code: 's2' }])).toBe('s3');
});

it('offers for each field only what can be asked of it', () => {
  expect(testsFor({ type: 'number' })).toEqual(['at-least', 'above']);
  expect(testsFor({ type: 'text' })).toEqual([]);
});
