import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link, useGo } from '../../../../shared/link.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { Page, Pills } from '../../../../ui/page.tsx';
import { useClassNames } from '../classes.hook.ts';
import {
  addStep,
  definitionOfFile,
  moveStep,
  newQuestion,
  newStep,
  withoutQuestion,
  withoutStep,
  withStep,
} from '../definition.draft.ts';
import { useDraftEditing } from '../draft.hook.ts';
import { HeadForm } from '../forms/head.form.tsx';
import { PublishForm } from '../forms/publish.form.tsx';
import { QuestionForm } from '../forms/question.form.tsx';
import { StepForm } from '../forms/step.form.tsx';
import { playbookLink, playbooksLink } from '../links.ts';
import { Compared } from '../parts/compared.tsx';
import { DraftProblems } from '../parts/draft-problems.tsx';
import { ImportButton } from '../parts/import-button.tsx';
import { PlaybookView } from '../parts/playbook-view.tsx';
import { StepList } from '../parts/step-list.tsx';
import { type Draft, draftQuery, playbookQuery } from '../queries.ts';
import '../playbooks.css';

/** The draft of a playbook, for commanders. */
export function PlaybookEditPage() {
  const { say } = useSay();
  const { code = '' } = useParams({ strict: false });
  const draft = useQuery(draftQuery(code));
  if (draft.data !== undefined) return <Editor key={draft.data.code} draft={draft.data} />;
  return (
    <Page title={say('playbooks.edit.title')}>
      <Waiting query={draft} />
      <p>
        <Link to={playbooksLink}>{say('playbooks.list.back')}</Link>
      </p>
    </Page>
  );
}

type View = 'steps' | 'head' | 'questions' | 'preview' | 'difference';
const views: readonly View[] = ['steps', 'head', 'questions', 'preview', 'difference'];

function Editor({ draft }: { readonly draft: Draft }) {
  const { say, locale } = useSay();
  const go = useGo();
  const classes = useClassNames();
  const editing = useDraftEditing(draft);
  const { definition, isChanged, submit, change, save } = editing;
  const [view, setView] = useState<View>('steps');
  const [asked, setAsked] = useState<'publish' | 'discard' | null>(null);
  const [isUnreadable, setUnreadable] = useState(false);
  const close = () => setAsked(null);
  const isPublished = draft.versions.length > 0;
  const canPublish = draft.can.publish && draft.isSaved && !isChanged && draft.problems.length === 0;
  return (
    <Page
      title={definition.title[locale] === '' ? draft.code : definition.title[locale]}
      note={say(draft.isSaved ? 'playbooks.edit.is-draft' : 'playbooks.edit.no-draft', { label: draft.basedOn ?? '' })}
      actions={
        <>
          {isPublished && (
            <Link to={playbookLink(draft.code)} className="m-editor-back">
              {say('playbooks.edit.back')}
            </Link>
          )}
          <ImportButton
            onRead={(text) => {
              const read = definitionOfFile(text);
              setUnreadable(read === null);
              if (read !== null) editing.takeOver(read.definition, null);
            }}
          >
            {say('playbooks.import.act')}
          </ImportButton>
          {(draft.isSaved || isChanged) && (
            <Button kind="danger" onClick={() => setAsked('discard')}>
              {say('playbooks.edit.discard')}
            </Button>
          )}
          <Button
            kind={canPublish ? 'outline' : 'primary'}
            isBusy={submit.busy}
            disabled={!isChanged}
            onClick={() => void save()}
          >
            {say('playbooks.edit.save')}
          </Button>
          {draft.can.publish && (
            <Button
              kind={canPublish ? 'primary' : 'outline'}
              disabled={!canPublish}
              title={canPublish ? undefined : say('playbooks.edit.publish-first')}
              onClick={() => setAsked('publish')}
            >
              {say('playbooks.edit.publish')}
            </Button>
          )}
        </>
      }
    >
      <Refusal problem={submit.problem} />
      {isUnreadable && <Notice tone="red">{say('playbooks.import.unreadable')}</Notice>}
      {isChanged && <Notice tone="quiet">{say('playbooks.edit.unsaved')}</Notice>}
      <NewerEdition draft={draft} onTake={editing.takeOver} />
      {!isChanged && <DraftProblems draft={draft} />}
      <Pills
        label={say('playbooks.edit.view')}
        value={view}
        options={views
          .filter((one) => one !== 'difference' || (draft.basedOn !== null && !isChanged))
          .map((value) => ({ value, label: say(`playbooks.edit.view.${value}`) }))}
        onChoose={setView}
      />
      {view === 'steps' && <StepsView draft={draft} editing={editing} />}
      {view === 'head' && (
        <Card title={say('playbooks.edit.view.head')}>
          <HeadForm definition={definition} classes={classes} onChange={change} />
        </Card>
      )}
      {view === 'questions' && <QuestionsView editing={editing} />}
      {view === 'preview' && <PlaybookView definition={definition} classes={classes} />}
      {view === 'difference' && draft.basedOn !== null && (
        <Card title={say('playbooks.difference.title', { from: draft.basedOn, to: say('playbooks.list.draft') })}>
          <Compared code={draft.code} from={draft.basedOn} to="draft" />
        </Card>
      )}
      <Dialog title={say('playbooks.publish.title')} isOpen={asked === 'publish'} onClose={close} size={720}>
        {asked === 'publish' && (
          <PublishForm draft={draft} onCancel={close} onDone={() => go(playbookLink(draft.code))} />
        )}
      </Dialog>
      <Dialog title={say('playbooks.edit.discard-title')} isOpen={asked === 'discard'} onClose={close}>
        {asked === 'discard' && <DiscardQuestion draft={draft} onForget={editing.forget} onClose={close} />}
      </Dialog>
    </Page>
  );
}

type EditingProps = { readonly editing: ReturnType<typeof useDraftEditing> };

function StepsView({ draft, editing }: EditingProps & { readonly draft: Draft }) {
  const { say, locale } = useSay();
  const classes = useClassNames();
  const { definition, isChanged, change } = editing;
  const [chosenId, setChosenId] = useState<string | null>(definition.steps[0]?.id ?? null);
  const chosen = definition.steps.find(({ id }) => id === chosenId) ?? null;
  const form = useRef<HTMLDivElement>(null);
  const wrong = new Set(
    isChanged
      ? []
      : draft.problems.flatMap(({ path }) => {
          const [part, at] = path.split('.');
          return part === 'steps' ? (draft.definition.steps[Number(at)]?.id ?? []) : [];
        }),
  );
  return (
    <div className="m-editor">
      <Card title={say('playbooks.field.steps')} note={say('playbooks.list.steps', { count: definition.steps.length })}>
        <StepList
          definition={definition}
          chosen={chosenId}
          wrong={wrong}
          onChoose={(id) => {
            setChosenId(id);
            // On a phone the form stands below the list.
            if (window.matchMedia('(max-width: 768px)').matches)
              requestAnimationFrame(() => form.current?.scrollIntoView({ block: 'start' }));
          }}
          onMove={(id, by) => change(moveStep(definition, id, by))}
          onAdd={(phase) => {
            const step = newStep(definition, phase);
            change(addStep(definition, step));
            setChosenId(step.id);
          }}
        />
      </Card>
      {chosen === null ? (
        <Card title={say('playbooks.difference.part.step')}>
          <p className="m-second">{say('playbooks.edit.choose-step')}</p>
        </Card>
      ) : (
        <div ref={form}>
          <Card
            title={chosen.title[locale] === '' ? say('playbooks.edit.untitled') : chosen.title[locale]}
            actions={
              <Button
                size="small"
                kind="danger"
                onClick={() => {
                  change(withoutStep(definition, chosen.id));
                  setChosenId(null);
                }}
              >
                {say('playbooks.edit.remove-step')}
              </Button>
            }
          >
            <StepForm
              definition={definition}
              step={chosen}
              classes={classes}
              onChange={(step) => {
                change(withStep(definition, chosen.id, step));
                setChosenId(step.id);
              }}
            />
          </Card>
        </div>
      )}
    </div>
  );
}

function QuestionsView({ editing: { definition, change } }: EditingProps) {
  const { say, locale } = useSay();
  return (
    <>
      <p className="m-second m-measure">{say('playbooks.question.text')}</p>
      {definition.questions.map((question) => (
        <Card key={question.id} title={question.text[locale] === '' ? question.id : question.text[locale]}>
          <QuestionForm
            question={question}
            onChange={(next) =>
              change({ ...definition, questions: definition.questions.map((one) => (one.id === next.id ? next : one)) })
            }
            onRemove={() => change(withoutQuestion(definition, question.id))}
          />
        </Card>
      ))}
      <div>
        <Button
          onClick={() => change({ ...definition, questions: [...definition.questions, newQuestion(definition)] })}
        >
          {say('playbooks.question.add')}
        </Button>
      </div>
    </>
  );
}

/** The program has brought a newer version than the draft starts from: it can be taken as the new start, and never is by itself. */
function NewerEdition(props: {
  readonly draft: Draft;
  readonly onTake: (definition: Draft['definition'], from: string) => void;
}) {
  const { say } = useSay();
  const { code, basedOn, versions } = props.draft;
  const editionOf = (label: string) => Number(label.split('.')[0]);
  const newest = versions
    .filter(({ origin, state }) => origin === 'program' && state !== 'planned')
    .toSorted((a, b) => editionOf(b.label) - editionOf(a.label))[0];
  const isNewer = newest !== undefined && basedOn !== null && editionOf(newest.label) > editionOf(basedOn);
  const playbook = useQuery({ ...playbookQuery(code, newest?.label), enabled: isNewer });
  const [isShown, setShown] = useState(false);
  if (!isNewer || playbook.data === undefined) return null;
  const { definition, label } = playbook.data;
  return (
    <>
      <Notice
        tone="amber"
        actions={
          <Button size="small" onClick={() => setShown(true)}>
            {say('playbooks.edit.newer-show')}
          </Button>
        }
      >
        {say('playbooks.edit.newer', { label })}
      </Notice>
      <Dialog
        title={say('playbooks.difference.title', { from: basedOn, to: label })}
        isOpen={isShown}
        onClose={() => setShown(false)}
        size={720}
      >
        <div className="m-form">
          <p>{say('playbooks.edit.newer-text')}</p>
          <Compared code={code} from={basedOn} to={label} />
          <div className="m-dialog-end">
            <Button onClick={() => setShown(false)}>{say('platform.act.cancel')}</Button>
            <Button
              kind="primary"
              onClick={() => {
                props.onTake(definition, label);
                setShown(false);
              }}
            >
              {say('playbooks.edit.newer-take')}
            </Button>
          </div>
        </div>
      </Dialog>
    </>
  );
}

function DiscardQuestion(props: {
  readonly draft: Draft;
  readonly onForget: () => void;
  readonly onClose: () => void;
}) {
  const { say } = useSay();
  const go = useGo();
  const queries = useQueryClient();
  const submit = useSubmit();
  const { code, version, isSaved, versions } = props.draft;
  const discard = () =>
    submit.run({ version }, async (idempotencyKey) => {
      if (isSaved)
        await call('POST /api/v1/playbooks/{code}/draft/discard', {
          params: { code },
          body: {},
          version,
          idempotencyKey,
        });
      props.onForget();
      queries.removeQueries({ queryKey: draftQuery(code).queryKey });
      await queries.invalidateQueries({ queryKey: ['playbook', 'list'] });
      go(versions.length === 0 ? playbooksLink : playbookLink(code));
    });
  return (
    <div className="m-form">
      <p>{say('playbooks.edit.discard-text')}</p>
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={props.onClose}>{say('platform.act.cancel')}</Button>
        <Button kind="danger" isBusy={submit.busy} onClick={() => void discard()}>
          {say('playbooks.edit.discard')}
        </Button>
      </div>
    </div>
  );
}
