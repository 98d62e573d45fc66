import { Transform } from 'node:stream';
import { Refused } from '@matoi/kernel';
import { onFact, type Subscription } from '../../../platform/facts/index.ts';
import type { ObjectStore, StoredFile } from '../../../platform/files/index.ts';
import { stopTimelineImport, writeTimelineImport } from './import.commands.ts';
import type { Progress } from './import.queries.ts';

/** What the timeline does after facts: write an import that somebody has started. */
export function timelineSubscriptions(parts: {
  readonly store: ObjectStore;
  readonly progress: Progress;
}): readonly Subscription[] {
  const { store, progress } = parts;
  return [
    onFact('timeline-import.started', 'timeline.write', async (reaction, { fact }) => {
      const { importId: id } = fact;
      const asked = reaction.askedBy(reaction.actorFor('timeline-import'));
      const told = { done: 0, events: 0 };
      const open = (file: StoredFile) => {
        const counted = new Transform({
          transform(chunk: Buffer, _encoding, done) {
            told.done += chunk.length;
            done(null, chunk);
          },
        });
        const source = store.get(file);
        source.on('error', (error) => counted.destroy(error));
        counted.on('close', () => source.destroy());
        return source.pipe(counted);
      };
      const onProgress = (events: number) => {
        progress.set(id, { done: told.done, events });
      };
      try {
        await reaction.runner.react(writeTimelineImport, { id, open, onProgress }, asked);
      } catch (error) {
        const code = error instanceof Refused ? error.refusal.code : '';
        const wasTooMany = code === 'timeline-imports.run.too-many-rows';
        if (code !== 'timeline-imports.run.cancelled' && !wasTooMany) throw error;
        await reaction.runner.react(stopTimelineImport, { id, wasTooMany }, asked);
      } finally {
        progress.delete(id);
      }
    }),
  ];
}
