import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, ProseField, TextField } from '../../../../ui/field.tsx';
import type { TimelineEvent } from '../queries.ts';
import { tagsOf } from '../tags.rules.ts';

/** Stars an imported event, says something about it, and gives it tags. */
export function MarkForm({ event, onDone }: { readonly event: TimelineEvent; readonly onDone: () => void }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const [isStarred, setStarred] = useState(event.isStarred);
  const [note, setNote] = useState(event.note ?? '');
  const [tags, setTags] = useState(event.tags.join(' '));

  const save = () => {
    const body = { isStarred, note: note.trim() === '' ? null : note, tags: tagsOf(tags) };
    return submit.run([event.version, body], async (idempotencyKey) => {
      const params = { id: event.id };
      await call('POST /api/v1/timeline-events/{id}/mark', { params, body, version: event.version, idempotencyKey });
      await Promise.all([
        queries.invalidateQueries({ queryKey: ['timeline-event', 'one', event.id] }),
        queries.invalidateQueries({ queryKey: ['journal-entry'] }),
      ]);
      onDone();
    });
  };

  return (
    <form
      className="m-form"
      onSubmit={(submitted) => {
        submitted.preventDefault();
        void save();
      }}
    >
      <Check
        label={say('timeline.mark.star')}
        checked={isStarred}
        onChange={(change) => setStarred(change.currentTarget.checked)}
      />
      <ProseField
        label={say('timeline.mark.note')}
        hint={say('timeline.mark.note-hint')}
        rows={3}
        maxLength={2_000}
        value={note}
        onChange={(change) => setNote(change.currentTarget.value)}
      />
      <TextField
        label={say('timeline.mark.tags')}
        hint={say('timeline.mark.tags-hint')}
        maxLength={400}
        value={tags}
        onChange={(change) => setTags(change.currentTarget.value)}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button type="submit" kind="primary" isBusy={submit.busy}>
          {say('timeline.mark.act')}
        </Button>
      </div>
    </form>
  );
}
