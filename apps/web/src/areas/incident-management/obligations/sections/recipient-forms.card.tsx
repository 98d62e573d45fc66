import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { ReasonForm } from '../../../../shared/reason.form.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { downloadText } from '../../../../ui/download.ts';
import { mappingFile } from '../cell-mapping.file.ts';
import { RecipientFormForm } from '../forms/recipient-form.form.tsx';
import { type FormTarget, formLink, type KeptForm, keptFormsQuery } from '../recipient-form.queries.ts';
import { useDutyWords } from '../words.hook.ts';

type Asked = { readonly act: 'write' | 'end'; readonly form: KeptForm | null };

/** Forms of recipients (.xlsx) with the cells into which fields go: kept in versions, offered beside each draft. */
export function RecipientFormsCard() {
  const { say } = useSay();
  const { may } = useMe();
  const found = useQuery(keptFormsQuery);
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  if (found.data === undefined)
    return (
      <Card title={say('obligation-forms.title')}>
        <Waiting query={found} />
      </Card>
    );
  const { items, targets } = found.data;
  const targetOf = (form: KeptForm) =>
    targets.find((one) => one.regimeId === form.regimeId && one.recipient === form.recipient);
  const ending = asked?.act === 'end' ? asked.form : null;
  return (
    <Card
      title={say('obligation-forms.title')}
      note={say('obligation-forms.count', { count: items.filter(({ isEnded }) => !isEnded).length })}
      isTight
      actions={
        may('obligation-forms.write') && (
          <Button size="small" onClick={() => setAsked({ act: 'write', form: null })}>
            {say('obligation-forms.new')}
          </Button>
        )
      }
    >
      <div className="m-duty-facts">
        <p className="m-second">{say('obligation-forms.explained')}</p>
        {items.length === 0 && <p>{say('obligation-forms.none')}</p>}
      </div>
      <ul className="m-rule-list">
        {items.map((form) => (
          <FormLine
            key={`${form.regimeId} ${form.recipient} ${form.name}`}
            form={form}
            target={targetOf(form)}
            onAct={setAsked}
          />
        ))}
      </ul>
      <Dialog
        title={say(asked?.form === null ? 'obligation-forms.edit' : 'obligation-forms.edit-next')}
        isOpen={asked?.act === 'write'}
        onClose={close}
        size={640}
      >
        {asked?.act === 'write' && <RecipientFormForm targets={targets} form={asked.form} onClose={close} />}
      </Dialog>
      <Dialog title={say('obligation-forms.end.title')} isOpen={ending !== null} onClose={close}>
        {ending !== null && (
          <ReasonForm
            explained={say('obligation-forms.end.explained', { name: ending.name })}
            isTyped
            label={say('obligations.ruling.reason')}
            act={say('obligation-forms.end.act')}
            kind="danger"
            about={ending.id}
            stale={['obligation-rule', 'obligation-filing']}
            onClose={close}
            send={async (reason, idempotencyKey) => {
              await call('POST /api/v1/obligation-forms/{id}/end', {
                params: { id: ending.id },
                body: { reason },
                idempotencyKey,
              });
              return say('obligation-forms.end.done');
            }}
          />
        )}
      </Dialog>
    </Card>
  );
}

type LineProps = {
  readonly form: KeptForm;
  readonly target: FormTarget | undefined;
  readonly onAct: (asked: Asked) => void;
};

function FormLine({ form, target, onAct }: LineProps) {
  const { say, locale } = useSay();
  const { text } = useDutyWords();
  const { may } = useMe();
  const [showsVersions, setShowsVersions] = useState(false);
  const { name, isEnded } = form;
  return (
    <li>
      <span className="m-duty-question">
        <span className="m-duty-name">
          <span className="m-strong m-typed">{name}</span>
          {isEnded && <Chip tone="neutral">{say('obligation-forms.ended')}</Chip>}
        </span>
        <div className="m-second">
          {target === undefined ? form.recipient : `${text(target.name)} ・ ${text(target.regimeName)}`}
        </div>
        <div className="m-second">
          {say('obligation-forms.version', { version: form.version })} ・{' '}
          {say('obligation-forms.cells', { count: form.cells.length })} ・ <Moment at={form.writtenAt} as="short" />{' '}
          {form.writtenBy.name}
        </div>
        <div className="m-second m-typed">{form.reason}</div>
        {!isEnded && (
          <p className="m-row">
            <a href={formLink(form.id, 'sample', locale)} aria-label={say('obligation-forms.sample-named', { name })}>
              {say('obligation-forms.sample')}
            </a>
            <a href={formLink(form.id, 'form', locale)} aria-label={say('obligation-forms.original-named', { name })}>
              {say('obligation-forms.original')}
            </a>
            <Button
              size="small"
              kind="plain"
              aria-label={say('obligation-forms.mapping-named', { name })}
              onClick={() => downloadText('cell-mapping.json', mappingFile(form.cells))}
            >
              {say('obligation-forms.mapping-file')}
            </Button>
          </p>
        )}
        {showsVersions && (
          <ul className="m-duty-history">
            {form.versions.map((version) => (
              <li key={version.id}>
                <Moment at={version.writtenAt} as="short" />
                <span>
                  {version.isEnded
                    ? say('obligation-forms.ended')
                    : say('obligation-forms.version', { version: version.version })}
                </span>
                <span className="m-second m-typed">
                  {version.writtenBy.name}：{version.reason}
                </span>
                {!version.isEnded && (
                  <a href={formLink(version.id, 'form', locale)} className="m-typed">
                    {version.fileName}
                  </a>
                )}
              </li>
            ))}
          </ul>
        )}
      </span>
      {form.versions.length > 1 && (
        <Button
          size="small"
          kind="plain"
          aria-expanded={showsVersions}
          onClick={() => setShowsVersions(!showsVersions)}
        >
          {say('obligation-forms.versions', { count: form.versions.length })}
        </Button>
      )}
      {may('obligation-forms.write') && (
        <Button
          size="small"
          aria-label={say('obligation-forms.next-named', { name })}
          onClick={() => onAct({ act: 'write', form })}
        >
          {say('obligation-forms.next')}
        </Button>
      )}
      {may('obligation-forms.end') && !isEnded && (
        <Button
          size="small"
          kind="danger"
          aria-label={say('obligation-forms.end.named', { name })}
          onClick={() => onAct({ act: 'end', form })}
        >
          {say('obligation-forms.end.act')}
        </Button>
      )}
    </li>
  );
}
