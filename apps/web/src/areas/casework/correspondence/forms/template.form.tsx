import { templateVariables, type WrittenPurpose, writtenPurposes } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { Switch } from '../../../../ui/page.tsx';
import type { MessageTemplate } from '../queries.ts';
import { VariableNames } from '../sections/variable-names.tsx';

const nothing = { ja: '', en: '' };

/** A prepared text in both languages; the names that may stand in double braces are listed below it. */
export function TemplateForm({
  template,
  onClose,
}: {
  readonly template: MessageTemplate | null;
  readonly onClose: () => void;
}) {
  const { say, locale } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const [purpose, setPurpose] = useState<WrittenPurpose>('reply');
  const [name, setName] = useState(template?.name ?? nothing);
  const [title, setTitle] = useState(template?.title ?? nothing);
  const [text, setText] = useState(template?.text ?? nothing);
  const [isRetired, setRetired] = useState(template?.isRetired ?? false);
  const [shown, setShown] = useState<'ja' | 'en'>(locale);
  const save = () =>
    submit.run({ purpose, name, title, text, isRetired }, async (idempotencyKey) => {
      if (template === null) {
        await call('POST /api/v1/message-templates', { body: { purpose, name, title, text }, idempotencyKey });
      } else {
        await call('PATCH /api/v1/message-templates/{key}', {
          params: { key: template.key },
          body: { name, title, text, isRetired },
          version: template.version,
          idempotencyKey,
        });
      }
      await queries.invalidateQueries({ queryKey: ['message-template'] });
      await queries.invalidateQueries({ queryKey: ['message'] });
      onClose();
    });
  const variables = templateVariables[template?.purpose ?? purpose];
  const other = shown === 'ja' ? 'en' : 'ja';
  const isOtherEmpty = name[other] === '' || title[other] === '' || text[other] === '';
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (isOtherEmpty) setShown(other);
        else void save();
      }}
    >
      {template === null && (
        <SelectField
          label={say('correspondence.field.purpose')}
          value={purpose}
          onChange={(event) => setPurpose(event.currentTarget.value as WrittenPurpose)}
        >
          {writtenPurposes.map((one) => (
            <option key={one} value={one}>
              {say(`terms.message.purpose.${one}`)}
            </option>
          ))}
        </SelectField>
      )}
      <Switch
        label={say('correspondence.field.language')}
        value={shown}
        options={[
          { value: 'ja', label: <span lang="ja">日本語</span> },
          { value: 'en', label: <span lang="en">English</span> },
        ]}
        onChoose={setShown}
      />
      <TextField
        label={say('correspondence.templates.name')}
        lang={shown}
        required
        maxLength={100}
        value={name[shown]}
        onChange={(event) => setName({ ...name, [shown]: event.currentTarget.value })}
        problem={fieldProblem(`name.${shown}`)}
      />
      <TextField
        label={say('correspondence.field.title')}
        lang={shown}
        required
        maxLength={200}
        value={title[shown]}
        onChange={(event) => setTitle({ ...title, [shown]: event.currentTarget.value })}
        problem={fieldProblem(`title.${shown}`)}
      />
      <ProseField
        label={say('correspondence.field.body')}
        hint={<VariableNames names={variables} />}
        lang={shown}
        required
        rows={12}
        maxLength={20_000}
        value={text[shown]}
        onChange={(event) => setText({ ...text, [shown]: event.currentTarget.value })}
        problem={fieldProblem(`text.${shown}`)}
      />
      {template?.can.retire === true && (
        <Check
          label={say('correspondence.templates.retire')}
          checked={isRetired}
          onChange={(event) => setRetired(event.currentTarget.checked)}
        />
      )}
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={submit.busy}>
          {isOtherEmpty ? say('correspondence.templates.other-language') : say('correspondence.templates.save')}
        </Button>
      </div>
    </form>
  );
}
