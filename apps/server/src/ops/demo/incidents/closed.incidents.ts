import type { DemoIncident } from '../story.model.ts';

const byPhone = 'メールの中継を設定していないため、報告者には電話で回答した。';

/** An unknown administrator on a VPN gateway: closed with a review, measures and a closing report. */
export const vpn: DemoIncident = {
  title: 'VPN装置への侵入（不審な管理者アカウント）',
  reports: ['vpn'],
  opened: { at: '-38 08:30', by: 'hino' },
  classCode: 'rsit:intrusions:system-compromise',
  tlp: 'amber',
  severity: {
    at: '-38 08:45',
    by: 'kurata',
    level: 'critical',
    ticks: { business: 'medium', information: 'high', spread: 'critical', outside: 'medium', recovery: 'medium' },
  },
  team: [
    ['kurata', 'commander'],
    ['hino', 'handler'],
    ['novak', 'handler'],
  ],
  times: [
    ['occurred', '-42 03:14', 'log', '装置の設定変更ログ'],
    ['detected', '-38 08:10', 'monitoring', '構成の定期点検'],
    ['known', '-38 08:30', 'person', '起票した時刻'],
    ['contained', '-38 10:00', 'person', '装置を切り離した'],
    ['eradicated', '-36 18:00', 'person', '代替機に入れ替えた'],
    ['recovered', '-35 09:00', 'person', '在宅勤務の全員が接続できた'],
  ],
  phases: [
    { at: '-38 08:50', by: 'kurata', phase: 'analysis' },
    { at: '-38 09:10', by: 'kurata', phase: 'containment', keeps: ['analysis'] },
    { at: '-37 10:00', by: 'kurata', phase: 'eradication' },
    { at: '-36 18:10', by: 'kurata', phase: 'recovery' },
    { at: '-31 10:00', by: 'kurata', phase: 'review' },
  ],
  journal: [
    ['-38 10:00', 'hino', 'us', 'VPN-GW01 を回線から切り離し、設定とログを保全した。'],
    ['-38 11:20', 'novak', 'systems', 'The European gateway runs the fixed release. No unknown accounts there.'],
    [
      '-38 16:40',
      'hino',
      'attacker',
      '203.0.113.58 から CVE-2026-99001 を使って管理者を作っている。中への接続は 4 回、いずれも失敗。',
    ],
    ['-36 18:00', 'hino', 'us', '代替機に入れ替え、全利用者の証明書を再発行した。'],
  ],
  scope: [
    {
      at: '-38 09:00',
      by: 'hino',
      state: 'confirmed',
      measures: ['isolate', 'preserve', 'rebuild'],
      items: [
        {
          kind: 'system',
          name: 'VPN-GW01',
          details: { address: '192.0.2.4', place: '本社', role: 'リモートアクセス' },
        },
      ],
      moveTo: { at: '-35 09:00', state: 'recovered', count: 1 },
    },
    {
      at: '-38 09:20',
      by: 'hino',
      state: 'confirmed',
      measures: ['disable'],
      items: [{ kind: 'account', name: 'support2', details: { system: 'VPN-GW01' } }],
      moveTo: { at: '-38 09:25', state: 'eradicated', count: 1 },
    },
  ],
  tasks: [
    {
      at: '-38 09:05',
      by: 'kurata',
      title: '装置の設定とログを保全する',
      to: 'hino',
      priority: 'high',
      after: ['-38 09:55', 'done'],
    },
    { at: '-37 10:10', by: 'kurata', title: '利用者の証明書を再発行する', to: 'hino', after: ['-36 17:50', 'done'] },
    { at: '-37 10:15', by: 'kurata', title: 'Check the gateways in Europe', to: 'novak', after: ['-37 15:00', 'done'] },
  ],
  observables: {
    at: '-38 12:00',
    by: 'hino',
    role: 'attacker',
    values: [
      { type: 'ipv4', value: '203.0.113.58' },
      { type: 'vulnerability', value: 'CVE-2026-99001' },
    ],
  },
  notes: [
    {
      at: '-37 11:00',
      by: 'novak',
      title: 'Gateways in Europe',
      text: '| Site | Release | Unknown accounts |\n| --- | --- | --- |\n| Prague | fixed | none |\n| Brno | fixed | none |',
    },
  ],
  summaries: [
    {
      at: '-36 19:00',
      by: 'kurata',
      technical:
        'CVE-2026-99001 により管理者アカウントを作られた。社内への侵入は確認されなかった。代替機へ入れ替え済み。',
      plain:
        '社外から社内につなぐ装置に不正な管理者が作られていましたが、社内に入られた形跡はありません。装置を入れ替え、通常に戻りました。',
      known: ['社内への接続は4回試みられ、すべて失敗'],
      unknown: [],
      assumed: [],
    },
  ],
  review: {
    at: '-31 14:00',
    by: 'kurata',
    happened:
      '公開された脆弱性の修正を当てる前に、VPN 装置に管理者アカウントを作られた。定期点検で7日後に見つけ、切り離して入れ替えた。',
    whys: [
      '修正を当てていなかった',
      '緊急の修正を休日に当てる担当が決まっていなかった',
      '装置の持ち主がネットワーク課と工場システム課の間で曖昧だった',
    ],
    rootCause: '境界の装置の持ち主と、緊急の修正の手順が決まっていなかった。',
    wentWell: ['構成の点検が毎週動いていた', '代替機があり、2日で入れ替えられた'],
    wentBadly: ['公表から修正まで11日かかった', '侵入から気づくまで4日以上かかった'],
  },
  measures: [
    {
      kind: 'permanent',
      title: '境界の装置すべてに持ち主を決め、台帳に載せる',
      to: 'tanaka',
      days: -20,
      done: '14台の持ち主を決めた。',
    },
    { kind: 'permanent', title: '緊急の修正を72時間以内に当てる手順をつくる', to: 'hino', days: 12 },
    { kind: 'permanent', title: '委託業者用の VPN にも二要素認証を必須にする', to: 'hino', days: -6 },
    {
      kind: 'temporary',
      title: '管理者アカウントの追加を毎日通知する',
      to: 'hino',
      days: -30,
      done: '監視に追加した。',
    },
  ],
  closed: {
    at: '-30 11:00',
    by: 'kurata',
    outcome: 'resolved',
    reason: '装置を入れ替え、30日分のログで再侵入がないことを確かめた。',
    gaps: byPhone,
  },
  closingReport: { at: '-29 10:00', by: 'kurata' },
};

/** A shop page with foreign advertisements: closed with a review. */
export const defacement: DemoIncident = {
  title: '直営店ページの改ざん（不正な広告の埋め込み）',
  reports: ['deface'],
  opened: { at: '-28 08:00', by: 'hino' },
  classCode: 'rsit:intrusions:application-compromise',
  tlp: 'green',
  severity: {
    at: '-28 08:15',
    by: 'asagi',
    level: 'medium',
    ticks: { business: 'medium', information: 'low', spread: 'low', outside: 'medium', recovery: 'low' },
  },
  team: [
    ['asagi', 'commander'],
    ['hino', 'handler'],
  ],
  times: [
    ['occurred', '-30 01:20', 'log', 'ファイルの更新日時'],
    ['detected', '-28 07:33', 'external', '一般の方のお知らせ'],
    ['known', '-28 08:00', 'person', '起票した時刻'],
    ['contained', '-28 08:40', 'person', 'ページを止めた'],
    ['recovered', '-27 13:00', 'person', '再公開した'],
  ],
  phases: [
    { at: '-28 08:20', by: 'hino', phase: 'containment' },
    { at: '-28 10:00', by: 'hino', phase: 'eradication' },
    { at: '-27 11:00', by: 'hino', phase: 'recovery' },
    { at: '-25 10:00', by: 'asagi', phase: 'review' },
  ],
  journal: [
    ['-28 08:40', 'hino', 'us', '店舗ページを「準備中」に切り替え、サーバーの写しを取った。'],
    ['-28 11:15', 'hino', 'attacker', '古い画像の投稿プラグインからファイルを置かれている。'],
    ['-27 13:00', 'hino', 'us', 'プラグインを外し、控えから戻して再公開した。'],
  ],
  scope: [
    {
      at: '-28 08:30',
      by: 'hino',
      state: 'confirmed',
      measures: ['restore'],
      items: [{ kind: 'service', name: '直営店ページ tenpo.moegido.example', details: { owner: '店舗運営部' } }],
      moveTo: { at: '-27 13:05', state: 'recovered', count: 1 },
    },
  ],
  tasks: [
    {
      at: '-28 10:05',
      by: 'hino',
      title: '使っていないプラグインをすべて外す',
      to: 'hino',
      after: ['-27 12:30', 'done'],
    },
  ],
  summaries: [
    {
      at: '-27 14:00',
      by: 'hino',
      technical: '更新の止まったプラグインの脆弱性。閲覧者への攻撃コードは見つかっていない。',
      plain: 'お店の紹介ページに、関係のない広告が埋め込まれていました。個人情報はなく、直してあります。',
      known: ['個人情報は扱っていない'],
      unknown: [],
      assumed: [],
    },
  ],
  notes: [
    {
      at: '-28 12:00',
      by: 'hino',
      title: '置かれたファイル',
      text: '`/uploads/2024/thumb_01.php` ほか2件。写しは保管庫 E-05。',
    },
  ],
  review: {
    at: '-25 15:00',
    by: 'asagi',
    happened: '更新の止まったプラグインから改ざんされ、一般の方に教えていただくまで2日気づかなかった。',
    whys: ['プラグインの更新が止まっていた', '店舗ページは点検の対象に入っていなかった'],
    rootCause: '部署がつくったサイトが資産の一覧になかった。',
    wentWell: ['お知らせから1時間で止められた'],
    wentBadly: ['改ざんの監視がなかった'],
  },
  measures: [
    { kind: 'permanent', title: '部署のサイトを一覧にし、改ざんの監視に加える', to: '店舗運営部 佐野', days: 20 },
  ],
  closed: {
    at: '-24 17:00',
    by: 'asagi',
    outcome: 'resolved',
    reason: '再公開から3日、改ざんの再発がない。',
    gaps: byPhone,
  },
};
