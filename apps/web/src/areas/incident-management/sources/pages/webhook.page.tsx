import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { useGo } from '../../../../shared/link.tsx';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { CopyField } from '../../../../ui/copy-field.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Choices, Notice, SelectField, TextField } from '../../../../ui/field.tsx';
import { Page } from '../../../../ui/page.tsx';
import { definitionOf, draftOf, emptyDraft, type MapDraft } from '../draft.rules.ts';
import { MapForm } from '../forms/map.form.tsx';
import { webhookLink } from '../links.ts';
import { ActiveField, NameField, NoSource, TrialSide } from '../parts/editor.parts.tsx';
import { readyMapsQuery, type Webhook, webhooksQuery } from '../queries.ts';
import { DeliveriesSection } from '../sections/deliveries.section.tsx';
import { MapPreview } from '../sections/map-preview.section.tsx';
import '../sources.css';

/** One webhook: who sends, what its JSON means, tried on an example before it is saved. */
export function WebhookPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const webhooks = useQuery(webhooksQuery);
  if (id === 'new') return <Editor key="new" known={null} />;
  const known = webhooks.data?.items.find((one) => one.id === id);
  if (known === undefined)
    return <NoSource title="sources.webhook.title" query={webhooks} isRead={webhooks.data !== undefined} />;
  return <Editor key={known.id} known={known} />;
}

function Editor({ known }: { readonly known: Webhook | null }) {
  const { say } = useSay();
  const { may } = useMe();
  const go = useGo();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const ready = useQuery(readyMapsQuery);
  const [name, setName] = useState(known?.name ?? '');
  const [isActive, setActive] = useState(known?.isActive ?? true);
  const [proof, setProof] = useState<Webhook['proof']>(known?.proof ?? 'header');
  const [headerName, setHeaderName] = useState(known?.headerName ?? 'X-Matoi-Secret');
  const [draft, setDraft] = useState<MapDraft>(known === null ? emptyDraft : draftOf(known.definition));
  const [example, setExample] = useState('');
  const [secret, setSecret] = useState<{ readonly id: string; readonly text: string } | null>(null);
  const [isRotating, setRotating] = useState(false);
  const mayChange = may(known === null ? 'webhooks.create' : 'webhooks.change');
  const refresh = () => queries.invalidateQueries({ queryKey: ['source'] });

  const save = () =>
    submit.run({ name, isActive, proof, headerName, draft }, async (idempotencyKey) => {
      const body = { name, isActive, proof, headerName, definition: definitionOf(draft) };
      if (known === null) {
        const made = await call('POST /api/v1/webhooks', { body });
        setSecret({ id: made.webhook.id, text: made.secret });
      } else {
        await call('PATCH /api/v1/webhooks/{id}', {
          params: { id: known.id },
          body,
          version: known.version,
          idempotencyKey,
        });
      }
      await refresh();
    });
  const rotate = () =>
    submit.run('rotate', async () => {
      const made = await call('POST /api/v1/webhooks/{id}/rotate', { params: { id: known?.id ?? '' }, body: {} });
      setRotating(false);
      setSecret({ id: made.webhook.id, text: made.secret });
      await refresh();
    });
  const takeReady = (id: string) => {
    const found = ready.data?.items.find((one) => one.id === id);
    if (found === undefined) return;
    setDraft(draftOf(found.definition));
    setExample(found.example);
    if (name === '') setName(found.name);
  };
  const kept = () => {
    const made = secret;
    setSecret(null);
    if (made !== null && known === null) go(webhookLink(made.id), { replace: true });
  };

  return (
    <Page title={known === null ? say('sources.webhook.add') : known.name}>
      <div className="m-stack">
        <div className="m-source-editor">
          <form
            className="m-stack"
            onSubmit={(event) => {
              event.preventDefault();
              void save();
            }}
          >
            <Card title={say('sources.webhook.sender')}>
              <div className="m-form">
                {known === null && (
                  <SelectField
                    label={say('sources.ready.label')}
                    hint={say('sources.ready.hint')}
                    defaultValue=""
                    onChange={(event) => takeReady(event.currentTarget.value)}
                  >
                    <option value="">{say('sources.ready.none')}</option>
                    {ready.data?.items.map((one) => (
                      <option key={one.id} value={one.id}>
                        {one.name}
                      </option>
                    ))}
                  </SelectField>
                )}
                <NameField name={name} onName={setName} problem={fieldProblem('name')} />
                <TextField
                  label={say('sources.field.source')}
                  hint={say('sources.field.source-hint')}
                  required
                  maxLength={100}
                  value={draft.source}
                  onChange={(event) => setDraft({ ...draft, source: event.currentTarget.value })}
                  problem={fieldProblem('definition.source')}
                />
                {known === null && (
                  <Choices
                    label={say('sources.proof.label')}
                    value={proof}
                    onChoose={setProof}
                    options={[
                      { value: 'header', label: say('sources.proof.header') },
                      { value: 'hmac-sha256', label: say('sources.proof.hmac') },
                    ]}
                  />
                )}
                <TextField
                  label={say('sources.proof.header-name')}
                  required
                  maxLength={60}
                  value={headerName}
                  onChange={(event) => setHeaderName(event.currentTarget.value)}
                  problem={fieldProblem('headerName')}
                />
                <ActiveField isActive={isActive} onActive={setActive} />
                {known !== null && (
                  <CopyField
                    label={say('sources.webhook.address')}
                    value={known.address}
                    copyLabel={say('platform.act.copy')}
                    copiedLabel={say('platform.act.copied')}
                  />
                )}
              </div>
            </Card>
            <MapForm draft={draft} onChange={setDraft} fieldProblem={fieldProblem} />
            <Refusal problem={submit.problem} />
            {mayChange && (
              <div className="m-dialog-end">
                {known !== null && may('webhooks.rotate') && (
                  <Button onClick={() => setRotating(true)}>{say('sources.secret.rotate')}</Button>
                )}
                <Button kind="primary" type="submit" isBusy={submit.busy}>
                  {say(known === null ? 'sources.webhook.create' : 'platform.act.save')}
                </Button>
              </div>
            )}
          </form>
          {may('webhooks.try') && <Trial draft={draft} example={example} onExample={setExample} />}
        </div>
        {known !== null && may('webhooks.list-deliveries') && <DeliveriesSection webhookId={known.id} />}
      </div>
      <Dialog title={say('sources.secret.title')} isOpen={secret !== null} onClose={kept} size={560}>
        <div className="m-form">
          <Notice tone="amber">{say('sources.secret.text')}</Notice>
          <CopyField
            label={say('sources.secret.label')}
            value={secret?.text ?? ''}
            copyLabel={say('platform.act.copy')}
            copiedLabel={say('platform.act.copied')}
          />
          <div className="m-dialog-end">
            <Button kind="primary" onClick={kept}>
              {say('tokens.secret.kept')}
            </Button>
          </div>
        </div>
      </Dialog>
      <Dialog title={say('sources.secret.rotate')} isOpen={isRotating} onClose={() => setRotating(false)}>
        <div className="m-form">
          <p>{say('sources.secret.rotate-text')}</p>
          <Refusal problem={submit.problem} />
          <div className="m-dialog-end">
            <Button onClick={() => setRotating(false)}>{say('platform.act.cancel')}</Button>
            <Button kind="danger" isBusy={submit.busy} onClick={() => void rotate()}>
              {say('sources.secret.rotate')}
            </Button>
          </div>
        </div>
      </Dialog>
    </Page>
  );
}

type TrialProps = {
  readonly draft: MapDraft;
  readonly example: string;
  readonly onExample: (text: string) => void;
};

/** The example, what is there to choose from, and what the map makes of it: anew with every change. */
function Trial({ draft, example, onExample }: TrialProps) {
  const { say } = useSay();
  const asked = useDeferredValue({ draft, example });
  const trial = useQuery({
    queryKey: ['source', 'trial', asked.draft, asked.example],
    queryFn: () =>
      call('POST /api/v1/webhook-trials', {
        body: { definition: { ...definitionOf(asked.draft), source: asked.draft.source || 'x' }, body: asked.example },
      }),
    enabled: asked.example.trim() !== '' && asked.draft.title.trim() !== '',
    retry: false,
    placeholderData: (before) => before,
  });
  const paths = trial.data?.paths ?? [];
  return (
    <TrialSide
      title="sources.example.title"
      label="sources.example.label"
      hint="sources.example.hint"
      empty="sources.preview.empty"
      text={example}
      onText={onExample}
      trial={trial}
      aid={
        paths.length > 0 && (
          <details>
            <summary>{say('sources.example.paths')}</summary>
            <ul className="m-source-paths">
              {paths.map((one) => (
                <li key={one.path}>
                  <span className="m-mono">{`{${one.path}}`}</span>
                  <span>{one.value}</span>
                </li>
              ))}
            </ul>
          </details>
        )
      }
    >
      {(found) => <MapPreview trial={found} />}
    </TrialSide>
  );
}
