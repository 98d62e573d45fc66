import type { MailTemplateDefinition } from '@matoi/contract';
import { describe, expect, it } from 'vitest';
import severityWords from './data/severity-words.json' with { type: 'json' };
import { isFixedMail, readFixedMail } from './mail-template.rules.ts';

const definition: MailTemplateDefinition = {
  source: 'soc-east',
  from: ['@soc.example.co.jp', 'alert@other.example'],
  subjectContains: ['検知通知'],
  fields: [
    { role: 'external-id', labels: ['ケース番号', 'Case No.'], isMultiline: false },
    { role: 'detected-at', labels: ['検知日時', 'Detected at'], isMultiline: false },
    { role: 'occurred-at', labels: ['発生日時'], isMultiline: false },
    { role: 'host', labels: ['端末名', 'Host'], isMultiline: false },
    { role: 'severity', labels: ['重大度', 'Severity'], isMultiline: false },
    { role: 'title', labels: ['検知名'], isMultiline: false },
    { role: 'acts', labels: ['対応内容', 'Actions'], isMultiline: true },
    { role: 'other', labels: ['概要'], isMultiline: true },
  ],
  severities: [{ word: 'レベル3', severity: 'high' }],
  zone: 'Asia/Tokyo',
  actsBy: 'SOC',
};
const receivedAt = new Date('2026-11-21T17:30:00Z');
const read = (text: string) => readFixedMail(definition, { text, receivedAt }, severityWords.words);

describe('which mails a template is for', () => {
  it.each([
    ['another domain', 'a@example.com', '検知通知'],
    ['a sub-domain of a named one', 'a@evil.soc.example.co.jp', '検知通知'],
    ['a name that only ends so', 'a@notsoc.example.co.jp', '検知通知'],
    ['the domain as a name', '@soc.example.co.jp@evil.example', '検知通知'],
    ['another subject', 'a@soc.example.co.jp', 'ご請求'],
    ['nobody', null, '検知通知'],
  ])('refuses %s', (_, from, subject) => {
    expect(isFixedMail(definition, { from, subject })).toBe(false);
  });

  it.each([
    ['SOC@SOC.example.co.jp', '【検知通知】端末'],
    ['alert@other.example', '検知通知 #3'],
  ])('takes %s', (from, subject) => {
    expect(isFixedMail(definition, { from, subject })).toBe(true);
  });
});

describe('the labelled lines of a fixed mail', () => {
  it('invents nothing', () => {
    expect(read('お世話になっております。\n重大度について一般にお知らせします。')).toEqual({
      title: null,
      externalId: null,
      severityHint: null,
      occurredAt: null,
      detectedAt: null,
      hosts: [],
      rule: null,
      fields: [],
      acts: [],
      marks: [],
    });
  });

  it('reads a Japanese mail with its case number, times, host and acts', () => {
    const text = [
      'CSIRT ご担当者様',
      '',
      '■ケース番号：SOC-2026-00123',
      '【検知日時】：2026/11/22 02:05',
      '端末名  ： PC-0412、PC-0413',
      '重大度：高',
      '検知名 ： ランサムウェアと思われる挙動',
      '【対応内容】',
      '02:11 に端末を隔離しました',
      '・02:20 ネットワークを遮断',
      '以上です',
      '------------------------------',
      '端末名： 署名の端末',
    ].join('\n');
    const found = read(text);
    expect(found).toMatchObject({
      title: 'ランサムウェアと思われる挙動',
      externalId: 'SOC-2026-00123',
      severityHint: 'high',
      hosts: ['PC-0412', 'PC-0413', '署名の端末'],
    });
    expect(found.detectedAt?.toISOString()).toBe('2026-11-21T17:05:00.000Z');
    expect(found.acts.map(({ at, what }) => [at.toISOString(), what])).toEqual([
      ['2026-11-21T17:11:00.000Z', '端末を隔離しました'],
      ['2026-11-21T17:20:00.000Z', 'ネットワークを遮断'],
    ]);
    for (const [at, mark] of found.marks.entries()) {
      expect(text.slice(mark.from, mark.until)).toBe(found.fields[at]?.value);
    }
  });

  it('reads an English one, also with carriage returns removed and other signs', () => {
    const found = read(
      'Case No.: A-9\nDetected at = 2026-11-22 02:05 UTC\n[Host] srv1\nSeverity: CRITICAL (P1)\nActions:\n02:11 isolated the host',
    );
    expect(found).toMatchObject({ externalId: 'A-9', severityHint: 'critical', hosts: ['srv1'] });
    expect(found.detectedAt?.toISOString()).toBe('2026-11-22T02:05:00.000Z');
    expect(found.acts[0]?.what).toBe('isolated the host');
  });

  it('takes full width like half width, and the sender’s own words first', () => {
    expect(read('ＣＡＳＥ　ＮＯ．：１２３\n重大度：レベル３（低）')).toMatchObject({
      externalId: '１２３',
      severityHint: 'high',
    });
  });

  it('goes over lines only where the template says so', () => {
    const found = read('概要：一行目\n二行目\n\n続きではない\n検知名：名前\n名前の続きではない');
    expect(found.fields).toEqual([
      { label: '概要', value: '一行目\n二行目' },
      { label: '検知名', value: '名前' },
    ]);
  });

  it('puts an act shortly after midnight on the next day', () => {
    const found = read('発生日時：2026/11/21 23:50\n対応内容：\n00:20 隔離');
    expect(found.acts[0]?.at.toISOString()).toBe('2026-11-21T15:20:00.000Z');
  });

  it('reads what was made to be slow in time that grows with its length alone', () => {
    for (const piece of ['：', '【', '端末名：', '02:11', '■ ', '　', 'ケース番号']) {
      expect(read(piece.repeat(60_000)).fields.length).toBeLessThanOrEqual(60);
      expect(read(`対応内容：\n${`${piece}\n`.repeat(20_000)}`).acts.length).toBeLessThanOrEqual(50);
    }
    const blank = `対応内容：\n${'\n'.repeat(150_000)}`;
    expect(read(`${blank}02:11 隔離`).acts.map(({ what }) => what)).toEqual(['隔離']);
  });
});
