import { describe, expect, it } from 'vitest';
import {
  chipsOf,
  type InboxFilter,
  inboxSearch,
  leftOut,
  plainFilter,
  readInboxFilter,
  requestOf,
  toggleChip,
  widened,
  withoutChip,
} from './filter.rules.ts';

const make = (change: Partial<InboxFilter>): InboxFilter => ({ ...plainFilter, ...change });
const full = make({
  list: 'all',
  sort: 'due',
  q: '誤送信',
  channel: ['mail', 'phone'],
  outcome: ['spam'],
  priority: ['1', 'none'],
  class: ['own:mis-sent', 'none'],
  tag: ['至急', 'vip'],
  assignee: 'none',
  source: 'soc-east',
  reporter: 'sato@example.co.jp',
  isOverdue: true,
  isUnfinished: true,
});

describe('the filter in the address', () => {
  it.each([
    'list=everything',
    'sort=random',
    'channel=fax&priority=9&outcome=lost',
    'overdue=perhaps&unfinished=1',
    'class=,,&tag=%20',
    'state=all',
  ])('passes over what is not known: %s', (text) => {
    expect(readInboxFilter(new URLSearchParams(text))).toEqual(plainFilter);
  });

  it('comes back as it went', () => {
    expect(readInboxFilter(new URLSearchParams(inboxSearch(full)))).toEqual(full);
  });

  it('takes the order used last where the address names none', () => {
    expect(readInboxFilter(new URLSearchParams('list=done'), 'oldest').sort).toBe('oldest');
    expect(readInboxFilter(new URLSearchParams('sort=due'), 'oldest').sort).toBe('due');
  });

  it('has only letters and dots in its names, as saved views need', () => {
    for (const name of Object.keys(inboxSearch(full))) expect(name).toMatch(/^[a-zA-Z.]{1,40}$/);
  });
});

describe('what the server is asked', () => {
  it.each([
    ['open', { state: 'new', snoozed: 'no' }],
    ['mine', { state: 'new,waiting', snoozed: 'no', assignee: 'me' }],
    ['waiting', { state: 'waiting', snoozed: 'no' }],
    ['snoozed', { state: 'new,waiting', snoozed: 'yes' }],
    ['done', { state: 'handled,closed,merged' }],
    ['all', {}],
  ] as const)('for the list %s', (list, asked) => {
    expect(requestOf(make({ list }))).toEqual({ sort: 'newest', ...asked });
  });

  it('does not contradict the list of what is mine', () => {
    expect(requestOf(make({ list: 'mine', assignee: 'none' })).assignee).toBe('me');
  });

  it('joins the choices of one field', () => {
    expect(requestOf(full)).toEqual({
      sort: 'due',
      q: '誤送信',
      channel: 'mail,phone',
      outcome: 'spam',
      priority: '1,none',
      class: 'own:mis-sent,none',
      tag: '至急,vip',
      assignee: 'none',
      source: 'soc-east',
      reporter: 'sato@example.co.jp',
      overdue: 'yes',
      unfinished: 'yes',
    });
  });
});

describe('chips', () => {
  it('name everything that narrows, and each can be taken away', () => {
    const chips = chipsOf(full);
    expect(chips).toHaveLength(14);
    expect(chips.reduce(withoutChip, full)).toEqual(make({ list: 'all', sort: 'due', q: '誤送信' }));
  });

  it('are switched on and off by the same box', () => {
    for (const chip of chipsOf(full)) {
      const on = toggleChip(make({ list: 'all' }), chip);
      expect(chipsOf(on)).toEqual([chip]);
      expect(toggleChip(on, chip)).toEqual(make({ list: 'all' }));
    }
  });

  it('go all at once, the list and its order stay', () => {
    expect(widened(full)).toEqual(make({ list: 'all', sort: 'due' }));
  });
});

describe('what a list leaves out', () => {
  const some = (count: number) => ({ count, isMore: false });
  const counts = { open: some(12), mine: some(3), waiting: some(0), snoozed: some(2), done: some(34) };

  it('is named without what is empty', () => {
    expect(leftOut(make({}), counts).map(({ list, count }) => [list, count])).toEqual([
      ['snoozed', 2],
      ['done', 34],
    ]);
  });

  it('is nothing where all is shown or nothing is known', () => {
    expect(leftOut(make({ list: 'all' }), counts)).toEqual([]);
    expect(leftOut(make({}), undefined)).toEqual([]);
  });
});
