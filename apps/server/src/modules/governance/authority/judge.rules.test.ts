import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judge } from './judge.rules.ts';
import { aDefinition, aDelegation, aPerson, aQuestion, aRule } from './matrix.builders.ts';
import type { Delegation, Question, Rule } from './matrix.model.ts';

const people = [
  aPerson('x', 'executive'),
  aPerson('c', 'commander'),
  aPerson('h', 'incident-handler'),
  aPerson('plant'),
];
const erp = { kind: 'system', names: ['基幹システム'] } as const;
const executive = [{ kind: 'role', roleKey: 'executive' }] as const;

function ask(rules: readonly Rule[] | null, change: Partial<Question> = {}, delegations: readonly Delegation[] = []) {
  return judge({
    version: rules === null ? null : { number: 1, definition: aDefinition(...rules) },
    delegations,
    people,
    question: aQuestion(change),
  });
}

describe('refuses', () => {
  it.each<[string, readonly Rule[] | null, Partial<Question>, string]>([
    ['everybody while no matrix is in force', null, {}, 'no-matrix'],
    ['everybody where no rule names the action', [aRule()], { actionKind: 'pay' }, 'no-rule'],
    [
      'everybody where no rule covers the system',
      [aRule({ scope: { kind: 'system', names: ['メール'] } })],
      {},
      'no-rule',
    ],
    ['somebody who is not named', [aRule()], { memberId: 'h' }, 'not-named'],
    ['somebody who is no member', [aRule()], { memberId: 'stranger' }, 'not-member'],
    ['below the severity of the rule', [aRule({ severityAtLeast: 'high' })], { severity: 'medium' }, 'condition'],
    ['while no severity is decided', [aRule({ severityAtLeast: 'low' })], { severity: null }, 'condition'],
    ['inside of business hours where the rule is for the night', [aRule({ when: 'off-hours' })], {}, 'condition'],
    [
      'whoever a general rule names, where another rule names the system',
      [aRule(), aRule({ id: 'r2', number: '4-2', scope: erp, mayOrder: executive })],
      {},
      'not-named',
    ],
    [
      'the same also when the conditions of the nearer rule do not hold',
      [aRule(), aRule({ id: 'r2', scope: erp, mayOrder: executive, severityAtLeast: 'critical' })],
      { severity: 'low' },
      'condition',
    ],
    [
      'an order on everything by whom a named system is withheld from',
      [aRule(), aRule({ id: 'r2', scope: erp, mayOrder: executive })],
      { target: { system: '', site: '', tag: '' } },
      'not-named',
    ],
  ])('%s', (_name, rules, change, reason) => {
    expect(ask(rules, change)).toMatchObject({ verdict: 'not', reason, rule: null });
  });

  it('and names who could be asked', () => {
    const answer = ask([aRule({ mayOrder: executive })], { memberId: 'plant' });
    expect(answer.mayOrder).toEqual([{ memberId: 'x', name: 'x', by: 'rule', rule: '1-1' }]);
  });
});

describe('allows', () => {
  it.each<[string, readonly Rule[], Partial<Question>, object]>([
    ['who holds the role', [aRule()], {}, { verdict: 'may-order', rule: { number: '1-1' }, needsFourEyes: false }],
    [
      'a member by name',
      [aRule({ mayOrder: [{ kind: 'member', memberId: 'plant' }] })],
      { memberId: 'plant' },
      { verdict: 'may-order' },
    ],
    [
      'by a name in other width and case',
      [aRule({ scope: { kind: 'system', names: ['ＥＲＰ'] } })],
      { target: { system: 'erp ', site: '', tag: '' } },
      { verdict: 'may-order' },
    ],
    ['at the severity of the rule', [aRule({ severityAtLeast: 'critical' })], {}, { verdict: 'may-order' }],
    ['with four eyes where the rule says so', [aRule({ needsFourEyes: true })], {}, { needsFourEyes: true }],
    [
      'by the rule that asks least',
      [aRule({ needsFourEyes: true }), aRule({ id: 'r2', number: '1-2' })],
      {},
      { needsFourEyes: false, rule: { number: '1-2' } },
    ],
    [
      'in an emergency, with its conditions and the time to report',
      [
        aRule({ mayOrder: executive }),
        aRule({
          id: 'e',
          number: '9-1',
          force: 'emergency',
          conditions: '連絡がつかないとき',
          reportWithinMinutes: 60,
        }),
      ],
      {},
      {
        verdict: 'emergency',
        rule: { number: '9-1' },
        conditions: '連絡がつかないとき',
        reportWithinMs: 3_600_000,
        needsFourEyes: false,
      },
    ],
    [
      'as an order what is one, also where an emergency would do',
      [aRule(), aRule({ id: 'e', number: '9-1', force: 'emergency', conditions: 'c', reportWithinMinutes: 60 })],
      {},
      { verdict: 'may-order', reportWithinMs: null },
    ],
  ])('%s', (_name, rules, change, expected) => {
    expect(ask(rules, change)).toMatchObject(expected);
  });

  it('says who is informed and who carries out', () => {
    const rule = aRule({
      mustInform: executive,
      carriesOut: [{ kind: 'member', memberId: 'plant' }],
      carriesOutText: '情報システム部',
    });
    expect(ask([rule])).toMatchObject({
      mustInform: [{ memberId: 'x' }],
      carriesOut: [{ memberId: 'plant' }],
      carriesOutText: '情報システム部',
    });
  });
});

describe('a delegation', () => {
  const rules = [aRule()];
  it('lets its recipient order and says by whom', () => {
    expect(ask(rules, { memberId: 'h' }, [aDelegation()])).toMatchObject({
      verdict: 'by-delegation',
      delegationId: 'd1',
    });
  });
  it.each<[string, Delegation, Partial<Question>]>([
    ['before its beginning', aDelegation(), { at: new Date('2026-11-22T23:59:59Z') }],
    ['at its end', aDelegation(), { at: new Date('2026-11-25T00:00:00Z') }],
    [
      'after it was taken back',
      aDelegation({ revoked: { at: new Date('2026-11-23T12:00:00Z'), by: aDelegation().givenBy, reason: 'x' } }),
      {},
    ],
    ['for another action', aDelegation({ actionKinds: ['pay'] }), {}],
    ['for another system', aDelegation({ scope: { kind: 'system', names: ['メール'] } }), {}],
    ['from somebody who may not', aDelegation({ fromMemberId: 'plant' }), {}],
    [
      'from somebody who was only delegated to',
      aDelegation({ id: 'd2', fromMemberId: 'h', toMemberId: 'plant' }),
      { memberId: 'plant' },
    ],
  ])('gives nothing %s', (_name, delegation, change) => {
    expect(
      ask(rules, { memberId: 'h', ...change }, [delegation, aDelegation({ id: 'd0', toMemberId: 'nobody' })]).verdict,
    ).toBe('not');
  });

  const kinds = fc.constantFrom('stop-service', 'pay', 'publish');
  const aHolder = fc.constantFrom(
    { kind: 'role' as const, roleKey: 'commander' },
    { kind: 'role' as const, roleKey: 'executive' },
    { kind: 'member' as const, memberId: 'plant' },
  );
  const someRule = fc.record({
    force: fc.constantFrom('order' as const, 'emergency' as const),
    actionKinds: fc.uniqueArray(kinds, { minLength: 1 }),
    scope: fc.constantFrom({ kind: 'all' as const, names: [] }, erp),
    severityAtLeast: fc.constantFrom(null, 'high' as const),
    when: fc.constantFrom('always' as const, 'off-hours' as const),
    mayOrder: fc.uniqueArray(aHolder, { minLength: 1 }),
    needsFourEyes: fc.boolean(),
  });
  const situation = fc.record({
    rules: fc
      .array(someRule, { maxLength: 5 })
      .map((all) =>
        all.map((rule, at) =>
          aRule({ ...rule, id: `r${at}`, number: `${at}`, conditions: 'c', reportWithinMinutes: 60 }),
        ),
      ),
    from: fc.constantFrom('x', 'c', 'plant'),
    minutes: fc.integer({ min: -5_000, max: 5_000 }),
    question: fc.record({
      actionKind: kinds,
      severity: fc.constantFrom(null, 'low' as const, 'critical' as const),
      isOffHours: fc.boolean(),
    }),
  });

  it('never outlives its end and never gives more than its giver may order', () => {
    fc.assert(
      fc.property(situation, ({ rules, from, minutes, question }) => {
        const delegation = aDelegation({ fromMemberId: from, toMemberId: 'h' });
        const at = new Date(delegation.endsAt.getTime() + minutes * 60_000);
        const asked = { ...question, at };
        const recipient = ask(rules, { ...asked, memberId: 'h' }, [delegation]);
        const giver = ask(rules, { ...asked, memberId: from });
        if (at >= delegation.endsAt) expect(recipient.verdict).toBe('not');
        if (recipient.verdict === 'by-delegation') {
          expect(giver.verdict).toBe('may-order');
          expect(recipient.needsFourEyes).toBe(giver.needsFourEyes);
        }
      }),
    );
  });

  it('without a rule for the action nobody may, whoever was delegated to', () => {
    fc.assert(
      fc.property(situation, ({ rules, question }) => {
        const others = rules.filter((rule) => !rule.actionKinds.includes(question.actionKind));
        const answer = ask(others, { ...question, memberId: 'h' }, [aDelegation()]);
        expect([answer.verdict, answer.mayOrder, answer.emergency]).toEqual(['not', [], []]);
      }),
    );
  });
});
