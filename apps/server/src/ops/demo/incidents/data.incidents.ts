import type { DemoIncident } from '../story.model.ts';

/** A mail to 312 people whose addresses all could read; the review is under way. */
export const missent: DemoIncident = {
  title: '新商品案内メールの誤送信（会員312名のアドレス表示）',
  reports: ['missent'],
  opened: { at: '-10 17:58', by: 'mizuno' },
  classCode: 'own:mis-sent',
  tlp: 'amber',
  severity: {
    at: '-10 18:05',
    by: 'kurata',
    level: 'high',
    ticks: { business: 'low', information: 'high', spread: 'low', outside: 'high', recovery: 'low' },
  },
  team: [
    ['kurata', 'commander'],
    ['mizuno', 'handler'],
    ['sakaki', 'liaison'],
  ],
  times: [
    ['occurred', '-10 17:30', 'log', 'メールの送信ログ'],
    ['detected', '-10 17:36', 'person', '受信された会員さまのお電話'],
    ['reported', '-10 17:48', 'report', 'メール'],
    ['known', '-10 17:58', 'person', '起票した時刻'],
    ['contained', '-9 12:00', 'person', '削除のお願いを全員に送り終えた'],
    ['recovered', '-8 17:00', 'estimate', '問い合わせが収まった'],
  ],
  phases: [
    { at: '-10 18:10', by: 'mizuno', phase: 'containment' },
    { at: '-8 17:10', by: 'kurata', phase: 'eradication', move: 'skip', reason: '取り除く不正なものがない。' },
    { at: '-8 17:15', by: 'kurata', phase: 'recovery' },
    { at: '-4 15:00', by: 'kurata', phase: 'review' },
  ],
  journal: [
    ['-10 18:20', 'mizuno', 'systems', '送信サーバーに残る未配送 18 通を止めた。配送済みは 294 通。'],
    [
      '-10 19:05',
      'kurata',
      'communication',
      '法務部・広報部・お客さま相談室と対応を決めた。本日中におわびと削除のお願いを送る。',
    ],
    ['-9 12:00', 'mizuno', 'communication', '312 名全員に個別のおわびと削除のお願いを送った（お客さま相談室から）。'],
    [
      '-9 16:30',
      'sakaki',
      'communication',
      '個人情報保護委員会への報告の要否を弁護士と確認。要配慮個人情報は含まれない。',
    ],
    ['-8 17:00', 'mizuno', 'communication', '問い合わせは累計 23 件。削除の返信は 207 名。'],
  ],
  scope: [
    {
      at: '-10 18:15',
      by: 'mizuno',
      state: 'confirmed',
      measures: ['request-deletion'],
      items: [
        {
          kind: 'data',
          name: '会員さまのメールアドレス 312件',
          details: { category: '連絡先', storage: '送信されたメールの宛先欄', owner: '営業企画部' },
        },
      ],
      moveTo: { at: '-9 12:05', state: 'contained', count: 1 },
    },
  ],
  numbers: [
    {
      at: '-10 18:18',
      by: 'mizuno',
      category: 'members',
      known: 312,
      maximum: 312,
      source: '送信ログの宛先の数',
      note: 'メールアドレスのみ。うち 41 件は氏名を含む。',
    },
  ],
  tasks: [
    {
      at: '-10 18:25',
      by: 'kurata',
      title: 'おわびの文面をつくる',
      to: 'mizuno',
      priority: 'high',
      after: ['-10 20:10', 'done'],
    },
    { at: '-9 09:00', by: 'kurata', title: '削除の返信を集計する', to: 'mizuno', after: ['-5 17:30', 'done'] },
    { at: '-4 15:05', by: 'kurata', title: '営業企画部の送信手順を確かめる', to: 'mizuno', dueHours: 30 },
  ],
  instructions: [
    {
      at: '-9 09:30',
      by: 'mizuno',
      kind: 'order',
      title: '同じ手順で送ったメールがないか調べてください',
      what: '過去6か月に、一斉メールを配信システムを使わずに送ったことがあるかを調べ、件数と日付を書いてください。',
      why: 'ほかにも同じ漏えいがないかを確かめるためです。',
      caution: '元のメールは消さないでください。',
      dueHours: 48,
      recipients: [
        {
          name: '森 一樹',
          department: '営業企画部',
          address: 'mori@moegido.example',
          said: { at: '-8 10:00', answer: 'done', text: 'ほかに1件（社内向け、22名）。' },
        },
        {
          name: '藤井 早苗',
          department: '広報部',
          address: 'fujii@moegido.example',
          handed: { at: '-9 09:40', means: '社内チャット' },
          answered: { at: '-9 11:02', answer: 'done', text: 'ありませんでした。配信システムだけを使っています。' },
        },
        { name: '内田 孝', department: '採用課', address: 'uchida@moegido.example' },
      ],
    },
  ],
  notes: [
    {
      at: '-10 19:20',
      by: 'mizuno',
      title: '電話での想定問答',
      text: '**Q. ほかの人に何が見えたのか**\n\nメールアドレスです。41名さまはお名前も表示されました。\n\n**Q. 悪用されないか**\n\n受け取られた皆さまに削除をお願いしています。不審なメールにご注意ください。',
    },
  ],
  summaries: [
    {
      at: '-9 17:00',
      by: 'mizuno',
      technical:
        '配信システムを使わず、メールソフトの To 欄に 312 件を貼り付けて送信。未配送 18 通は送信サーバーで停止。',
      plain:
        '会員さま312名へのご案内を、全員のメールアドレスが見える形で送ってしまいました。全員におわびと削除のお願いをお送りしました。',
      known: ['宛先は312件', '要配慮個人情報・決済情報は含まれない'],
      unknown: ['全員が削除したか'],
      assumed: [],
    },
  ],
  playbook: { code: 'mis-sent-mail', by: 'mizuno', steps: 5 },
};

/** 642 accounts of the shop, opened with passwords from elsewhere. */
export const stuffing: DemoIncident = {
  title: '会員サイトへのリスト型攻撃（642アカウントに不正ログイン）',
  reports: ['stuffing', 'stuffing-customer'],
  opened: { at: '-1 10:20', by: 'hino' },
  classCode: 'rsit:intrusion-attempts:brute-force',
  tlp: 'amber',
  severity: {
    at: '-1 10:35',
    by: 'asagi',
    level: 'high',
    ticks: { business: 'medium', information: 'high', spread: 'high', outside: 'high', recovery: 'medium' },
  },
  team: [
    ['asagi', 'commander'],
    ['hino', 'handler'],
    ['mizuno', 'liaison'],
  ],
  nextReviewHours: 5,
  times: [
    ['occurred', '-1 02:10', 'log', 'ウェブサーバーの認証ログ'],
    ['detected', '-1 09:08', 'monitoring', 'SOC の検知'],
    ['known', '-1 10:20', 'person', '起票した時刻'],
  ],
  phases: [
    { at: '-1 10:40', by: 'asagi', phase: 'analysis' },
    { at: '-1 11:05', by: 'asagi', phase: 'containment', keeps: ['analysis'] },
  ],
  journal: [
    ['-1 10:55', 'hino', 'us', '攻撃元の2つのネットワークを境界で遮断した。失敗は毎分 610 回から 4 回に減った。'],
    ['-1 11:30', 'hino', 'systems', '642 アカウントのパスワードを無効にし、セッションをすべて切った。'],
    ['-1 12:10', 'mizuno', 'communication', 'お客さま相談室に想定問答を渡した。'],
    [
      '-1 15:45',
      'hino',
      'attacker',
      'ポイントの不正利用は 37 アカウント、計 84,300 ポイント。登録住所の閲覧は 118 アカウント。',
    ],
    ['ago 240', 'mizuno', 'communication', '対象の 642 名に、パスワードの再設定をお願いするメールの原稿が承認された。'],
  ],
  scope: [
    {
      at: '-1 11:20',
      by: 'hino',
      state: 'confirmed',
      measures: ['reset-password', 'end-sessions', 'tell-owner'],
      items: [
        {
          kind: 'service',
          name: '会員サイト shop.moegido.example',
          details: { owner: 'EC事業部', users: '会員 約21万人' },
        },
        ...Array.from({ length: 12 }, (_, index) => ({
          kind: 'account' as const,
          name: `会員 M-${String(204_118 + index * 37)}`,
          details: { system: '会員サイト' },
        })),
      ],
      moveTo: { at: '-1 11:32', state: 'contained', count: 12 },
    },
  ],
  numbers: [
    {
      at: '-1 10:45',
      by: 'hino',
      category: 'members',
      known: 642,
      maximum: 642,
      source: '認証ログ（成功した件数）',
      note: '',
    },
    {
      at: '-1 15:50',
      by: 'hino',
      category: 'financial',
      known: 37,
      maximum: 37,
      source: 'ポイントの利用履歴',
      note: 'カード番号は表示されない。',
    },
  ],
  tasks: [
    {
      at: '-1 11:00',
      by: 'asagi',
      title: '攻撃元を遮断する',
      to: 'hino',
      priority: 'high',
      after: ['-1 11:02', 'done'],
    },
    {
      at: '-1 11:10',
      by: 'asagi',
      title: '642名への案内メールを用意する',
      to: 'mizuno',
      priority: 'high',
      dueHours: 2,
      after: ['-1 13:00', 'in-progress'],
    },
    {
      at: '-1 16:00',
      by: 'asagi',
      title: '不正に使われたポイントを戻す',
      text: 'EC事業部と進める。',
      to: null,
      dueHours: 40,
    },
  ],
  observables: {
    at: '-1 11:15',
    by: 'hino',
    role: 'attacker',
    values: [
      { type: 'network', value: '203.0.113.0/24' },
      { type: 'network', value: '198.51.100.0/24' },
    ],
  },
  notes: [
    {
      at: '-1 16:20',
      by: 'hino',
      title: '二要素認証の導入案',
      text: '- 新しい端末からのログインだけメールで確認する\n- ポイント利用の前に必ず確認する\n\n後者は EC事業部が来月対応できるとのこと。',
    },
  ],
  summaries: [
    {
      at: '-1 16:30',
      by: 'asagi',
      technical:
        'ほかから漏れた ID とパスワードの組による試行 218,400 回、成功 642 件。攻撃元を遮断し、対象アカウントのパスワードを無効にした。',
      plain:
        'ほかのサービスから漏れたとみられるパスワードで、会員642名のアカウントに不正なログインがありました。対象の方のパスワードは無効にしてあります。',
      known: ['不正ログインは642件', 'ポイントの不正利用は37件'],
      unknown: ['閲覧された住所が悪用されるか'],
      assumed: ['当社からの漏えいではない'],
    },
  ],
  playbook: { code: 'credential-stuffing', by: 'hino', steps: 4 },
};
