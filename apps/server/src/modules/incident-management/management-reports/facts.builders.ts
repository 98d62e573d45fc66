import type { RecordFacts, TimeFact } from './facts.model.ts';

const at = (text: string) => new Date(`${text}+09:00`);

const time = (code: string, ja: string, en: string, more: Partial<TimeFact> = {}): TimeFact => ({
  code,
  name: { ja, en },
  at: null,
  precision: 'minute',
  zone: 'Asia/Tokyo',
  isEstimate: false,
  source: null,
  note: null,
  assertedBy: null,
  isNeeded: ['occurred', 'detected', 'known', 'contained', 'recovered'].includes(code),
  ...more,
});

const source = (ja: string, en: string) => ({ source: { ja, en }, assertedBy: '山田 太郎' });

/** An incident about which nothing is known but its title. */
export const bareFacts: RecordFacts = {
  team: { name: 'あおぞらCSIRT', zone: 'Asia/Tokyo' },
  number: 'INC-2026-0012',
  title: 'FS-02 で暗号化されたファイルが見つかった',
  phase: 'triage',
  activePhases: ['triage'],
  severity: null,
  className: null,
  tlp: null,
  openedAt: at('2026-11-21T02:40:00'),
  closing: null,
  monitoringUntil: null,
  commander: null,
  plain: '',
  technical: '',
  known: [],
  unknown: [],
  assumed: [],
  times: [
    time('occurred', '発生', 'Occurred'),
    time('detected', '検知', 'Detected'),
    time('reported', '報告', 'Reported'),
    time('known', '認知', 'Known'),
    time('contained', '封じ込め', 'Contained'),
    time('recovered', '復旧', 'Recovered'),
  ],
  timeline: [],
  scope: { items: [], persons: { known: null, maximum: null, hasUnknown: false }, hasNumbers: false },
  tasks: [],
  instructions: [],
  review: null,
  measures: [],
  messages: { received: 0, sent: 0 },
};

/** The same in the middle of the night, with people at work. */
export const runningFacts: RecordFacts = {
  ...bareFacts,
  phase: 'containment',
  activePhases: ['analysis', 'containment'],
  severity: 'critical',
  className: { ja: 'ランサムウェア', en: 'Ransomware' },
  tlp: 'amber',
  commander: '山田 太郎',
  plain: 'ファイルサーバー1台のファイルが暗号化され、営業部の共有フォルダーが使えなくなった。',
  technical: 'FS-02 上で拡張子 .locked のファイルを確認。VPN装置 FW-01 からの不正ログインの痕跡あり。',
  known: ['バックアップは別の区画にあり、無事である。'],
  unknown: ['情報が持ち出されたか'],
  assumed: ['侵入経路はVPN装置である。'],
  times: [
    time('occurred', '発生', 'Occurred', {
      at: at('2026-11-21T01:00:00'),
      precision: 'hour',
      isEstimate: true,
      ...source('FS-02 のログ', 'log of FS-02'),
    }),
    time('detected', '検知', 'Detected', {
      at: at('2026-11-21T02:10:00'),
      ...source('監視センター', 'monitoring centre'),
    }),
    time('reported', '報告', 'Reported', { at: at('2026-11-21T02:31:00'), ...source('電話', 'telephone') }),
    time('known', '認知', 'Known'),
    time('contained', '封じ込め', 'Contained', {
      at: at('2026-11-21T03:05:00'),
      ...source('当番の記録', 'note of the person on duty'),
    }),
    time('recovered', '復旧', 'Recovered'),
  ],
  timeline: [
    { at: at('2026-11-21T01:20:00'), until: null, lane: 'attacker', text: '不正ログイン', isAssumed: true },
    { at: at('2026-11-21T02:10:00'), until: null, lane: 'systems', text: '監視が暗号化を検知した。', isAssumed: false },
    { at: at('2026-11-21T03:05:00'), until: null, lane: 'us', text: 'FS-02 を切り離した。', isAssumed: false },
  ],
  scope: {
    items: [
      { kind: 'system', name: 'FS-02', state: 'contained', isAssumed: false },
      { kind: 'system', name: 'FS-03', state: 'suspected', isAssumed: false },
      { kind: 'system', name: 'FS-04', state: 'cleared', isAssumed: false },
      { kind: 'data', name: '営業部の共有フォルダー', state: 'confirmed', isAssumed: false },
    ],
    persons: { known: 120, maximum: null, hasUnknown: false },
    hasNumbers: true,
  },
  tasks: [
    {
      title: 'FS-02 をネットワークから切り離す',
      state: 'done',
      assignee: '鈴木',
      dueAt: null,
      endedAt: at('2026-11-21T03:05:00'),
    },
    {
      title: 'バックアップの世代を確かめる',
      state: 'open',
      assignee: '佐藤',
      dueAt: at('2026-11-21T09:00:00'),
      endedAt: null,
    },
    { title: '広報と連絡を取る', state: 'open', assignee: null, dueAt: null, endedAt: null },
  ],
  instructions: [
    {
      number: 'TSK-2026-0003',
      title: '共有フォルダーの利用停止',
      sentAt: at('2026-11-21T03:20:00'),
      dueAt: null,
      total: 4,
      done: 1,
      refused: 0,
      waiting: 3,
    },
  ],
  messages: { received: 5, sent: 3 },
};

/** The same when it is over. */
export const closedFacts: RecordFacts = {
  ...runningFacts,
  phase: 'closed',
  activePhases: [],
  closing: { outcome: 'resolved', reason: '復旧した。', closedAt: at('2026-12-03T10:00:00') },
  unknown: [],
  assumed: [],
  tasks: runningFacts.tasks.slice(0, 1),
  instructions: runningFacts.instructions.map((one) => ({ ...one, done: 4, waiting: 0 })),
  review: {
    isFinished: true,
    heldOn: '2026-12-01',
    participants: ['山田', '鈴木'],
    happened: 'VPN装置の脆弱性から侵入され、ファイルサーバーが暗号化された。',
    whys: ['VPN装置の更新が半年遅れていた。', '更新の担当が決まっていなかった。'],
    rootCause: '外部に面した装置の更新を誰が行うか決まっていなかった。',
    wentWell: ['切り離しまで55分だった。'],
    wentBadly: ['夜間の連絡先が古かった。'],
  },
  measures: [
    {
      title: '外部に面した装置の更新担当を決める',
      isPermanent: true,
      owner: '情報システム部',
      dueOn: '2026-12-24',
      state: 'open',
      isOverdue: false,
    },
    {
      title: 'VPN装置を更新する',
      isPermanent: false,
      owner: '佐藤',
      dueOn: '2026-11-28',
      state: 'done',
      isOverdue: false,
    },
    { title: 'やめたもの', isPermanent: true, owner: '佐藤', dueOn: '2026-11-28', state: 'dropped', isOverdue: false },
  ],
};
