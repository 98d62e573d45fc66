import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem, Waiting } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Check, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { type InboxFilter, inboxSearch, readInboxFilter } from '../filter.rules.ts';
import { type SavedView, savedViewsQuery } from '../queries.ts';

type SavedViewsProps = {
  readonly filter: InboxFilter;
  readonly onFilter: (filter: InboxFilter) => void;
  readonly onClose: () => void;
};

/** Saves the list as it is shown, and shows and removes what was saved. */
export function SavedViewsDialog({ filter, onFilter, onClose }: SavedViewsProps) {
  const { say } = useSay();
  const views = useQuery(savedViewsQuery);
  const queries = useQueryClient();
  const save = useSubmit();
  const fieldProblem = useFieldProblem(save.problem);
  const [name, setName] = useState('');
  const [isShared, setShared] = useState(false);
  const isReplaced = views.data?.items.some((view) => view.isOwn && view.name === name.trim()) === true;
  const submit = async () => {
    const body = { name, query: inboxSearch(filter), isShared };
    const isDone = await save.run(body, async (idempotencyKey) => {
      await call('POST /api/v1/saved-views', { body, idempotencyKey });
      await queries.invalidateQueries({ queryKey: savedViewsQuery.queryKey });
    });
    if (!isDone) return;
    toastDone(say('reports.views.saved', { name: name.trim() }), say('platform.act.close'));
    onClose();
  };
  return (
    <Dialog title={say('reports.views.label')} isOpen onClose={onClose}>
      <div className="m-form">
        <form
          className="m-form"
          onSubmit={(event) => {
            event.preventDefault();
            void submit();
          }}
        >
          <TextField
            label={say('reports.views.name')}
            hint={say('reports.views.hint')}
            required
            maxLength={60}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            problem={fieldProblem('name')}
          />
          <Check
            label={say('reports.views.share')}
            checked={isShared}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
          <Refusal problem={save.problem} />
          <div className="m-dialog-end">
            <Button kind="primary" type="submit" isBusy={save.busy}>
              {say(isReplaced ? 'reports.views.replace' : 'reports.views.save')}
            </Button>
          </div>
        </form>
        {views.data === undefined && <Waiting query={views} />}
        {views.data?.items.length === 0 && <p className="m-second">{say('reports.views.empty')}</p>}
        <ul className="m-views">
          {views.data?.items.map((view) => (
            <ViewRow
              key={view.id}
              view={view}
              onOpen={() => {
                onFilter(readInboxFilter(new URLSearchParams(view.query)));
                onClose();
              }}
            />
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

function ViewRow({ view, onOpen }: { readonly view: SavedView; readonly onOpen: () => void }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const [isAsked, setAsked] = useState(false);
  const remove = () =>
    submit.run(view.id, async (idempotencyKey) => {
      await call('POST /api/v1/saved-views/{id}/remove', { params: { id: view.id }, body: {}, idempotencyKey });
      await queries.invalidateQueries({ queryKey: savedViewsQuery.queryKey });
    });
  return (
    <li>
      <div className="m-row">
        <Button kind="plain" onClick={onOpen}>
          {view.name}
        </Button>
        {view.isShared && <Chip>{say('reports.views.shared-chip')}</Chip>}
        {view.isOwn && !isAsked && (
          <Button size="small" className="m-at-end" onClick={() => setAsked(true)}>
            {say('reports.views.remove')}
          </Button>
        )}
        {isAsked && (
          <span className="m-row m-at-end">
            <Button size="small" onClick={() => setAsked(false)}>
              {say('platform.act.cancel')}
            </Button>
            <Button size="small" kind="danger" isBusy={submit.busy} onClick={() => void remove()}>
              {say('reports.views.remove-sure')}
            </Button>
          </span>
        )}
      </div>
      <Refusal problem={submit.problem} />
    </li>
  );
}
