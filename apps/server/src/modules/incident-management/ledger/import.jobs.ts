import { Refused } from '@matoi/kernel';
import { onFact, type Subscription } from '../../../platform/facts/index.ts';
import { stopImport, writeImport } from './import.commands.ts';
import type { Progress } from './import.queries.ts';

/** What the ledger does after facts: write an import that somebody has started. */
export function ledgerSubscriptions(progress: Progress): readonly Subscription[] {
  return [
    onFact('ledger-import.started', 'ledger.write', async (reaction, { subjectId }) => {
      if (subjectId === null) return;
      const asked = reaction.askedBy(reaction.actorFor('ledger-import'));
      const onProgress = (done: number, total: number) => {
        progress.set(subjectId, { done, total });
      };
      try {
        await reaction.runner.react(writeImport, { id: subjectId, onProgress }, asked);
      } catch (error) {
        if (!(error instanceof Refused) || error.refusal.code !== 'ledger-imports.run.cancelled') throw error;
        await reaction.runner.react(stopImport, { id: subjectId }, asked);
      } finally {
        progress.delete(subjectId);
      }
    }),
  ];
}
