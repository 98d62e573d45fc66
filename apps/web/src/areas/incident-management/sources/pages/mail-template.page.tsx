import { mailFieldRoles } from '@matoi/contract/values';
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
import { ProseField, TextField } from '../../../../ui/field.tsx';
import { Page } from '../../../../ui/page.tsx';
import { emptyMailDraft, type MailDraft, mailDefinitionOf, mailDraftOf } from '../draft.rules.ts';
import { mailTemplateLink } from '../links.ts';
import { ActiveField, NameField, NoSource, TrialSide } from '../parts/editor.parts.tsx';
import { type MailTemplate, mailTemplatesQuery } from '../queries.ts';
import { FindingSection } from '../sections/finding.section.tsx';
import '../sources.css';

/** One template of fixed mails: whose they are, and which labelled lines mean what. */
export function MailTemplatePage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const templates = useQuery(mailTemplatesQuery);
  if (id === 'new') return <Editor key="new" known={null} />;
  const known = templates.data?.items.find((one) => one.id === id);
  if (known !== undefined) return <Editor key={`${known.id} ${known.version}`} known={known} />;
  return <NoSource title="sources.mail.title" query={templates} isRead={templates.data !== undefined} />;
}

function Editor({ known }: { readonly known: MailTemplate | null }) {
  const { say } = useSay();
  const { may } = useMe();
  const go = useGo();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [name, setName] = useState(known?.name ?? '');
  const [isActive, setActive] = useState(known?.isActive ?? true);
  const [draft, setDraft] = useState<MailDraft>(known === null ? emptyMailDraft : mailDraftOf(known.definition));
  const [mail, setMail] = useState('');
  const mayChange = may(known === null ? 'mail-templates.create' : 'mail-templates.change');
  const save = () =>
    submit.run({ name, isActive, draft }, async (idempotencyKey) => {
      const body = { name, isActive, definition: mailDefinitionOf(draft) };
      const saved =
        known === null
          ? await call('POST /api/v1/mail-templates', { body, idempotencyKey })
          : await call('PATCH /api/v1/mail-templates/{id}', {
              params: { id: known.id },
              body,
              version: known.version,
              idempotencyKey,
            });
      await queries.invalidateQueries({ queryKey: ['source'] });
      if (known === null) go(mailTemplateLink(saved.id), { replace: true });
    });
  const text = (field: 'source' | 'from' | 'subjectContains' | 'severities' | 'zone' | 'actsBy', at: string) => ({
    value: draft[field],
    onChange: (event: { currentTarget: { value: string } }) =>
      setDraft({ ...draft, [field]: event.currentTarget.value }),
    problem: fieldProblem(`definition.${at}`),
  });
  return (
    <Page title={known === null ? say('sources.mail.add') : known.name}>
      <div className="m-source-editor">
        <form
          className="m-stack"
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <Card title={say('sources.mail.which')}>
            <div className="m-form">
              <NameField name={name} onName={setName} problem={fieldProblem('name')} />
              <TextField
                label={say('sources.field.source')}
                hint={say('sources.mail.source-hint')}
                required
                maxLength={100}
                {...text('source', 'source')}
              />
              <ProseField
                label={say('sources.mail.from')}
                hint={say('sources.mail.from-hint')}
                required
                rows={2}
                {...text('from', 'from.0')}
              />
              <ProseField
                label={say('sources.mail.subject')}
                hint={say('sources.mail.subject-hint')}
                rows={2}
                {...text('subjectContains', 'subjectContains.0')}
              />
              <ActiveField isActive={isActive} onActive={setActive} />
            </div>
          </Card>
          <Card title={say('sources.mail.labels')}>
            <div className="m-form">
              <p className="m-second">{say('sources.mail.labels-help')}</p>
              <div className="m-source-slots">
                {mailFieldRoles.map((role) => (
                  <ProseField
                    key={role}
                    label={say(`sources.role.${role}`)}
                    rows={2}
                    value={draft.labels[role]}
                    onChange={(event) => {
                      const { value } = event.currentTarget;
                      setDraft({ ...draft, labels: { ...draft.labels, [role]: value } });
                    }}
                  />
                ))}
                <ProseField
                  label={say('sources.mail.severities')}
                  hint={say('sources.mail.severities-hint')}
                  rows={2}
                  {...text('severities', 'severities.0.word')}
                />
                <TextField label={say('sources.mail.zone')} required {...text('zone', 'zone')} />
                <TextField label={say('sources.mail.acts-by')} required maxLength={60} {...text('actsBy', 'actsBy')} />
              </div>
            </div>
          </Card>
          <Refusal problem={submit.problem} />
          {mayChange && (
            <div className="m-dialog-end">
              <Button kind="primary" type="submit" isBusy={submit.busy}>
                {say(known === null ? 'sources.mail.create' : 'platform.act.save')}
              </Button>
            </div>
          )}
        </form>
        {may('mail-templates.try') && <Trial draft={draft} mail={mail} onMail={setMail} />}
      </div>
    </Page>
  );
}

type TrialProps = { readonly draft: MailDraft; readonly mail: string; readonly onMail: (text: string) => void };

function Trial({ draft, mail, onMail }: TrialProps) {
  const asked = useDeferredValue({ draft, mail });
  const definition = mailDefinitionOf(asked.draft);
  const trial = useQuery({
    queryKey: ['source', 'mail-trial', definition, asked.mail],
    queryFn: () =>
      call('POST /api/v1/mail-template-trials', {
        body: {
          definition: {
            ...definition,
            source: definition.source || 'x',
            from: definition.from.length === 0 ? ['-'] : definition.from,
          },
          mail: asked.mail,
        },
      }),
    enabled: asked.mail.trim() !== '' && definition.fields.length > 0,
    retry: false,
    placeholderData: (before) => before,
  });
  return (
    <TrialSide
      title="sources.mail.try"
      label="sources.mail.try-label"
      hint="sources.mail.try-hint"
      empty="sources.mail.try-empty"
      text={mail}
      onText={onMail}
      trial={trial}
    >
      {(finding) => <FindingSection finding={finding} />}
    </TrialSide>
  );
}
