import { describe, expect, it } from 'vitest';
import { type Actor, systemActor } from '../access/index.ts';
import { eventsFor } from './hub.ts';

const told = {
  kinds: new Map([['incident', { kind: 'incident', showPermission: 'incidents.show', annotate: async () => null }]]),
  wakes: new Map([['duty.changed', 'duty.now']]),
};
type Fact = Parameters<typeof eventsFor>[1][number];

function fact(part: Partial<Fact> = {}): Fact {
  return {
    position: 1,
    kind: 'incident.opened',
    subject_kind: 'incident',
    subject_id: 's',
    compartment_id: 1,
    moved_from: null,
    ...part,
  };
}

function actor(compartments: readonly number[], permissions: readonly string[] = ['incidents.show']): Actor {
  return { ...systemActor('journal', compartments), permissions: new Set(permissions) };
}

describe('what a follower is told', () => {
  it('is that a record changed, by ids alone', () => {
    expect(eventsFor(actor([1]), [fact()], told)).toEqual([
      { position: 1, type: 'changed', kind: 'incident.opened', subject: { kind: 'incident', id: 's' } },
    ]);
  });

  it.each([
    ['a record in another compartment', actor([1]), fact({ compartment_id: 7 })],
    ['a record that the follower may not show', actor([1], ['reports.show']), fact()],
    ['a fact about nothing', actor([1]), fact({ subject_id: null, subject_kind: null, compartment_id: null })],
    ['a kind that nobody declares', actor([1]), fact({ subject_kind: 'mystery' })],
    ['a move between two hidden compartments', actor([1]), fact({ compartment_id: 7, moved_from: 8 })],
    ['anything to somebody without compartments', actor([]), fact()],
  ])('is nothing of %s', (_name, who, what) => {
    expect(eventsFor(who, [what], told)).toEqual([]);
  });

  it('is the kind alone of a fact about no record that screens hear of, and only with the permission of the screen', () => {
    const duty = fact({ kind: 'duty.changed', subject_id: null, subject_kind: null, compartment_id: null });
    expect(eventsFor(actor([1]), [duty], told)).toEqual([]);
    expect(eventsFor(actor([1], ['duty.now']), [duty], told)).toEqual([
      { position: 1, type: 'changed', kind: 'duty.changed', subject: null },
    ]);
  });

  it('is that a record has gone when it left the sight, and that it changed when it came into it', () => {
    const left = fact({ kind: 'subject.moved', compartment_id: 7, moved_from: 1 });
    expect(eventsFor(actor([1]), [left], told)).toMatchObject([{ type: 'gone' }]);
    const came = fact({ kind: 'subject.moved', compartment_id: 1, moved_from: 7 });
    expect(eventsFor(actor([1]), [came], told)).toMatchObject([{ type: 'changed' }]);
  });
});
