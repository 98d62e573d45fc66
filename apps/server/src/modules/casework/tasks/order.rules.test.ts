import { taskStates } from '@matoi/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action, Decision, Standing } from './order.model.ts';
import { decideGuarded, isBegun, isSameAction, orderOf, refusalOfChange, refusalOfDoing } from './order.rules.ts';

const nothing = { system: '', site: '', tag: '' };
const isolate: Action = { kind: 'isolate-host', target: { ...nothing, system: 'PC-1' } };
const decision = { id: 'd1', number: 'DEC-2026-0001', target: { ...nothing, system: 'PC-2' } } as Decision;
const needed: Standing = { isNeeded: true, decision: null, elsewhere: null };
const elsewhere: Standing = { isNeeded: true, decision: null, elsewhere: decision };
const ordered: Standing = { isNeeded: false, decision, elsewhere: null };
const free: Standing = { isNeeded: false, decision: null, elsewhere: null };

const codeOf = (answer: object) => ('code' in answer ? answer.code : null);

describe('an action that the matrix speaks of', () => {
  it.each([
    ['task', needed, 'tasks.move.needs-decision', { names: '田中' }],
    ['task', elsewhere, 'tasks.move.other-target', { names: '田中', number: 'DEC-2026-0001', target: 'PC-2' }],
    ['instruction', needed, 'instructions.send.needs-decision', { names: '田中' }],
    [
      'instruction',
      elsewhere,
      'instructions.send.other-target',
      { names: '田中', number: 'DEC-2026-0001', target: 'PC-2' },
    ],
  ] as const)('is refused to a %s with who could decide', (by, standing, code, params) => {
    expect(refusalOfDoing(by, { standing, names: '田中' })).toMatchObject({ code, params });
  });

  it.each([
    ['nothing is ordered because the matrix does not speak of it', free],
    ['a decision orders it', ordered],
    ['there is no action', null],
  ])('is not refused where %s', (_name, standing) => {
    expect(refusalOfDoing('task', { standing, names: '' })).toBeNull();
  });

  it('is never begun or done without a standing decision, whatever the task was; leaving it is always free', () => {
    const state = fc.constantFrom(...taskStates);
    fc.assert(
      fc.property(state, state, fc.constantFrom(needed, elsewhere), (from, to, standing) => {
        const answer = decideGuarded({ state: from }, { state: to, reason: '理由' }, { standing, names: '' });
        if (from === to) expect(codeOf(answer)).toBe('tasks.move.same');
        else if (isBegun(to)) expect(codeOf(answer)).toMatch(/^tasks\.move\.(needs-decision|other-target)$/u);
        else expect(codeOf(answer)).toBeNull();
      }),
    );
  });

  it('is begun by the decision that orders it, and forgets it when it is put back', () => {
    const asked = { standing: ordered, names: '' };
    expect(decideGuarded({ state: 'open' }, { state: 'done', reason: '' }, asked)).toMatchObject({ decisionId: 'd1' });
    expect(decideGuarded({ state: 'done' }, { state: 'open', reason: '' }, asked)).toMatchObject({ decisionId: null });
    expect(decideGuarded({ state: 'in-progress' }, { state: 'cancelled', reason: '済' }, asked)).toMatchObject({
      decisionId: undefined,
    });
  });
});

it.each([
  [needed, null, 'needed', null],
  [elsewhere, null, 'needed', null],
  [free, null, 'free', null],
  [ordered, null, 'ordered', 'd1'],
  [needed, decision, 'ended', 'd1'],
  // Nobody needs it any more, and still it was begun by something that was taken back.
  [free, decision, 'ended', 'd1'],
  [ordered, { ...decision, id: 'd0' }, 'ordered', 'd1'],
] as const)('says how an action stands (%#)', (standing, begunBy, state, id) => {
  const order = orderOf(standing, begunBy);
  expect([order.state, order.decision?.id ?? null]).toEqual([state, id]);
});

describe('the action of a task', () => {
  it.each([
    ['in-progress', 'd1', { ...isolate, kind: 'reimage-host' }, 'tasks.change.action-begun'],
    ['done', 'd1', null, 'tasks.change.action-begun'],
    ['done', 'd1', { ...isolate, target: nothing }, 'tasks.change.action-begun'],
    ['done', 'd1', { ...isolate, target: { ...isolate.target } }, null],
    ['open', null, null, null],
    ['in-progress', null, null, null],
  ] as const)('of one that is %s by %s becomes another only before (%#)', (state, decisionId, action, code) => {
    expect(codeOf(refusalOfChange({ state, action: isolate, decisionId }, action, null) ?? {})).toBe(code);
  });

  it.each([
    ['taken away', null, 'tasks.change.action-waits'],
    ['made another kind', { ...isolate, kind: 'pay' }, 'tasks.change.action-waits'],
    ['done to nothing in particular', { ...isolate, target: nothing }, 'tasks.change.action-waits'],
    ['done to something else', { ...isolate, target: { ...nothing, system: 'PC-2' } }, 'tasks.change.action-waits'],
    ['said more exactly', { ...isolate, target: { ...isolate.target, site: '大阪' } }, null],
    ['left as it is', { ...isolate }, null],
  ])('that waits for a decision of others is %s', (_name, action, code) => {
    const task = { state: 'open', action: isolate, decisionId: null } as const;
    expect(codeOf(refusalOfChange(task, action, { names: '田中' }) ?? {})).toBe(code);
    expect(refusalOfChange(task, action, null)).toBeNull();
  });

  it('is the same only with the same kind and target', () => {
    expect(isSameAction(null, null)).toBe(true);
    expect(isSameAction(isolate, null)).toBe(false);
    expect(isSameAction(isolate, { ...isolate, target: { ...isolate.target, site: '大阪' } })).toBe(false);
  });
});
