import { describe, expect, it } from 'vitest';
import { type Actor, systemActor } from '../access/index.ts';
import { eventsFor } from './hub.ts';

const kinds = new Map([
  ['incident', { kind: 'incident', showPermission: 'incidents.show', annotate: async () => null }],
]);
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
    expect(eventsFor(actor([1]), [fact()], kinds)).toEqual([
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
    expect(eventsFor(who, [what], kinds)).toEqual([]);
  });

  it('is that a record has gone when it left the sight, and that it changed when it came into it', () => {
    const left = fact({ kind: 'subject.moved', compartment_id: 7, moved_from: 1 });
    expect(eventsFor(actor([1]), [left], kinds)).toMatchObject([{ type: 'gone' }]);
    const came = fact({ kind: 'subject.moved', compartment_id: 1, moved_from: 7 });
    expect(eventsFor(actor([1]), [came], kinds)).toMatchObject([{ type: 'changed' }]);
  });
});
