import type { DemoIncident } from '../story.model.ts';

/** Money went to a stranger's account; watched until the bank has answered. */
export const mailFraud: DemoIncident = {
  title: 'Changed bank details: EUR 48,200 paid to a stranger (business mail compromise)',
  reports: ['bmc'],
  opened: { at: '-14 10:25', by: 'novak' },
  classCode: 'own:business-mail-fraud',
  tlp: 'amber',
  severity: {
    at: '-14 10:40',
    by: 'kurata',
    level: 'high',
    ticks: { business: 'medium', information: 'medium', spread: 'low', outside: 'high', recovery: 'medium' },
  },
  team: [
    ['kurata', 'commander'],
    ['novak', 'handler'],
    ['sakaki', 'liaison'],
  ],
  nextReviewHours: 44,
  times: [
    ['occurred', '-18 14:12', 'log', 'first mail from the false domain'],
    ['detected', '-14 09:50', 'person', 'Jana Dvorak, accounting'],
    ['known', '-14 10:25', 'person', 'when the incident was opened'],
    ['contained', '-14 12:30', 'person', 'sessions ended, forwarding rule removed'],
    ['eradicated', '-13 16:00', 'person', ''],
  ],
  phases: [
    { at: '-14 10:45', by: 'novak', phase: 'analysis' },
    { at: '-14 11:00', by: 'novak', phase: 'containment', keeps: ['analysis'] },
    { at: '-13 09:30', by: 'novak', phase: 'eradication' },
    { at: '-12 10:00', by: 'novak', phase: 'recovery' },
  ],
  journal: [
    [
      '-14 10:50',
      'novak',
      'communication',
      'Bank in Prague informed; recall of the payment requested. Reference 26-4471.',
    ],
    [
      '-14 11:40',
      'novak',
      'attacker',
      'A rule in the mailbox of accounting moved mails with "Vltava" to the archive. Created 11 days ago from 198.51.100.23.',
    ],
    ['-14 12:30', 'novak', 'us', 'Sessions ended, password and second factor renewed, rule removed (copy kept).'],
    ['-13 11:10', 'sakaki', 'communication', 'プラハの弁護士から連絡。警察への届け出を現地法人が行った。'],
    ['-9 15:00', 'novak', 'communication', 'The bank has frozen EUR 31,000 of EUR 48,200.'],
  ],
  scope: [
    {
      at: '-14 11:10',
      by: 'novak',
      state: 'confirmed',
      measures: ['reset-password', 'end-sessions'],
      items: [{ kind: 'account', name: 'accounting@eu.moegido.example', details: { system: 'mail' } }],
      moveTo: { at: '-14 12:35', state: 'recovered', count: 1 },
    },
    {
      at: '-14 11:15',
      by: 'novak',
      state: 'confirmed',
      measures: ['tell-organisation'],
      items: [
        {
          kind: 'organisation',
          name: 'Vltava Packaging',
          details: { role: 'supplier', contact: 'by phone, known number' },
        },
      ],
    },
  ],
  tasks: [
    {
      at: '-14 10:55',
      by: 'kurata',
      title: 'Recall the payment',
      to: 'novak',
      priority: 'high',
      after: ['-14 11:30', 'done'],
    },
    {
      at: '-12 10:05',
      by: 'kurata',
      title: 'Search all mailboxes for the same rule',
      to: 'novak',
      after: ['-11 16:00', 'done'],
    },
    { at: '-9 15:10', by: 'kurata', title: 'Ask the bank about the remaining EUR 17,200', to: 'novak', dueHours: 52 },
  ],
  instructions: [
    {
      at: '-13 10:00',
      by: 'novak',
      kind: 'order',
      title: 'Confirm changed bank details by telephone',
      what: 'Call every supplier whose bank details changed in the last 60 days, on a number that you knew before. Write how many there were.',
      why: 'Another invoice may have been changed.',
      caution: 'Do not answer the mail and do not use a number from it.',
      dueHours: 72,
      recipients: [
        {
          name: 'Jana Dvorak',
          department: 'Accounting',
          address: 'jana.dvorak@eu.moegido.example',
          locale: 'en',
          handed: { at: '-13 10:05', means: 'chat' },
          answered: { at: '-12 09:40', answer: 'done', text: 'Four suppliers called. All other changes were real.' },
        },
        {
          name: 'Petr Svoboda',
          department: 'Purchasing',
          address: 'petr.svoboda@eu.moegido.example',
          locale: 'en',
          said: { at: '-12 11:00', answer: 'acknowledged', text: 'Will be done by Friday.' },
        },
      ],
    },
  ],
  observables: {
    at: '-14 11:20',
    by: 'novak',
    role: 'attacker',
    values: [
      { type: 'domain', value: 'vltava-pack.example' },
      { type: 'ipv4', value: '198.51.100.23' },
    ],
  },
  notes: [
    {
      at: '-14 13:00',
      by: 'novak',
      title: 'How the thread was taken over',
      text: '1. Password from a phishing page (probably)\n2. Rule hides the answers of the real supplier\n3. False domain answers **inside the old thread**',
    },
  ],
  summaries: [
    {
      at: '-12 17:00',
      by: 'novak',
      technical:
        'Mailbox of accounting was read by a stranger; a rule hid answers. One false invoice was paid. Access is closed, no further rules found.',
      plain:
        'A false invoice over EUR 48,200 was paid in Prague. The bank has been asked for the money; access to the mailbox is closed.',
      known: ['one payment', 'the mailbox is clean'],
      unknown: ['how much comes back'],
      assumed: ['the password came from a phishing page'],
    },
  ],
  playbook: { code: 'business-mail-compromise', by: 'novak', steps: 6 },
  monitoring: { at: '-8 10:00', by: 'novak', hours: 170, note: 'until the bank has answered' },
};

/** Just opened: somebody may have given a password away. */
export const phishing: DemoIncident = {
  title: '「メールボックス容量超過」を装うフィッシング（人事部）',
  reports: ['phish-1'],
  opened: { at: 'ago 60', by: 'mizuno' },
  classCode: 'rsit:fraud:phishing',
  tlp: 'green',
  team: [['mizuno', 'handler']],
  times: [['reported', 'ago 95', 'report', 'メール']],
  phases: [],
  journal: [
    ['ago 55', 'mizuno', 'us', '偽のログインページの通信をプロキシで遮断した。'],
    ['ago 35', 'mizuno', 'communication', 'パスワードを入れたかもしれない方に電話中。'],
  ],
  tasks: [
    {
      at: 'ago 50',
      by: 'mizuno',
      title: '入力した方のパスワードを変更する',
      to: 'mizuno',
      priority: 'high',
      dueHours: 1,
    },
    { at: 'ago 48', by: 'mizuno', title: '全社に注意を知らせる', to: null, dueHours: 3 },
  ],
  observables: {
    at: 'ago 52',
    by: 'mizuno',
    role: 'attacker',
    values: [{ type: 'domain', value: 'mail-quota.moegido-login.example' }],
  },
  playbook: { code: 'phishing', by: 'mizuno', steps: 2 },
};

/** Need to know: only two people of the team see it. */
export const insider: DemoIncident = {
  title: '退職予定者による図面データの持ち出しの疑い',
  reports: ['insider'],
  opened: { at: '-5 18:30', by: 'asagi' },
  restricted: { at: '-5 18:32', by: 'asagi', name: '案件 K', members: ['kurata'] },
  classCode: 'own:insider',
  tlp: 'red',
  severity: { at: '-5 18:45', by: 'asagi', level: 'high', ticks: { information: 'high', outside: 'medium' } },
  team: [
    ['asagi', 'commander'],
    ['kurata', 'observer'],
  ],
  nextReviewHours: 22,
  times: [
    ['occurred', '-12 19:00', 'estimate', '監査室の話'],
    ['known', '-5 18:30', 'person', '起票した時刻'],
  ],
  phases: [{ at: '-5 19:00', by: 'asagi', phase: 'analysis' }],
  journal: [
    ['-5 19:20', 'asagi', 'systems', 'プロキシのログ30日分を保全した。閲覧は2名に限る。'],
    [
      '-4 11:00',
      'asagi',
      'communication',
      '人事部長・法務部長と三者で打ち合わせ。本人への聞き取りは保全を終えてから。',
    ],
    ['-2 10:10', 'kurata', 'systems', '個人のクラウドへの送信は 12 回、計 340 MB。'],
  ],
  scope: [
    {
      at: '-4 12:00',
      by: 'asagi',
      state: 'suspected',
      certainty: 'assumed',
      items: [
        {
          kind: 'data',
          name: '製法の図面（第7世代）',
          details: { category: '営業秘密', storage: '開発部の共有フォルダ' },
        },
      ],
    },
  ],
  tasks: [{ at: '-4 12:10', by: 'asagi', title: '端末の写しを取る', to: 'kurata', dueHours: 20 }],
  notes: [
    {
      at: '-4 13:00',
      by: 'asagi',
      title: '聞き取りの前に確かめること',
      text: '- 就業規則と秘密保持の誓約\n- 端末の写し\n- 送信先の契約者',
    },
  ],
  summaries: [
    {
      at: '-2 11:00',
      by: 'asagi',
      technical: 'プロキシのログで 12 回、340 MB の送信を確認。内容は未確認。',
      plain: '秘密の図面が社外に持ち出されたおそれがあり、限られた者で調べています。',
      known: ['送信が12回あった'],
      unknown: ['何が送られたか'],
      assumed: [],
    },
  ],
  playbook: { code: 'information-leak', by: 'asagi', steps: 2 },
};
