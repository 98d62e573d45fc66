import { describe, expect, it } from 'vitest';
import { mergeClasses } from './class.rules.ts';
import type { Rule, RuleCondition, RuleEffect, TriageInput } from './rule.model.ts';
import { prepareRules, propose, visibleProposal, withoutAssignee } from './rule.rules.ts';
import { shippedClasses, shippedPriorities, shippedRules } from './shipped.queries.ts';

const codes = new Set(mergeClasses(shippedClasses, []).map((one) => one.code));
const ground = {
  rulesVersion: 7,
  priorities: { version: 3, table: shippedPriorities },
  isClassInUse: (code: string) => codes.has(code),
};
const nothing: RuleEffect = {
  classCode: null,
  impact: null,
  urgency: null,
  assigneeId: null,
  compartmentId: null,
  tags: [],
  stops: false,
};
const rule = (id: string, condition: RuleCondition, effect: Partial<RuleEffect>): Rule => ({
  id,
  name: `rule ${id}`,
  isOn: true,
  condition,
  effect: { ...nothing, ...effect },
});
const report = (change: Partial<TriageInput> = {}): TriageInput => ({
  channel: 'mail',
  title: '件名',
  text: '本文',
  reporterAddress: 'Sato.Ken@Sub.Moegi.Example',
  reporterName: '佐藤 健',
  recipients: ['csirt@moegi.example'],
  source: null,
  mailboxId: null,
  tags: [],
  classHint: null,
  severityHint: null,
  isInternalSender: true,
  attachments: [],
  ...change,
});
const proposed = (rules: readonly Rule[], input: TriageInput) => propose(prepareRules(rules), input, ground);
const everything: RuleCondition = { kind: 'all', of: [] };

describe('a condition', () => {
  const holds = (condition: RuleCondition, input: TriageInput) =>
    proposed([rule('a', condition, { impact: 'low' })], input).impact === 'low';
  const text = (...contains: string[]): RuleCondition => ({ kind: 'text', in: 'either', contains });

  it.each<[string, RuleCondition, Partial<TriageInput>, boolean]>([
    ['channel', { kind: 'channel', isOneOf: ['api', 'mail'] }, {}, true],
    ['another channel', { kind: 'channel', isOneOf: ['api'] }, {}, false],
    ['sender in any case', { kind: 'sender-address', isOneOf: ['sato.ken@sub.moegi.example'] }, {}, true],
    ['no sender', { kind: 'sender-address', isOneOf: ['a@b.example'] }, { reporterAddress: null }, false],
    ['domain', { kind: 'sender-domain', isOneOf: ['sub.moegi.example'] }, {}, true],
    ['domain above', { kind: 'sender-domain', isOneOf: ['Moegi.example'] }, {}, true],
    ['domain that only ends alike', { kind: 'sender-domain', isOneOf: ['egi.example'] }, {}, false],
    ['domain of nobody', { kind: 'sender-domain', isOneOf: ['example'] }, { reporterAddress: null }, false],
    ['own people', { kind: 'sender-internal', is: true }, {}, true],
    ['strangers', { kind: 'sender-internal', is: false }, {}, false],
    ['recipient', { kind: 'recipient', isOneOf: ['CSIRT@moegi.example'] }, {}, true],
    ['mailbox', { kind: 'mailbox', isOneOf: ['m1'] }, { mailboxId: 'm1' }, true],
    ['no mailbox', { kind: 'mailbox', isOneOf: ['m1'] }, {}, false],
    ['source', { kind: 'source', isOneOf: ['SOC-East'] }, { source: 'soc-east' }, true],
    ['title', { kind: 'text', in: 'title', contains: ['ＴＯ一斉'] }, { title: '【至急】To一斉で送信' }, true],
    ['title, though in the text', { kind: 'text', in: 'title', contains: ['To一斉'] }, { text: 'To一斉' }, false],
    ['text, though in the title', { kind: 'text', in: 'text', contains: ['To一斉'] }, { title: 'To一斉' }, false],
    ['either', text('紛失', '誤送信'), { text: 'メールを誤送\n信しました' }, true],
    ['ending of a file', { kind: 'attachment', types: ['.XLSM'] }, { attachments: [file('a.xlsm')] }, true],
    ['ending within a name', { kind: 'attachment', types: ['xlsm'] }, { attachments: [file('xlsm.pdf')] }, false],
    ['media type', { kind: 'attachment', types: ['message/rfc822'] }, { attachments: [mail()] }, true],
    ['tag', { kind: 'tag', isOneOf: ['VIP'] }, { tags: ['vip'] }, true],
    ['class hint', { kind: 'class-hint', isOneOf: ['own:lost-device'] }, { classHint: 'own:lost-device' }, true],
    ['severity hint', { kind: 'severity-hint', isOneOf: ['high'] }, { severityHint: 'high' }, true],
    ['all', { kind: 'all', of: [text('件名'), { kind: 'sender-internal', is: true }] }, {}, true],
    ['all but one', { kind: 'all', of: [text('件名'), text('ない')] }, {}, false],
    ['all of nothing', everything, {}, true],
    ['any', { kind: 'any', of: [text('ない'), text('本文')] }, {}, true],
    ['any of nothing', { kind: 'any', of: [] }, {}, false],
    ['not', { kind: 'not', of: text('ない') }, {}, true],
    ['not what is there', { kind: 'not', of: text('本文') }, {}, false],
    ['an empty phrase', text(' '), {}, false],
  ])('on %s', (_name, condition, input, expected) => {
    expect(holds(condition, report(input))).toBe(expected);
  });

  function file(name: string) {
    return { name, mediaType: 'application/octet-stream' };
  }
  function mail() {
    return { name: 'forwarded', mediaType: 'Message/RFC822' };
  }
});

describe('a proposal', () => {
  it('takes nothing from rules that are switched off, and nothing from no rules', () => {
    const off = { ...rule('a', everything, { impact: 'high' }), isOn: false };
    expect(proposed([off], report())).toEqual({
      rulesVersion: 7,
      classCode: null,
      impact: null,
      urgency: null,
      priority: null,
      assigneeId: null,
      compartmentId: null,
      tags: [],
      reasons: [],
    });
  });

  it('names no class that is unknown or retired: the next rule gets its turn', () => {
    const rules = [
      rule('a', everything, { classCode: 'own:gone' }),
      rule('b', everything, { classCode: 'own:insider' }),
    ];
    expect(proposed(rules, report()).classCode).toBe('own:insider');
  });

  it('takes each thing from the first rule that sets it, and adds up tags', () => {
    const rules = [
      rule('a', everything, { impact: 'high', tags: ['x'] }),
      rule('b', everything, { impact: 'low', urgency: 'medium', tags: ['x', 'y', 'mine'], assigneeId: 'p' }),
      rule('c', everything, { urgency: 'low', compartmentId: 4 }),
    ];
    const proposal = proposed(rules, report({ tags: ['mine'] }));
    expect(proposal).toMatchObject({
      impact: 'high',
      urgency: 'medium',
      priority: 1,
      assigneeId: 'p',
      compartmentId: 4,
    });
    expect(proposal.tags).toEqual(['x', 'y']);
    expect(proposal.reasons.map(({ what, ruleId }) => `${what} ${ruleId}`)).toEqual([
      'impact a',
      'tag a',
      'urgency b',
      'assignee b',
      'tag b',
      'compartment c',
      'priority priorities:3',
    ]);
  });

  it('asks no rule below one that stops', () => {
    const rules = [rule('a', everything, { tags: ['x'], stops: true }), rule('b', everything, { impact: 'high' })];
    expect(proposed(rules, report()).impact).toBeNull();
  });

  it('says why in the words of the rule, never in those of the report', () => {
    const condition: RuleCondition = {
      kind: 'all',
      of: [
        { kind: 'text', in: 'either', contains: ['ひみつ', 'To一斉'] },
        { kind: 'sender-internal', is: true },
        { kind: 'not', of: { kind: 'channel', isOneOf: ['api'] } },
      ],
    };
    const [reason] = proposed(
      [rule('a', condition, { impact: 'low' })],
      report({ title: 'ＴＯ　一斉 secret' }),
    ).reasons;
    expect(reason).toEqual({
      what: 'impact',
      ruleId: 'a',
      ruleName: 'rule a',
      because: [
        { field: 'title', matched: 'To一斉' },
        { field: 'sender-internal', matched: 'true' },
      ],
    });
    const [always] = proposed([rule('a', everything, { impact: 'low' })], report()).reasons;
    expect(always?.because).toEqual([{ field: 'always', matched: '' }]);
  });

  it('falls back on what the source says, where no rule says otherwise', () => {
    const hints = { classHint: 'rsit:fraud:phishing', severityHint: 'high' } as const;
    expect(proposed([], report(hints))).toMatchObject({
      classCode: 'rsit:fraud:phishing',
      impact: 'high',
      urgency: 'high',
      priority: 1,
    });
    expect(proposed([], report({ classHint: 'no:such' })).classCode).toBeNull();
    const ruled = proposed([rule('a', everything, { impact: 'low', classCode: 'own:insider' })], report(hints));
    expect(ruled).toMatchObject({ classCode: 'own:insider', impact: 'low', urgency: 'high' });
  });

  it('can be kept as JSON', () => {
    const proposal = proposed(shippedRules('ja'), report({ text: '誤送信' }));
    expect(JSON.parse(JSON.stringify(proposal))).toEqual(proposal);
  });

  it('leaves out somebody who has left', () => {
    const proposal = withoutAssignee(proposed([rule('a', everything, { assigneeId: 'p', impact: 'low' })], report()));
    expect(proposal.assigneeId).toBeNull();
    expect(proposal.reasons.map((reason) => reason.what)).toEqual(['impact']);
  });
});

describe('what is shown of a proposal to somebody outside its compartment', () => {
  const rules = [
    rule('hidden', everything, { compartmentId: 9, classCode: 'own:insider', impact: 'high', tags: ['人事'] }),
    rule('open', everything, { urgency: 'high', assigneeId: 'p' }),
  ];
  const proposal = proposed(rules, report());

  it('is nothing that the rule with the compartment said', () => {
    const seen = visibleProposal(proposal, [1]);
    expect(seen).toMatchObject({ compartmentId: null, classCode: null, impact: null, priority: null, tags: [] });
    expect(seen).toMatchObject({ urgency: 'high', assigneeId: 'p' });
    expect(JSON.stringify(seen)).not.toMatch(/hidden|insider|人事|priorities/);
  });

  it('is all of it for a member', () => {
    expect(visibleProposal(proposal, [1, 9])).toEqual(proposal);
  });
});

describe('the rules of the program', () => {
  const propose1 = (title: string, text = '', change: Partial<TriageInput> = {}) =>
    proposed(shippedRules('ja'), report({ title, text, ...change }));

  it('name classes that exist, and have ids of their own', () => {
    for (const { effect } of shippedRules('en')) expect(codes).toContain(effect.classCode);
    expect(new Set(shippedRules('ja').map((one) => one.id)).size).toBe(shippedRules('ja').length);
  });

  it.each([
    ['【至急】お客様へのご案内をTo一斉で送信してしまいました', '', 'own:mis-sent', 2],
    ['メールの件', '宛先を間違えて見積書を送ってしまいました', 'own:mis-sent', 2],
    ['Wrong attachment', 'I sent the wrong attachment to a customer', 'own:mis-sent', 2],
    ['USBメモリの紛失について', '', 'own:lost-device', 2],
    ['ご報告', '顧客名簿を電車に置き忘れました', 'own:lost-paper', 2],
    ['書類の誤廃棄', '', 'own:mistaken-disposal', 3],
    ['倉庫端末の画面に警告が出て消えない', '電話番号が表示されています。触らずに待っています', 'own:support-scam', 2],
    ['ファイルが開けない', 'デスクトップのファイルが暗号化されて身代金の要求が出ています', 'own:ransomware', 1],
    [
      'Fwd: 【重要】年末調整の電子申請について',
      'このメールは本物でしょうか。添付は開いていません',
      'own:suspicious-mail',
      4,
    ],
    ['不審なメールの件', 'リンクを開いてしまい、パスワードを入力してしまいました', 'rsit:fraud:phishing', 2],
    ['会員サイトで認証失敗が急増', 'リスト型攻撃と思われます', 'rsit:intrusion-attempts:brute-force', 2],
    ['取引先からの振込先の変更', '', 'own:business-mail-fraud', 1],
    ['標的型攻撃メール訓練の報告', '不審なメールを見つけました', 'own:exercise', 4],
    ['クラウド保管庫', '誰でも閲覧できる状態になっていました', 'own:misconfiguration', 2],
    ['USBの使い方', '私物のUSBは使ってよいですか。教えてください', 'own:consultation', 4],
  ])('%s', (title, text, classCode, priority) => {
    expect(propose1(title, text)).toMatchObject({ classCode, priority });
  });

  it('ask for strangers where a vulnerability is reported', () => {
    const words = ['Open redirect on shop.moegi.example', 'I found a vulnerability'] as const;
    expect(propose1(...words, { isInternalSender: false }).classCode).toBe('rsit:vulnerable:vulnerable-system');
    expect(propose1(...words, { isInternalSender: true }).classCode).toBeNull();
  });

  it('take a forwarded mail for a suspicious one, and propose nothing for a greeting', () => {
    const attachments = [{ name: 'Fw.eml', mediaType: 'message/rfc822' }];
    expect(propose1('転送します', '', { attachments }).classCode).toBe('own:suspicious-mail');
    expect(propose1('ご挨拶', '本年もよろしくお願いいたします').reasons).toEqual([]);
  });
});
