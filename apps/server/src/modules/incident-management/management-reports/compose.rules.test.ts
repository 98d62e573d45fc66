import { type SentenceKey, sentence } from '@matoi/catalogues';
import type { DocumentBlock, DocumentModel } from '@matoi/contract';
import { describe, expect, it } from 'vitest';
import type { ReportShape, SayIn } from './compose.model.ts';
import { composeReport } from './compose.rules.ts';
import { documentOf, nameOfIssue, textBlocks } from './document.rules.ts';
import { bareFacts, closedFacts, runningFacts } from './facts.builders.ts';
import type { RecordFacts } from './facts.model.ts';
import { sayMoment } from './moment.rules.ts';
import { overlay } from './report.rules.ts';

const sayIn =
  (language: 'ja' | 'en'): SayIn =>
  (key, params) => {
    const text = sentence(language, key as SentenceKey, params);
    if (text === key || /\{\{/.test(text)) throw new Error(`no sentence or no parameter: ${key} ${text}`);
    return text;
  };

const progress: ReportShape = {
  kind: 'progress',
  audience: 'plain',
  language: 'ja',
  isFinal: false,
  nextReportAt: new Date('2026-11-21T09:00:00Z'),
};

function documentFrom(facts: RecordFacts, shape: Partial<ReportShape> = {}): DocumentModel {
  const given = { facts, shape: { ...progress, ...shape }, say: sayIn(shape.language ?? 'ja') };
  return documentOf(given, { sections: overlay(composeReport(given), {}, []), number: 1, issue: null });
}

function linesOf(block: DocumentBlock): readonly string[] {
  switch (block.kind) {
    case 'text':
    case 'heading':
      return [block.text];
    case 'list':
      return block.items.map((item) => `- ${item}`);
    case 'facts':
      return block.facts.map(({ label, value }) => `${label}: ${value}`);
    case 'table':
      return block.rows.map((row) => `| ${row.join(' | ')}`);
    case 'figure':
      return [`[${block.caption}]`];
  }
}

/** A document as its reader goes through it: headings, lines, bullets, rows. */
function read({ sections }: DocumentModel): string {
  return sections.map(({ heading, blocks }) => [`# ${heading}`, ...blocks.flatMap(linesOf)].join('\n')).join('\n\n');
}

describe('a report to management', () => {
  it('never says of a closed incident that it is being handled, also when nobody wrote a summary', () => {
    const text = read(documentFrom({ ...bareFacts, closing: closedFacts.closing }, { kind: 'closing' }));
    expect(text).toContain('に対応し、完了した。');
    expect(text).toContain('完了とした理由：復旧した。');
    expect(text).not.toMatch(/対応している|判定中/);
  });

  it('says of an incident about which nothing is known that it is unknown', () => {
    expect(read(documentFrom(bareFacts, { nextReportAt: null }))).toMatchInlineSnapshot(`
      "# 概要
      「FS-02 で暗号化されたファイルが見つかった」について対応している。詳細は確認中である。
      重大度は判定中である。
      現在の段階はトリアージである。

      # 発生と認知の時刻
      発生：不明（確認中）
      検知：不明（確認中）
      認知：不明（確認中）

      # 影響
      影響範囲は不明（確認中）である。

      # これまでの対応
      記録された対応はまだない。

      # 今後の対応
      今後の対応は検討中である。

      # 次回の報告
      次回の報告日時は未定である。新しい事実が分かりしだい報告する。"
    `);
    expect(read(documentFrom(bareFacts, { nextReportAt: null, language: 'en' }))).toMatchInlineSnapshot(`
      "# Summary
      “FS-02 で暗号化されたファイルが見つかった” is being handled. Details are being clarified.
      The severity is not decided yet.
      Phase now: triage.

      # When it happened and was known
      Occurred: unknown (being clarified)
      Detected: unknown (being clarified)
      Known: unknown (being clarified)

      # Effect
      The extent is unknown (being clarified).

      # Done so far
      Nothing has been recorded as done yet.

      # Next
      What is done next is being decided.

      # Next report
      When the next report follows is not decided. New facts are reported as soon as they are known."
    `);
  });

  it('says what is known in the middle of a night, for management and for engineers', () => {
    expect(read(documentFrom(runningFacts))).toMatchInlineSnapshot(`
      "# 概要
      ファイルサーバー1台のファイルが暗号化され、営業部の共有フォルダーが使えなくなった。
      - バックアップは別の区画にあり、無事である。
      重大度は「重大」である。
      現在の段階は分析・封じ込めである。

      # 発生と認知の時刻
      発生：2026年11月21日(土) 1時頃 JST（推定、出典：FS-02 のログ）
      検知：2026年11月21日(土) 02:10 JST（出典：監視センター）
      報告：2026年11月21日(土) 02:31 JST（出典：電話）
      認知：不明（確認中）

      # 影響
      - システム：確認1件、疑い・推定1件
      - データ：1件
      影響を受けた人数は、確認できたものが120人であり、最大数は不明（確認中）である。

      # これまでの対応
      - 封じ込め：2026年11月21日(土) 03:05 JST
      - FS-02 をネットワークから切り離す（2026年11月21日(土) 03:05 JST 完了）
      - 共有フォルダーの利用停止を4者に指示または依頼（TSK-2026-0003、2026年11月21日(土) 03:20 JST 送付、完了 1／4）

      # 調査中・推定の事項
      - 調査中：情報が持ち出されたか
      - 推定：侵入経路はVPN装置である。

      # 今後の対応
      - バックアップの世代を確かめる（担当：佐藤、期限：2026年11月21日(土) 09:00 JST）
      - 広報と連絡を取る（担当：未定、期限：未定）
      - 共有フォルダーの利用停止（回答待ち 3者）

      # 次回の報告
      次回は2026年11月21日(土) 18:00 JSTに報告する。"
    `);
    expect(read(documentFrom(runningFacts, { audience: 'technical', language: 'en' }))).toMatchInlineSnapshot(`
      "# Summary
      FS-02 上で拡張子 .locked のファイルを確認。VPN装置 FW-01 からの不正ログインの痕跡あり。
      - バックアップは別の区画にあり、無事である。
      Severity: Critical.
      Phase now: analysis, containment.

      # When it happened and was known
      Occurred: Sat 21 Nov 2026, about 01:00 JST (estimated; source: log of FS-02)
      Detected: Sat 21 Nov 2026, 02:10 JST (source: monitoring centre)
      Reported: Sat 21 Nov 2026, 02:31 JST (source: telephone)
      Known: unknown (being clarified)

      # Course of events
      [Figure: course of events (times in JST; numbers as in the table below; open circles are assumed)]
      | 1 | 21 Nov 01:20 | Attacker | Assumed: 不正ログイン
      | 2 | 21 Nov 02:10 | Systems | 監視が暗号化を検知した。
      | 3 | 21 Nov 03:05 | Our acts | FS-02 を切り離した。

      # Effect
      - Systems: 1 confirmed, 1 suspected or assumed
      - Data: 1
      Persons affected: 120 confirmed; the maximum is unknown (being clarified).
      | Systems | FS-02 | Contained
      | Systems | FS-03 | Suspected
      | Systems | FS-04 | Not affected
      | Data | 営業部の共有フォルダー | Confirmed

      # Done so far
      - Contained: Sat 21 Nov 2026, 03:05 JST
      - FS-02 をネットワークから切り離す (done Sat 21 Nov 2026, 03:05 JST)
      - 共有フォルダーの利用停止: asked of 4 (TSK-2026-0003, sent Sat 21 Nov 2026, 03:20 JST; 1 of 4 done)

      # Under investigation, or assumed
      - Under investigation: 情報が持ち出されたか
      - Assumed: 侵入経路はVPN装置である。

      # Next
      - バックアップの世代を確かめる (owner: 佐藤; due: Sat 21 Nov 2026, 09:00 JST)
      - 広報と連絡を取る (owner: not decided; due: not decided)
      - 共有フォルダーの利用停止 (3 have not answered yet)

      # Next report
      The next report follows on Sat 21 Nov 2026, 18:00 JST."
    `);
  });

  it('that is the last one has no next report', () => {
    expect(read(documentFrom(runningFacts, { isFinal: true }))).not.toContain('次回');
  });

  it('counts nobody whose number is unknown as none', () => {
    const unknown = {
      ...runningFacts,
      scope: { ...runningFacts.scope, persons: { known: null, maximum: null, hasUnknown: true } },
    };
    expect(read(documentFrom(unknown))).toContain('影響を受けた人数は不明（確認中）である。');
    const more = {
      ...runningFacts,
      scope: { ...runningFacts.scope, persons: { known: 120, maximum: 1500, hasUnknown: true } },
    };
    expect(read(documentFrom(more))).toContain('確認できたものが120人、最大で1,500人である。');
    expect(read(documentFrom(more))).toContain('人数が不明（確認中）の区分がある。');
  });
});

describe('a closing report', () => {
  it('tells the whole story in Japanese', () => {
    expect(read(documentFrom(closedFacts, { kind: 'closing' }))).toMatchInlineSnapshot(`
      "# 概要
      FS-02 上で拡張子 .locked のファイルを確認。VPN装置 FW-01 からの不正ログインの痕跡あり。
      - バックアップは別の区画にあり、無事である。
      重大度は「重大」である。
      2026年12月3日(木) 10:00 JSTに「解決」として対応を完了した。
      完了とした理由：復旧した。

      # 発生と認知の時刻
      | 発生 | 2026年11月21日(土) 1時頃 JST（推定） | FS-02 のログ | 山田 太郎
      | 検知 | 2026年11月21日(土) 02:10 JST | 監視センター | 山田 太郎
      | 報告 | 2026年11月21日(土) 02:31 JST | 電話 | 山田 太郎
      | 認知 | 不明（確認中） |  | 
      | 封じ込め | 2026年11月21日(土) 03:05 JST | 当番の記録 | 山田 太郎
      | 復旧 | 不明（確認中） |  | 

      # 経過
      [図　主な経過（時刻はJST、番号は下の表に対応、白丸は推定）]
      | 1 | 11月21日 01:20 | 攻撃者 | 推定：不正ログイン
      | 2 | 11月21日 02:10 | システム | 監視が暗号化を検知した。
      | 3 | 11月21日 03:05 | 当社の対応 | FS-02 を切り離した。

      # 影響
      - システム：確認1件、疑い・推定1件
      - データ：1件
      影響を受けた人数は、確認できたものが120人であり、最大数は不明（確認中）である。
      | システム | FS-02 | 封じ込め済み
      | システム | FS-03 | 疑い
      | システム | FS-04 | 影響なし
      | データ | 営業部の共有フォルダー | 影響を確認

      # 実施した対応
      - 封じ込め：2026年11月21日(土) 03:05 JST
      - FS-02 をネットワークから切り離す（2026年11月21日(土) 03:05 JST 完了）
      - 共有フォルダーの利用停止を4者に指示または依頼（TSK-2026-0003、2026年11月21日(土) 03:20 JST 送付、完了 4／4）

      # 原因
      外部に面した装置の更新を誰が行うか決まっていなかった。
      なぜ起きたかを順にたどると、次のとおりである。
      - なぜ1：VPN装置の更新が半年遅れていた。
      - なぜ2：更新の担当が決まっていなかった。

      # 振り返り
      振り返りは2026年12月1日(火)に実施した（参加者：山田、鈴木）。
      VPN装置の脆弱性から侵入され、ファイルサーバーが暗号化された。
      よかった点：
      - 切り離しまで55分だった。
      課題：
      - 夜間の連絡先が古かった。

      # 再発防止策・改善策
      | 外部に面した装置の更新担当を決める | 恒久対処 | 情報システム部 | 2026年12月24日(木) | 対応中
      | VPN装置を更新する | 暫定対処 | 佐藤 | 2026年11月28日(土) | 完了

      # 連絡の状況
      この件について、メールを5通受け取り、3通送った。"
    `);
  });

  it('tells it in English', () => {
    expect(read(documentFrom(closedFacts, { kind: 'closing', language: 'en' }))).toMatchInlineSnapshot(`
      "# Summary
      FS-02 上で拡張子 .locked のファイルを確認。VPN装置 FW-01 からの不正ログインの痕跡あり。
      - バックアップは別の区画にあり、無事である。
      Severity: Critical.
      Closed on Thu 3 Dec 2026, 10:00 JST as “Resolved”.
      Reason for closing: 復旧した。

      # When it happened and was known
      | Occurred | Sat 21 Nov 2026, about 01:00 JST (estimated) | log of FS-02 | 山田 太郎
      | Detected | Sat 21 Nov 2026, 02:10 JST | monitoring centre | 山田 太郎
      | Reported | Sat 21 Nov 2026, 02:31 JST | telephone | 山田 太郎
      | Known | unknown (being clarified) |  | 
      | Contained | Sat 21 Nov 2026, 03:05 JST | note of the person on duty | 山田 太郎
      | Recovered | unknown (being clarified) |  | 

      # Course of events
      [Figure: course of events (times in JST; numbers as in the table below; open circles are assumed)]
      | 1 | 21 Nov 01:20 | Attacker | Assumed: 不正ログイン
      | 2 | 21 Nov 02:10 | Systems | 監視が暗号化を検知した。
      | 3 | 21 Nov 03:05 | Our acts | FS-02 を切り離した。

      # Effect
      - Systems: 1 confirmed, 1 suspected or assumed
      - Data: 1
      Persons affected: 120 confirmed; the maximum is unknown (being clarified).
      | Systems | FS-02 | Contained
      | Systems | FS-03 | Suspected
      | Systems | FS-04 | Not affected
      | Data | 営業部の共有フォルダー | Confirmed

      # What was done
      - Contained: Sat 21 Nov 2026, 03:05 JST
      - FS-02 をネットワークから切り離す (done Sat 21 Nov 2026, 03:05 JST)
      - 共有フォルダーの利用停止: asked of 4 (TSK-2026-0003, sent Sat 21 Nov 2026, 03:20 JST; 4 of 4 done)

      # Cause
      外部に面した装置の更新を誰が行うか決まっていなかった。
      Why it happened, step by step:
      - Why 1: VPN装置の更新が半年遅れていた。
      - Why 2: 更新の担当が決まっていなかった。

      # Review
      The review was held on Tue 1 Dec 2026 by 山田, 鈴木.
      VPN装置の脆弱性から侵入され、ファイルサーバーが暗号化された。
      What went well:
      - 切り離しまで55分だった。
      What did not go well:
      - 夜間の連絡先が古かった。

      # Measures
      | 外部に面した装置の更新担当を決める | Permanent | 情報システム部 | Thu 24 Dec 2026 | Open
      | VPN装置を更新する | Temporary | 佐藤 | Sat 28 Nov 2026 | Done

      # Communication
      5 mails were received and 3 sent about it."
    `);
  });

  it('without review and measures has no heading for them, and says that the cause is unknown', () => {
    const text = read(
      documentFrom(
        { ...closedFacts, review: null, measures: [], messages: { received: 0, sent: 0 } },
        { kind: 'closing' },
      ),
    );
    expect(text).toContain('根本原因は不明である');
    expect(text).not.toMatch(/# (振り返り|再発防止策・改善策|連絡の状況|今後の対応)/);
  });
});

describe('no report', () => {
  it.each([bareFacts, runningFacts, closedFacts])('has a heading without content', (facts) => {
    for (const kind of ['progress', 'closing'] as const)
      for (const audience of ['plain', 'technical'] as const)
        for (const language of ['ja', 'en'] as const)
          for (const { heading, blocks } of documentFrom(facts, { kind, audience, language }).sections)
            expect([heading, blocks.length > 0]).toEqual([heading, true]);
  });
});

describe('a moment', () => {
  const moment = new Date('2026-11-20T17:10:07Z');
  it.each([
    ['instant', '2026年11月21日(土) 02:10:07 JST', 'Sat 21 Nov 2026, 02:10:07 JST'],
    ['minute', '2026年11月21日(土) 02:10 JST', 'Sat 21 Nov 2026, 02:10 JST'],
    ['hour', '2026年11月21日(土) 2時頃 JST', 'Sat 21 Nov 2026, about 02:00 JST'],
    ['date', '2026年11月21日(土)', 'Sat 21 Nov 2026'],
    ['month', '2026年11月', 'Nov 2026'],
  ] as const)('known to the %s is said no more exactly', (precision, ja, en) => {
    expect(sayMoment('ja', { at: moment, precision, zone: 'Asia/Tokyo' })).toBe(ja);
    expect(sayMoment('en', { at: moment, precision, zone: 'Asia/Tokyo' })).toBe(en);
  });

  it('elsewhere has the zone of there, and September three letters', () => {
    expect(
      sayMoment('en', { at: new Date('2026-09-01T00:00:00Z'), precision: 'minute', zone: 'America/New_York' }),
    ).toBe('Mon 31 Aug 2026, 20:00 EDT');
    expect(sayMoment('en', { at: new Date('2026-09-10T00:00:00Z'), precision: 'month', zone: 'UTC' })).toBe('Sep 2026');
  });
});

describe('what is written by hand', () => {
  it('becomes lists where lines begin with a bullet, and paragraphs elsewhere', () => {
    expect(textBlocks('一行目\n\n・甲\n- 乙\n*丙*\n終わり')).toEqual([
      { kind: 'text', text: '一行目' },
      { kind: 'list', items: ['甲', '乙'] },
      { kind: 'text', text: '*丙*' },
      { kind: 'text', text: '終わり' },
    ]);
    expect(textBlocks(' \n')).toEqual([]);
  });
});

describe('the name of an issue', () => {
  it.each([
    [{ kind: 'progress', language: 'ja', isFinal: false }, 1, '第一報'],
    [{ kind: 'progress', language: 'ja', isFinal: true }, 3, '第三報（最終報）'],
    [{ kind: 'progress', language: 'ja', isFinal: false }, 11, '第11報'],
    [{ kind: 'progress', language: 'en', isFinal: true }, 3, 'No. 3 (final)'],
    [{ kind: 'closing', language: 'ja', isFinal: false }, 2, '第2版'],
    [{ kind: 'closing', language: 'en', isFinal: false }, 1, 'Edition 1'],
  ] as const)('%j as number %i is %s', (shape, number, name) => {
    expect(nameOfIssue(shape, number, sayIn(shape.language))).toBe(name);
  });
});
