import { describe, expect, it } from 'vitest';
import { decideMove, decideOwner, decideRollOut, isOverdue, remindAt, rollOutOf } from './measure.rules.ts';
import type { Review } from './review.model.ts';
import { decideChange, decideFinish, decideStart, emptyTexts } from './review.rules.ts';

const whole = {
  ...emptyTexts,
  heldOn: '2026-12-01',
  happened: '暗号化された。',
  rootCause: '更新の遅れ',
  wentWell: ['早かった'],
};

describe('a review', () => {
  it.each([
    ['heldOn', { heldOn: null }],
    ['happened', { happened: '' }],
    ['rootCause', { rootCause: '' }],
    ['wentBadly', { wentWell: [] }],
  ])('is not finished without %s, which is named', (field, missing) => {
    expect(decideFinish({ state: 'draft', texts: { ...whole, ...missing } })).toMatchObject({
      code: 'reviews.finish.incomplete',
      fields: [{ path: `body.${field}` }],
    });
  });

  it('that is whole is finished, once, and then not changed', () => {
    expect(decideFinish({ state: 'draft', texts: whole })).toBeNull();
    for (const state of ['finished', 'superseded'] as const) {
      expect(decideFinish({ state, texts: whole })).toMatchObject({ code: 'reviews.finish.not-draft' });
      expect(decideChange({ state })).toMatchObject({ code: 'reviews.change.finished' });
    }
  });

  it('begins empty, its correction with the texts of the one before, and never beside a draft', () => {
    const edition = (number: number, state: Review['state']): Review => ({
      id: `review ${number}`,
      subjectId: 'record',
      version: 1,
      edition: number,
      state,
      texts: whole,
      startedAt: new Date('2026-12-01T00:00:00Z'),
      startedBy: { kind: 'user', id: 'a', name: '山田' },
      finishedAt: null,
      finishedBy: null,
      sha256: null,
    });
    expect(decideStart([])).toEqual({ edition: 1, texts: emptyTexts });
    expect(decideStart([edition(1, 'superseded'), edition(2, 'finished')])).toEqual({ edition: 3, texts: whole });
    expect(decideStart([edition(1, 'finished'), edition(2, 'draft')])).toMatchObject({
      code: 'reviews.start.draft-open',
    });
  });
});

describe('a measure', () => {
  const able = [{ id: 'a', name: '山田' }];
  it('has an owner who works there, or a name', () => {
    expect(decideOwner({ ownerId: 'b', ownerName: null }, able)).toMatchObject({ code: 'measures.add.cannot-work' });
    expect(decideOwner({ ownerId: null, ownerName: null }, able)).toMatchObject({ code: 'measures.add.no-owner' });
    expect(decideOwner({ ownerId: 'a', ownerName: null }, able)).toEqual({ ownerId: 'a', ownerName: '山田' });
    expect(decideOwner({ ownerId: null, ownerName: '総務部' }, able)).toEqual({ ownerId: null, ownerName: '総務部' });
  });

  it.each([
    ['open', 'change', null],
    ['open', 'close', null],
    ['open', 'reopen', 'measures.reopen.still-open'],
    ['done', 'change', 'measures.change.not-open'],
    ['done', 'close', 'measures.close.not-open'],
    ['dropped', 'reopen', null],
  ] as const)('that is %s: %s is answered %s', (state, move, code) => {
    expect(decideMove({ state }, move)?.code ?? null).toBe(code);
  });

  it.each([
    ['open', null],
    ['done', null],
    ['dropped', 'instructions.roll-out.dropped'],
  ] as const)('that is %s: rolling it out is answered %s', (state, code) => {
    expect(decideRollOut({ state })?.code ?? null).toBe(code);
  });

  it('counts the sites of all its instructions, without those that were taken back', () => {
    const counts = { total: 3, silent: 1, refused: 1, undelivered: 1, done: 1, waiting: 1 };
    const told = { withdrawn: null, counts };
    const back = {
      withdrawn: { at: new Date(0), by: { kind: 'user', id: 'a', name: '山田' }, reason: 'x' },
      counts,
    } as const;
    expect(rollOutOf([])).toBeNull();
    expect(rollOutOf([back])).toBeNull();
    expect(rollOutOf([told, back, told])).toEqual({
      instructions: 2,
      total: 6,
      done: 2,
      silent: 2,
      refused: 2,
      undelivered: 2,
    });
  });

  it('is overdue from the day after its date on, while it is open', () => {
    const due = { state: 'open', dueOn: '2026-12-24' } as const;
    expect(isOverdue(due, '2026-12-24')).toBe(false);
    expect(isOverdue(due, '2026-12-25')).toBe(true);
    expect(isOverdue({ ...due, state: 'done' }, '2026-12-25')).toBe(false);
  });

  it('is reminded of at nine of its day in the zone of the team, by its last change only', () => {
    const due = { state: 'open', dueOn: '2026-12-24', version: 2 } as const;
    const given = { version: 2, zone: 'Asia/Tokyo', now: new Date('2026-12-01T00:00:00Z') };
    expect(remindAt(due, given)).toEqual(new Date('2026-12-24T00:00:00Z'));
    expect(remindAt(due, { ...given, version: 1 })).toBeNull();
    expect(remindAt({ ...due, state: 'done' }, given)).toBeNull();
    expect(remindAt(due, { ...given, now: new Date('2026-12-26T00:00:00Z') })).toBeNull();
  });
});
