import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { downloadText } from '../../../../ui/download.ts';
import { ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { type MappedCell, mappingTemplate } from '../cell-mapping.file.ts';
import { type CheckedForm, type FormTarget, type KeptForm, keptFormsKey } from '../recipient-form.queries.ts';
import { CheckedPart } from '../sections/checked-form.part.tsx';
import { useDutyWords } from '../words.hook.ts';
import { base64Of } from '../workbook.file.ts';
import { MappingField, WorkbookField } from './mapping.field.tsx';

type Props = {
  readonly targets: readonly FormTarget[];
  /** The form that gets a new version; null for a new one. */
  readonly form: KeptForm | null;
  readonly onClose: () => void;
};

const targetCode = ({ regimeId, recipient }: Pick<FormTarget, 'regimeId' | 'recipient'>) => `${regimeId} ${recipient}`;

/** Keeps a recipient's own form with its mapping, after both were compared. */
export function RecipientFormForm({ targets, form, onClose }: Props) {
  const { say } = useSay();
  const { text, nameOf } = useDutyWords();
  const queries = useQueryClient();
  const comparing = useSubmit();
  const saving = useSubmit();
  const [code, setCode] = useState(form === null ? '' : targetCode(form));
  const [name, setName] = useState(form?.name ?? '');
  const [file, setFile] = useState<File | null>(null);
  const [given, setGiven] = useState<readonly MappedCell[] | null>(null);
  const [checked, setChecked] = useState<CheckedForm | null>(null);
  const [reason, setReason] = useState('');
  const target = targets.find((one) => targetCode(one) === code);
  const cells = given ?? form?.cells ?? null;
  const isComplete = target !== undefined && file !== null && cells !== null;
  const isRight = checked !== null && !checked.problems.some(({ isRefused }) => isRefused);

  const compare = () => {
    if (!isComplete) return;
    const { regimeId, recipient } = target;
    return comparing.run([code, file.name, file.size, file.lastModified, cells], async (idempotencyKey) => {
      const body = { regimeId, recipient, form: await base64Of(file), cells: [...cells] };
      setChecked(await call('POST /api/v1/obligation-forms/check', { body, idempotencyKey }));
    });
  };
  const save = () => {
    if (!isComplete) return;
    const { regimeId, recipient } = target;
    const said = { regimeId, recipient, name: name.trim(), fileName: file.name, reason: reason.trim() };
    const version = form?.version ?? 0;
    return saving.run([said, version, file.size, file.lastModified, cells], async (idempotencyKey) => {
      const body = { ...said, version, form: await base64Of(file), cells: [...cells] };
      queries.setQueryData(keptFormsKey, await call('POST /api/v1/obligation-forms', { body, idempotencyKey }));
      await queries.invalidateQueries({ queryKey: ['obligation-filing'] });
      toastDone(say('obligation-forms.saved'), say('platform.act.close'));
      onClose();
    });
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <SelectField
        label={say('obligation-forms.target')}
        required
        disabled={form !== null}
        value={code}
        onChange={(event) => {
          setCode(event.currentTarget.value);
          setChecked(null);
        }}
      >
        <option value="">{say('obligations.fact.choose')}</option>
        {targets.map((one) => (
          <option key={targetCode(one)} value={targetCode(one)}>
            {`${text(one.name)} ・ ${text(one.regimeName)}`}
          </option>
        ))}
      </SelectField>
      <TextField
        label={say('obligation-forms.name')}
        hint={say('obligation-forms.name-hint')}
        required
        disabled={form !== null}
        maxLength={80}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <WorkbookField
        hint={say('obligation-forms.form-hint')}
        onChoose={(chosen) => {
          setFile(chosen);
          setChecked(null);
        }}
      />
      <MappingField
        hint={say(form === null ? 'filings.fill.mapping-hint' : 'obligation-forms.mapping-keep')}
        isRequired={form === null}
        onChoose={(chosen) => {
          setGiven(chosen);
          setChecked(null);
        }}
      />
      {target !== undefined && (
        <div>
          <Button
            size="small"
            kind="plain"
            onClick={() =>
              downloadText(
                'cell-mapping.json',
                mappingTemplate(target.keys.map((key) => ({ key, label: nameOf(key) }))),
              )
            }
          >
            {say('obligation-forms.template')}
          </Button>
        </div>
      )}
      <div className="m-row">
        <Button disabled={!isComplete} isBusy={comparing.busy} onClick={() => void compare()}>
          {say('obligation-forms.check.act')}
        </Button>
        <span className="m-second">{say('obligation-forms.check.hint')}</span>
      </div>
      <Refusal problem={comparing.problem} />
      {checked !== null && <CheckedPart checked={checked} lines={cells?.length ?? 0} />}
      <ProseField
        label={say('obligation-forms.reason')}
        hint={say('obligation-forms.reason-hint')}
        required
        rows={2}
        maxLength={2_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Refusal problem={saving.problem} onRetry={() => void queries.invalidateQueries({ queryKey: keptFormsKey })} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={saving.busy} disabled={!isComplete || !isRight}>
          {say('obligation-forms.save')}
        </Button>
      </div>
    </form>
  );
}
