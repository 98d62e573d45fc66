const japanese = [
  '営業部の端末でランサムウェアの感染が疑われます。',
  'お客様312名へ誤って一斉送信してしまいました。',
  '不審なメールの添付ファイルを開いてしまいました。',
  'フィッシングサイトの停止を依頼します。',
  'ﾌｧｲｱｳｫｰﾙのログに不審な通信があります。',
  '認証失敗が短時間に46回記録されています。',
  '退職者のアカウントが無効になっていません。',
  '委託先から個人情報の漏洩の報告を受けました。',
  'Ｗｅｂサーバーの脆弱性を突かれた可能性があります。',
  '紛失したノートPCの暗号化の状態を確認中です。',
];
const english = [
  'A user opened the attachment and typed a password.',
  'Several failed logins from one address within minutes.',
  'The vendor reports a leak of customer records.',
  'Please take down the phishing page that copies our portal.',
  'Endpoint protection quarantined a loader on two hosts.',
  'The backup job was stopped shortly before the encryption began.',
  'We see beaconing every sixty seconds to a rented server.',
  'An old virtual machine still answers on a public address.',
];

/** A generator of repeatable numbers below `limit` (mulberry32): each run measures the same data. */
export function repeatable(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/** One of the words that occur in few texts. */
export const rareWord = 'emotet-7731';
/** How often the rare word occurs: once in so many texts. */
export const rareEvery = 4_000;

/** Text number `at`: Japanese, English or both, a few sentences, with an address, a host and a CVE. */
export function textOf(at: number, pick: (limit: number) => number): string {
  const sentences: string[] = [];
  const count = at % 20 === 0 ? 20 : 1 + pick(4);
  for (let index = 0; index < count; index += 1) {
    const from = at % 3 === 0 ? english : at % 3 === 1 ? japanese : index % 2 === 0 ? japanese : english;
    sentences.push(from[pick(from.length)] ?? '');
  }
  if (pick(4) === 0) sentences.push(`10.${pick(256)}.${pick(256)}.${pick(256)} host-${pick(5_000)}.example`);
  if (pick(10) === 0) sentences.push(`CVE-${2019 + pick(8)}-${1_000 + pick(30_000)}`);
  if (at % rareEvery === 7) sentences.push(rareWord);
  return sentences.join(' ');
}

/** A subject line. */
export function titleOf(at: number, pick: (limit: number) => number): string {
  const from = at % 3 === 0 ? english : japanese;
  return `${(from[pick(from.length)] ?? '').slice(0, 40)} #${at}`;
}
