import type { DemoReport } from '../story.model.ts';
import { reportsOf } from './report.rows.ts';

/** Reports of the last weeks that needed no incident, and those that still wait. */
export const recentReports: readonly DemoReport[] = reportsOf([
  [
    ['ddos-threat', '-19 05:55', 'We will attack your website'],
    'Pay 2 BTC to the wallet below or your shop will be offline from Friday. This is not a joke.',
    { channel: 'mail', name: 'Anonymous', address: 'nobody@ddos-team.example' },
    ['-19 08:45', 'hino', 'rsit:availability:ddos', 'medium', 'medium', { to: 'hino' }],
    ['closed', '-15 10:00', 'hino', 'not-an-incident', '期日を過ぎても攻撃はなかった。監視は続ける。'],
  ],
  [
    ['macro-talk', '-18 15:31', '取引先からパスワード付きZIPが届く。開いてよいか'],
    '取引先の包材メーカーから、パスワード付きのZIPが毎月届きます。開いてよいか判断に迷います。',
    { channel: 'form', tile: 'suspicious-mail', name: '', contact: 'tachibana@moegido.example', locale: 'ja' },
    ['-18 15:50', 'tanaka', 'own:consultation', 'low', 'low'],
    ['closed', '-18 16:20', 'tanaka', 'consultation', 'ファイル共有への切り替えを案内した。'],
  ],
  [
    ['dark-web', '-13 20:25', 'Leak site mentions your domain'],
    'Our monitoring saw 14 addresses @moegido.example with passwords in a combo list of 2024. List available on request.',
    { channel: 'mail', name: 'Threat Desk', address: 'desk@threat-watch.example' },
    ['-12 09:12', 'novak', 'rsit:information-content-security:data-leak', 'low', 'medium', { to: 'novak' }],
    ['closed', '-12 14:40', 'novak', 'answered', '14件のうち在籍者は3名。全員のパスワードと二要素を確認した。'],
  ],
  [
    ['spam-2', '-11 04:30', '【未納料金】最終通告'],
    '本日中にお支払いがない場合、法的手続きに移行します。',
    { channel: 'mail', name: '債権管理センター', address: 'notice@kanri-center.example' },
    ['-11 08:35', 'mizuno', 'rsit:abusive-content:spam', 'low', 'low'],
    ['closed', '-11 08:36', 'mizuno', 'spam', '架空請求の一斉送信。'],
  ],
  [
    ['wifi', '-8 13:44', '直営店で知らない無線LANが見える'],
    '浅草店の奥で「Moegido_Free」という無線LANが見えます。会社のものではないようです。',
    { channel: 'phone', by: 'tanaka', name: '店長 石井', department: '浅草店', phone: '03-0000-0164' },
    ['-8 13:58', 'tanaka', 'rsit:fraud:masquerade', 'medium', 'medium', { to: 'tanaka' }],
    ['snoozed', '-2 16:00', 'tanaka', 30],
  ],
  [
    ['login-eu', '-7 23:16', 'Impossible travel: login from two countries'],
    'Account k.horak signed in from Prague at 22:58 and from another continent at 23:09. The second one was stopped by two-factor.',
    { channel: 'api', rule: 'IDP-ImpossibleTravel', hosts: ['idp-eu'], severity: 'medium', count: 1 },
    ['-6 08:40', 'novak', 'rsit:intrusion-attempts:brute-force', 'low', 'medium', { to: 'novak' }],
    ['closed', '-6 09:55', 'novak', 'not-an-incident', 'Password changed; second factor held. No access.'],
  ],
  [
    ['mis-fax', '-4 10:28', '取引先あての見積もりを別の会社にファクスした'],
    '番号を1桁間違え、別の会社に見積もり2枚が届きました。相手からお電話をいただき、破棄していただきました。',
    { channel: 'form', tile: 'mis-sent', name: '池田', contact: 'ikeda@moegido.example', locale: 'ja' },
    ['-4 10:41', 'mizuno', 'own:mis-sent', 'low', 'medium', { to: 'mizuno' }],
    ['closed', '-4 13:15', 'mizuno', 'answered', '破棄を文書で確認。個人情報は含まれていない。'],
  ],
  [
    ['tablet', '-2 19:05', 'タブレットが見当たらない'],
    '京都店の発注用タブレットが棚卸しで1台見つかりません。店内を探しています。',
    { channel: 'phone', by: 'mizuno', name: '副店長 大西', department: '京都店', phone: '075-000-0127' },
    ['-2 19:15', 'mizuno', 'own:lost-device', 'medium', 'medium', { to: 'mizuno' }],
    ['snoozed', '-1 18:30', 'mizuno', 14],
  ],
  [
    ['beacon', 'ago 410', '社内端末から不審な宛先への定期通信'],
    'DEV-PC31 から 198.51.100.204:443 へ 60 秒ごとの通信を検知しました。宛先は cdn-sync.example です。',
    { channel: 'api', rule: 'NDR-Beacon', hosts: ['DEV-PC31'], severity: 'medium', count: 9 },
    ['ago 380', 'hino', 'rsit:malicious-code:c2-server', 'medium', 'medium', { to: 'hino' }],
    ['new'],
  ],
  [
    ['invoice', 'ago 190', '請求書の振込先が変わったという連絡'],
    '原料の仕入先から、振込先の変更を知らせるメールが来ました。本物でしょうか。まだ振り込んでいません。',
    { channel: 'mail', name: '経理部 山口', address: 'yamaguchi@moegido.example' },
    ['ago 170', 'mizuno', 'own:business-mail-fraud', 'medium', 'high', { to: 'mizuno' }],
    ['new'],
  ],
  [
    ['sharepoint-en', 'ago 45', 'Shared folder open to everyone?'],
    'While looking for a template I found that the folder HR-EU/Contracts can be opened by anybody in the company. I closed it at once.',
    { channel: 'form', tile: 'weakness', name: 'Eva', contact: '+420 000 000 318', locale: 'en' },
    null,
    [
      'asked',
      'ago 31',
      'novak',
      'Thank you for closing it. Since when was the folder open, and did you see anybody in it whom you did not expect?',
    ],
  ],
  [
    ['phish-2', 'ago 22', '容量超過のメール、同じものが私にも来ました'],
    '営業一課の西です。人事部で話題になっているメールと同じものが来ました。開いていません。転送しましょうか。',
    { channel: 'mail', name: '西 和也', address: 'nishi@moegido.example' },
    null,
    ['new'],
  ],
]);
