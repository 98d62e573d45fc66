import type { DemoIncident } from '../story.model.ts';

/** A lost telephone that was wiped from afar. */
export const lostPhone: DemoIncident = {
  title: '業務用スマートフォンの紛失（関西営業所）',
  reports: ['lost-phone'],
  opened: { at: '-35 21:50', by: 'mizuno' },
  classCode: 'own:lost-device',
  tlp: 'green',
  severity: {
    at: '-35 22:00',
    by: 'asagi',
    level: 'low',
    ticks: { business: 'low', information: 'low', spread: 'low', outside: 'low' },
  },
  team: [
    ['asagi', 'commander'],
    ['mizuno', 'handler'],
  ],
  times: [
    ['occurred', '-35 20:50', 'person', '本人の話'],
    ['detected', '-35 21:20', 'person', '本人の話'],
    ['known', '-35 21:50', 'person', '起票した時刻'],
    ['contained', '-35 22:10', 'log', '遠隔消去の完了通知'],
  ],
  phases: [
    { at: '-35 22:00', by: 'mizuno', phase: 'containment' },
    { at: '-34 10:00', by: 'mizuno', phase: 'review' },
  ],
  journal: [
    ['-35 22:10', 'mizuno', 'us', '端末管理から遠隔消去を実行し、完了を確認した。回線も止めた。'],
    ['-34 09:30', 'mizuno', 'communication', '駅で見つかったと連絡。中身は消去済み。所長が受け取る。'],
  ],
  scope: [
    {
      at: '-35 22:05',
      by: 'mizuno',
      state: 'confirmed',
      items: [
        { kind: 'system', name: '業務用スマートフォン MG-SP-0417', details: { owner: '堀 奈々', place: 'JR 車内' } },
      ],
      moveTo: { at: '-35 22:12', state: 'contained', count: 1 },
    },
  ],
  numbers: [
    {
      at: '-35 22:15',
      by: 'mizuno',
      category: 'partners',
      known: 0,
      maximum: 86,
      source: '電話帳の件数',
      note: '消去の前に画面ロックが解かれた跡はない。',
    },
  ],
  tasks: [
    {
      at: '-35 22:00',
      by: 'mizuno',
      title: '遠隔消去する',
      to: 'mizuno',
      priority: 'high',
      after: ['-35 22:10', 'done'],
    },
  ],
  closed: {
    at: '-33 14:00',
    by: 'asagi',
    outcome: 'resolved',
    reason: '端末が戻り、消去の前に使われた跡がないことを確かめた。',
    gaps: '本人には口頭で伝えた。根絶・復旧は紛失には当たらない。',
  },
};

/** Somebody let a stranger operate the computer. */
export const scam: DemoIncident = {
  title: 'サポート詐欺による遠隔操作（総務部）',
  reports: ['scam'],
  opened: { at: '-21 14:30', by: 'mizuno' },
  classCode: 'own:support-scam',
  tlp: 'green',
  severity: {
    at: '-21 14:40',
    by: 'asagi',
    level: 'low',
    ticks: { business: 'low', information: 'low', spread: 'low' },
  },
  team: [
    ['asagi', 'commander'],
    ['mizuno', 'handler'],
    ['hino', 'handler'],
  ],
  times: [
    ['occurred', '-21 13:50', 'person', '本人の話'],
    ['detected', '-21 14:10', 'person', '本人の話'],
    ['known', '-21 14:30', 'person', '起票した時刻'],
    ['contained', '-21 14:35', 'person', '端末をネットワークから外した'],
  ],
  phases: [
    { at: '-21 14:45', by: 'mizuno', phase: 'analysis' },
    { at: '-21 15:00', by: 'mizuno', phase: 'eradication' },
    { at: '-20 10:00', by: 'mizuno', phase: 'recovery' },
    { at: '-19 10:00', by: 'asagi', phase: 'review' },
  ],
  journal: [
    ['-21 14:35', 'mizuno', 'us', '端末の LAN ケーブルを抜いてもらい、無線を切った。'],
    [
      '-21 16:10',
      'hino',
      'systems',
      '遠隔操作ソフトの記録を確認。ファイルの送信はない。ブラウザーの保存済みパスワードは開かれていない。',
    ],
    ['-20 11:30', 'mizuno', 'us', '端末を初期化し、利用者のパスワードを変更した。'],
  ],
  scope: [
    {
      at: '-21 14:50',
      by: 'mizuno',
      state: 'confirmed',
      measures: ['rebuild'],
      items: [{ kind: 'system', name: 'GA-PC07', details: { owner: '吉野 恵', place: '本社2階' } }],
      moveTo: { at: '-20 11:35', state: 'recovered', count: 1 },
    },
  ],
  tasks: [{ at: '-21 14:50', by: 'mizuno', title: '遠隔操作の記録を調べる', to: 'hino', after: ['-21 16:15', 'done'] }],
  closed: {
    at: '-19 16:00',
    by: 'asagi',
    outcome: 'resolved',
    reason: '情報の持ち出しがなく、端末を初期化した。金銭の被害もない。',
    gaps: '本人には直接説明した。',
  },
};

/** A detection that was a planned job. */
export const falseAlarm: DemoIncident = {
  title: '深夜の管理者による大量ログイン',
  reports: ['false-alarm'],
  opened: { at: '-17 03:35', by: 'hino' },
  classCode: 'rsit:intrusion-attempts:ids-alert',
  tlp: 'green',
  severity: { at: '-17 03:40', by: 'hino', level: 'medium', ticks: { spread: 'medium' } },
  team: [['hino', 'handler']],
  times: [
    ['detected', '-17 03:09', 'monitoring', 'SOC の検知'],
    ['known', '-17 03:35', 'person', '起票した時刻'],
  ],
  phases: [{ at: '-17 03:45', by: 'hino', phase: 'analysis' }],
  journal: [
    ['-17 03:50', 'hino', 'us', '当番の情報システム部に電話。資産棚卸しの一斉実行の予定だった。'],
    ['-17 09:20', 'hino', 'communication', '情報システム部に、今後は夜間の一斉実行を前日までに知らせるよう頼んだ。'],
  ],
  closed: {
    at: '-17 09:30',
    by: 'asagi',
    outcome: 'not-an-incident',
    reason: '予定された資産棚卸しの実行。申請番号 C-2291 と一致した。',
    gaps: '検知の送り手は機械で、回答先がない。',
  },
};
