import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem, Waiting } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Choices, ProseField, TextField } from '../../../../ui/field.tsx';
import { IconFileDescription } from '../../../../ui/icons.ts';
import { toastDone } from '../../../../ui/toast.ts';
import { type WarningListWithEntries, warningListQuery } from '../warning.queries.ts';

const matches = ['exact', 'suffix', 'network'] as const;
type Match = (typeof matches)[number];

/** Changes a list of the team; its values are fetched first. */
export function EditWarningListForm({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const list = useQuery(warningListQuery(id));
  if (list.data === undefined) return <Waiting query={list} />;
  return <WarningListForm list={list.data} onClose={onClose} />;
}

type Props = { readonly list: WarningListWithEntries | null; readonly onClose: () => void };

/** A list of the team: its names, why it exists, and its values. */
export function WarningListForm({ list, onClose }: Props) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const input = useRef<HTMLInputElement>(null);
  const [nameJa, setNameJa] = useState(list?.name.ja ?? '');
  const [nameEn, setNameEn] = useState(list?.name.en ?? '');
  const [reason, setReason] = useState(list?.reason.ja ?? '');
  const [source, setSource] = useState(list?.source ?? '');
  const [effectiveOn, setEffectiveOn] = useState(list?.effectiveOn ?? '');
  const [match, setMatch] = useState<Match>(matches.find((one) => one === list?.match) ?? 'suffix');
  const [text, setText] = useState(list?.entries.join('\n') ?? '');
  const body = {
    ...{ nameJa, nameEn, reason, source: source.trim(), match, text },
    effectiveOn: effectiveOn === '' ? null : effectiveOn,
  };
  const save = () =>
    submit.run([list?.version, body], async (idempotencyKey) => {
      if (list === null) {
        await call('POST /api/v1/warning-lists', { body, idempotencyKey });
        toastDone(say('warning-lists.add.done'), say('platform.act.close'));
      } else {
        const given = { params: { id: list.id }, version: list.version, body, idempotencyKey };
        const { version } = await call('PATCH /api/v1/warning-lists/{id}', given);
        toastDone(say('warning-lists.edit.done', { version }), say('platform.act.close'));
      }
      await queries.invalidateQueries({ queryKey: ['warning-list'] });
      await queries.invalidateQueries({ queryKey: ['observable'] });
      onClose();
    });
  const isReady = [nameJa, nameEn, reason, text].every((one) => one.trim() !== '');
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextField
        label={say('warning-lists.field.name-ja')}
        required
        maxLength={100}
        data-autofocus
        value={nameJa}
        problem={fieldProblem('nameJa')}
        onChange={(event) => setNameJa(event.currentTarget.value)}
      />
      <TextField
        label={say('warning-lists.field.name-en')}
        required
        maxLength={100}
        value={nameEn}
        problem={fieldProblem('nameEn')}
        onChange={(event) => setNameEn(event.currentTarget.value)}
      />
      <TextField
        label={say('warning-lists.field.reason')}
        hint={say('warning-lists.field.reason-hint')}
        required
        maxLength={300}
        value={reason}
        problem={fieldProblem('reason')}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Choices<Match>
        label={say('warning-lists.field.match')}
        value={match}
        options={matches.map((value) => ({ value, label: say(`warning-lists.match.${value}`) }))}
        onChoose={setMatch}
      />
      <ProseField
        label={say('warning-lists.field.text')}
        hint={say('warning-lists.field.text-hint')}
        required
        rows={8}
        maxLength={400_000}
        value={text}
        problem={fieldProblem('text')}
        onChange={(event) => {
          submit.clear();
          setText(event.currentTarget.value);
        }}
      />
      <input
        ref={input}
        type="file"
        hidden
        aria-label={say('warning-lists.field.file')}
        accept=".csv,.tsv,.txt"
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file !== undefined) void file.arrayBuffer().then((bytes) => setText(textOf(bytes)));
          event.target.value = '';
        }}
      />
      <div>
        <Button size="small" icon={IconFileDescription} onClick={() => input.current?.click()}>
          {say('warning-lists.field.file')}
        </Button>
      </div>
      <TextField
        label={say('warning-lists.field.source')}
        maxLength={300}
        value={source}
        problem={fieldProblem('source')}
        onChange={(event) => setSource(event.currentTarget.value)}
      />
      <TextField
        label={say('warning-lists.field.effective')}
        type="date"
        value={effectiveOn}
        problem={fieldProblem('effectiveOn')}
        onChange={(event) => setEffectiveOn(event.currentTarget.value)}
      />
      {fieldProblem('text') === null && <Refusal problem={submit.problem} />}
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={!isReady}>
          {say('observables.edit.save')}
        </Button>
      </div>
    </form>
  );
}

/** UTF-8, or else Shift_JIS, as spreadsheets in Japan write. */
function textOf(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return new TextDecoder('shift_jis').decode(bytes);
  }
}
