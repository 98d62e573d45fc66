import { asId, type Refusal } from '@matoi/kernel';
import { defineCommand, type Work } from '../../../platform/commands/index.ts';
import { indexText } from '../../../platform/search/index.ts';
import { findSubject, mayAnnotate } from '../../../platform/subjects/index.ts';
import { findEvent, updateMark } from './event.store.ts';
import { viewEvent } from './item.views.ts';
import type { Mark, StoredEvent } from './timeline.model.ts';

type Loaded = { readonly event: StoredEvent; readonly refused: Refusal | null };

/** Somebody stars an imported event, says something about it, or gives it tags. A starred one belongs to the story. */
export const markEvent = defineCommand({
  id: 'timeline.mark-event',
  async load(work: Work, { id }: Mark & { readonly id: string }): Promise<Loaded> {
    const event = await findEvent(work, id, { forUpdate: true });
    return { event, refused: await mayAnnotate(work, await findSubject(work, event.subjectId)) };
  },
  versioned: {
    of: ({ event }) => event.version,
    show: async (work, { event }) => viewEvent(event, { actor: work.actor, mayChange: true }),
  },
  permit: (_actor, { refused }) => refused,
  decide: (_loaded, { isStarred, note, tags }): Mark => ({ isStarred, note, tags }),
  async record(work, { loaded: { event }, change: mark }) {
    const subjectId = asId<'Subject'>(event.subjectId);
    await updateMark(work, event, mark);
    // What was starred or talked about is found by the search of the whole program; the flood around it is not.
    const isFound = mark.isStarred || mark.note !== null || event.isStarred || event.note !== null;
    const texts = mark.isStarred || mark.note !== null ? [event.text ?? '', mark.note ?? '', ...mark.tags] : [''];
    if (isFound) await indexText(work, { subjectId, part: `timeline ${event.id}`, texts });
    return {
      subjectId,
      audit: {
        eventId: event.id,
        before: { isStarred: event.isStarred, note: event.note, tags: event.tags },
        after: mark,
      },
      facts: [{ kind: 'timeline-event.marked' as const, eventId: event.id }],
      result: event.id,
    };
  },
  show: async (work, id) => viewEvent(await findEvent(work, id), { actor: work.actor, mayChange: true }),
});
