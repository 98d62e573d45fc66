import { describe, expect, it } from 'vitest';
import { type Before, type BulkAct, undoOf } from './undo.rules.ts';

const now = new Date('2026-11-27T10:00:00Z');
const a = { id: 'a', version: 5 };
const b = { id: 'b', version: 2 };
const before = (change: Partial<Before> & { id: string }): Before => ({
  assignee: null,
  snoozedUntil: null,
  tags: [],
  ...change,
});
const undo = (act: BulkAct, was: readonly Before[] = [before({ id: 'a' }), before({ id: 'b' })], done = [a, b]) =>
  undoOf({ act, done, before: was, reason: '取り消し', now });

describe('taking back', () => {
  it('is nothing where nothing went through', () => {
    expect(undo({ kind: 'close', outcome: 'spam', reason: 'x' }, [], [])).toEqual([]);
  });

  it('a closing reopens, with the reason', () => {
    expect(undo({ kind: 'close', outcome: 'spam', reason: 'x' })).toEqual([
      { kind: 'bulk', items: [a, b], act: { kind: 'reopen', reason: '取り消し' } },
    ]);
  });

  it('a merge takes all of them out', () => {
    expect(undo({ kind: 'merge', intoId: 'c' })).toEqual([{ kind: 'bulk', items: [a, b], act: { kind: 'unmerge' } }]);
  });

  it('a snooze wakes, or goes back to the moment it had', () => {
    const was = [before({ id: 'a' }), before({ id: 'b', snoozedUntil: '2026-11-28T00:00:00Z' })];
    expect(undo({ kind: 'snooze', until: '2026-11-30T00:00:00Z' }, was)).toEqual([
      { kind: 'bulk', items: [a], act: { kind: 'wake' } },
      { kind: 'bulk', items: [b], act: { kind: 'snooze', until: '2026-11-28T00:00:00Z' } },
    ]);
  });

  it('sends nothing of a report but its id and version', () => {
    const whole = { ...a, title: 'all of it' };
    expect(undo({ kind: 'snooze', until: '2026-11-30T00:00:00Z' }, [before({ id: 'a' })], [whole])).toEqual([
      { kind: 'bulk', items: [a], act: { kind: 'wake' } },
    ]);
  });

  it('a snooze that is over meanwhile is not set again', () => {
    const was = [before({ id: 'a', snoozedUntil: '2026-11-27T09:00:00Z' })];
    expect(undo({ kind: 'wake' }, was, [a])).toEqual([]);
  });

  it('an assignment gives each one back to whom it had', () => {
    const was = [before({ id: 'a', assignee: { id: 'rin' } }), before({ id: 'b' })];
    expect(undo({ kind: 'assign', accountId: 'mio' }, was)).toEqual([
      { kind: 'bulk', items: [a], act: { kind: 'assign', accountId: 'rin' } },
      { kind: 'bulk', items: [b], act: { kind: 'assign', accountId: null } },
    ]);
  });

  it('tags removes only what was not there, and puts back what was', () => {
    const was = [before({ id: 'a', tags: ['vip', 'old'] }), before({ id: 'b', tags: ['vip'] })];
    expect(undo({ kind: 'tag', add: ['vip', 'new'], remove: ['old'] }, was)).toEqual([
      { kind: 'bulk', items: [a], act: { kind: 'tag', add: ['old'], remove: ['new'] } },
      { kind: 'bulk', items: [b], act: { kind: 'tag', add: [], remove: ['new'] } },
    ]);
    expect(undo({ kind: 'tag', add: ['vip'], remove: [] }, was, [a])).toEqual([]);
  });

  it.each(['reopen', 'unmerge'] as const)('of %s is not offered', (kind) => {
    expect(undo(kind === 'reopen' ? { kind, reason: 'x' } : { kind })).toEqual([]);
  });
});
