import type { KnownValueKind, ObservableType } from '@matoi/contract';
import { refuse } from '@matoi/kernel';
import { defineCommand, permitAll, type Work } from '../../../platform/commands/index.ts';
import { findKnown, insertKnown, withdrawKnown } from './known.store.ts';
import { switchEverywhere } from './mark.store.ts';
import { readKnown } from './observable.map.ts';
import { decideKnown } from './observable.rules.ts';
import { valueIdOf } from './observable.store.ts';
import { viewKnown } from './observable.views.ts';

type AddKnown = { readonly kind: KnownValueKind; readonly value: string; readonly reason?: string | undefined };

/** Adds a value that the team knows. What is ignored from now on is left out wherever nobody has said otherwise. */
export const addKnown = defineCommand({
  id: 'known-values.add',
  load: async (_work: Work, _input: AddKnown) => null,
  permit: permitAll,
  decide: (_loaded, input) => decideKnown(readKnown(input.kind, input.value)),
  async record(work, { change, input }) {
    const id = await insertKnown(work, { kind: input.kind, ...change, reason: input.reason ?? '' });
    if (id === null) return refuse('known-values.add.present');
    if (input.kind === 'ignored') await switchAll(work, change, { from: null, to: 'ignored' });
    return {
      subjectId: null,
      audit: { kind: input.kind, value: change.value, reason: input.reason ?? '' },
      facts: [],
      result: id,
    };
  },
  show: async (work, id) => viewKnown(await findKnown(work, id)),
});

/** Takes a value off the list again. */
export const removeKnown = defineCommand({
  id: 'known-values.withdraw',
  load: (work: Work, input: { readonly id: string }) => findKnown(work, input.id),
  permit: permitAll,
  decide: (known) => known,
  async record(work, { change: known }) {
    await withdrawKnown(work, known.id);
    if (known.kind === 'ignored') await switchAll(work, known, { from: 'ignored', to: null });
    return { subjectId: null, audit: { kind: known.kind, value: known.value }, facts: [], result: known };
  },
  show: async (_work, known) => viewKnown(known),
});

async function switchAll(
  work: Work,
  { type, value }: { readonly type: ObservableType; readonly value: string },
  change: { readonly from: 'ignored' | null; readonly to: 'ignored' | null },
): Promise<void> {
  const records = await switchEverywhere(work, { valueId: valueIdOf(type, value), ...change });
  for (const id of records) work.fact({ kind: 'observable.changed' }, id);
}
