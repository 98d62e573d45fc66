import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useDraft } from '../../../../shared/draft.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { useGo } from '../../../../shared/link.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useStale } from '../../../../shared/stale.hook.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { Page } from '../../../../ui/page.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { ApproveForm } from '../forms/approve.form.tsx';
import { DefinitionFields } from '../forms/definition.fields.tsx';
import { readKept, writeKept } from '../kept.draft.ts';
import { charterLink } from '../links.ts';
import { type CharterDraft, type Definition, draftKey, draftQuery } from '../queries.ts';
import { ChangeList } from '../sections/change-list.tsx';
import { Paper } from '../sections/paper.tsx';

/** The next version of the charter: written by some, approved by somebody else. */
export function CharterDraftPage() {
  const { say } = useSay();
  const draft = useQuery(draftQuery);
  if (draft.data === undefined)
    return (
      <Page title={say('charter.edit.title')}>
        <Waiting query={draft} />
      </Page>
    );
  return <Editor draft={draft.data} />;
}

function Editor({ draft }: { readonly draft: CharterDraft }) {
  const { say, locale } = useSay();
  const go = useGo();
  const queries = useQueryClient();
  const submit = useSubmit();
  useStale(submit.problem, draftKey);
  const kept = useDraft('charter');
  const typed = readKept(kept.text, draft);
  const definition = typed?.definition ?? draft.definition;
  const [asked, setAsked] = useState<'approve' | 'discard' | null>(null);
  const [isRead, setRead] = useState(false);
  const isChanged = typed !== null && JSON.stringify(definition) !== JSON.stringify(draft.definition);
  const isOvertaken = isChanged && typed.base !== draft.version;
  const mayEdit = draft.can.save;
  const change = (next: Definition) => kept.write(writeKept(isChanged ? typed : null, draft, next));
  const save = () =>
    submit.run([draft.version, definition], async (idempotencyKey) => {
      const saved = await call('POST /api/v1/charter/draft', {
        version: draft.version,
        body: { definition },
        idempotencyKey,
      });
      queries.setQueryData(draftKey, saved);
      kept.drop();
      await queries.invalidateQueries({ queryKey: ['charter'] });
      toastDone(say('charter.edit.saved'), say('platform.act.close'));
    });
  const discard = () =>
    submit.run(['discard', draft.version], async (idempotencyKey) => {
      await call('POST /api/v1/charter/draft/discard', { version: draft.version, body: {}, idempotencyKey });
      kept.drop();
      await Promise.all([['charter'], draftKey].map((queryKey) => queries.invalidateQueries({ queryKey })));
      toastDone(say('charter.edit.discarded'), say('platform.act.close'));
      go(charterLink);
    });
  const sayProblem = (key: string): string | null => {
    const problem = draft.isBegun && !isChanged ? draft.problems.find((one) => one.key === key) : undefined;
    return problem === undefined ? null : say(`charter.problem.${problem.code}`);
  };
  const names = draft.authors.map(({ name }) => name).join(locale === 'ja' ? '、' : ', ');
  return (
    <Page
      title={say('charter.edit.title')}
      actions={
        <>
          <Button aria-pressed={isRead} disabled={isChanged} onClick={() => setRead(!isRead)}>
            {say(isRead ? 'charter.edit.write' : 'charter.edit.preview')}
          </Button>
          {mayEdit && draft.isBegun && (
            <Button onClick={() => setAsked('discard')}>{say('charter.edit.discard')}</Button>
          )}
          {mayEdit && (
            <Button
              kind="primary"
              isBusy={submit.busy}
              disabled={!isChanged && draft.isBegun}
              onClick={() => void save()}
            >
              {say('charter.edit.save')}
            </Button>
          )}
        </>
      }
    >
      <p className="m-second">{draft.isBegun ? say('charter.edit.begun', { names }) : say('charter.edit.new')}</p>
      {!draft.isBegun && draft.basedOn === null && <Notice tone="quiet">{say('charter.edit.proposal')}</Notice>}
      {isChanged && (
        <Notice
          tone="amber"
          actions={
            <Button size="small" onClick={() => kept.drop()}>
              {say('charter.edit.forget')}
            </Button>
          }
        >
          {say(isOvertaken ? 'charter.edit.overtaken' : 'charter.edit.unsaved')}
        </Notice>
      )}
      <Refusal problem={submit.problem} />
      {draft.isBegun && <Approval draft={draft} isChanged={isChanged} onApprove={() => setAsked('approve')} />}
      {isRead ? (
        <Card title={say('charter.edit.preview')}>
          <Paper document={draft.document} />
        </Card>
      ) : (
        <DefinitionFields
          draft={draft}
          definition={definition}
          isFixed={!mayEdit}
          onChange={change}
          problemOf={sayProblem}
        />
      )}
      <Dialog
        title={say('charter.edit.approve')}
        isOpen={asked === 'approve'}
        onClose={() => setAsked(null)}
        size={560}
      >
        {asked === 'approve' && (
          <ApproveForm draft={draft} onClose={() => setAsked(null)} onDone={() => go(charterLink)} />
        )}
      </Dialog>
      <Dialog title={say('charter.edit.discard')} isOpen={asked === 'discard'} onClose={() => setAsked(null)}>
        <p>{say('charter.edit.discard-text')}</p>
        <Refusal problem={submit.problem} />
        <div className="m-dialog-end">
          <Button onClick={() => setAsked(null)}>{say('platform.act.cancel')}</Button>
          <Button kind="danger" isBusy={submit.busy} onClick={() => void discard()}>
            {say('charter.edit.discard')}
          </Button>
        </div>
      </Dialog>
    </Page>
  );
}

/** What is missing, what changes, and the way to approve for whoever may. */
function Approval(props: {
  readonly draft: CharterDraft;
  readonly isChanged: boolean;
  readonly onApprove: () => void;
}) {
  const { draft, isChanged, onApprove } = props;
  const { say, locale } = useSay();
  if (isChanged) return <p className="m-second">{say('charter.edit.save-first')}</p>;
  return (
    <>
      {draft.problems.length > 0 && (
        <Notice tone="amber">
          <p className="m-strong">{say('charter.edit.problems')}</p>
          <ul>
            {draft.problems.map(({ key, label, code }) => (
              <li key={`${key} ${code}`}>
                {label[locale]}
                {locale === 'ja' ? '：' : ' '}
                {say(`charter.problem.${code}`)}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {draft.changes.length > 0 && (
        <Card title={say('charter.edit.changes')} isTight>
          <ChangeList changes={draft.changes} />
        </Card>
      )}
      {draft.can.approve ? (
        <p>
          <Button kind="primary" disabled={draft.problems.length > 0} onClick={onApprove}>
            {say('charter.edit.approve')}
          </Button>
        </p>
      ) : (
        <p className="m-second">{say('charter.edit.not-yours')}</p>
      )}
    </>
  );
}
