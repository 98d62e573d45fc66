import type { DemoIncident } from '../story.model.ts';

/** A supplier was hit; data of ours lay there. */
export const supplier: DemoIncident = {
  title: '委託先 青磁ロジスティクスのランサムウェア被害（配送先情報）',
  reports: ['supplier'],
  opened: { at: '-2 11:40', by: 'asagi' },
  classCode: 'own:supplier',
  tlp: 'amber+strict',
  severity: {
    at: '-2 11:55',
    by: 'asagi',
    level: 'high',
    ticks: { business: 'high', information: 'high', outside: 'high', recovery: 'medium' },
  },
  team: [
    ['asagi', 'commander'],
    ['mizuno', 'handler'],
    ['sakaki', 'liaison'],
  ],
  nextReviewHours: 20,
  times: [
    ['occurred', '-3 22:00', 'external', '委託先の説明（時刻は未確定）'],
    ['detected', '-2 08:30', 'external', '委託先の説明'],
    ['reported', '-2 11:20', 'report', 'メール'],
    ['known', '-2 11:40', 'person', '起票した時刻'],
  ],
  phases: [{ at: '-2 12:00', by: 'asagi', phase: 'analysis' }],
  journal: [
    ['-2 12:05', 'mizuno', 'us', '委託先とのファイル連携を当社側でも止めた。'],
    ['-2 13:30', 'sakaki', 'communication', '委託契約の報告条項を確認。24時間以内の書面を求めた。'],
    [
      '-1 10:30',
      'mizuno',
      'communication',
      '委託先から第二報。暗号化は確認されたが、外への送信の跡は見つかっていない。',
    ],
  ],
  scope: [
    {
      at: '-2 12:20',
      by: 'mizuno',
      state: 'suspected',
      certainty: 'assumed',
      measures: ['request-measures'],
      items: [
        { kind: 'organisation', name: '青磁ロジスティクス', details: { role: '物流の委託先', contact: '片桐さま' } },
        {
          kind: 'data',
          name: '配送先の一覧（氏名・住所・電話番号）',
          details: { category: '個人データ', storage: '委託先の受注管理サーバー' },
        },
      ],
    },
  ],
  numbers: [
    {
      at: '-2 14:00',
      by: 'sakaki',
      category: 'customers',
      known: null,
      maximum: 8420,
      source: '直近90日の出荷件数',
      note: '漏えいしたかは調査中。',
    },
  ],
  tasks: [
    {
      at: '-2 12:10',
      by: 'asagi',
      title: '委託先に調査の範囲と予定を確認する',
      to: 'mizuno',
      priority: 'high',
      after: ['-1 10:35', 'done'],
    },
    { at: '-2 14:10', by: 'asagi', title: '代わりの出荷手順を物流部と決める', to: null, dueHours: 6 },
  ],
  instructions: [
    {
      at: '-2 13:40',
      by: 'mizuno',
      kind: 'request',
      title: '当社データの有無と調査の状況をお知らせください',
      what: '被害のあったサーバーにある当社のデータの項目と件数、外部への送信の有無、調査会社の名前と予定を書いてください。',
      why: '個人情報保護委員会への報告とお客さまへの説明のためです。',
      caution: '調査が終わるまで、サーバーを初期化しないでください。',
      dueHours: 24,
      recipients: [
        {
          name: '片桐 洋',
          department: '青磁ロジスティクス 情報システム室',
          address: 'katagiri@seiji-logi.example',
          handed: { at: '-2 13:45', means: '電話で伝え、別のアドレスに送った' },
          answered: { at: '-2 14:20', answer: 'acknowledged', text: '承りました。明日の正午までにご報告します。' },
        },
      ],
    },
  ],
  notes: [
    {
      at: '-2 15:00',
      by: 'sakaki',
      title: '契約の確認',
      text: '再委託はなし。第12条で **24時間以内の報告** を定めている。',
    },
  ],
  summaries: [
    {
      at: '-1 11:00',
      by: 'asagi',
      technical: '委託先の受注管理サーバーが暗号化。連携用 VPN は双方で停止。',
      plain:
        '物流の委託先がサイバー攻撃を受けました。当社のお客さまの配送先情報が含まれるサーバーで、漏えいの有無を調べています。',
      known: ['配送先は最大8,420名分'],
      unknown: ['外に出たか'],
      assumed: [],
    },
  ],
  playbook: { code: 'supplier-incident', by: 'mizuno', steps: 3 },
  related: [{ at: '-2 16:00', by: 'asagi', kind: 'related', to: 0, note: '時期が近い。手口が同じかを確認する。' }],
};
