import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { SelectField, TextField } from '../../../../ui/field.tsx';
import { type Filing, proofsQuery } from '../filing.queries.ts';

type Props = {
  readonly filing: Filing;
  readonly onClose: () => void;
  readonly onFiled: (saved: Filing) => Promise<void>;
};

/** When, by which way, with which number it reached its recipient. It cannot be changed afterwards, and says so. */
export function FileForm({ filing, onClose, onFiled }: Props) {
  const { say, locale } = useSay();
  const { zone } = useReading();
  const now = useNow();
  const submit = useSubmit();
  const problemOf = useFieldProblem(submit.problem);
  const files = useQuery(proofsQuery(filing.subject.id));
  const [local, setLocal] = useState(localInput(now, zone));
  const [channel, setChannel] = useState(filing.channel?.[locale] ?? '');
  const [receipt, setReceipt] = useState('');
  const [fileId, setFileId] = useState('');
  const filedAt = instantOf(local, zone);
  const save = () =>
    submit.run([filing.version, local, channel, receipt, fileId], async (idempotencyKey) => {
      const saved = await call('POST /api/v1/filings/{id}/file', {
        params: { id: filing.id },
        version: filing.version,
        body: {
          contentHash: filing.contentHash,
          filedAt: filedAt?.toISOString() ?? '',
          channel: channel.trim(),
          receipt: receipt.trim(),
          fileId: fileId === '' ? null : fileId,
        },
        idempotencyKey,
      });
      await onFiled(saved);
    });
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p>{say('filings.file.explained')}</p>
      <TextField
        label={say('filings.file.at', { zone })}
        type="datetime-local"
        required
        value={local}
        problem={filedAt === null ? say('obligations.fact.wrong') : problemOf('filedAt')}
        onChange={(event) => setLocal(event.currentTarget.value)}
      />
      <TextField
        label={say('filings.filed.channel')}
        hint={say('filings.file.channel-hint')}
        required
        maxLength={300}
        value={channel}
        problem={problemOf('channel')}
        onChange={(event) => setChannel(event.currentTarget.value)}
      />
      <TextField
        label={say('filings.file.receipt')}
        maxLength={200}
        value={receipt}
        problem={problemOf('receipt')}
        onChange={(event) => setReceipt(event.currentTarget.value)}
      />
      <SelectField
        label={say('filings.file.file')}
        hint={say('filings.file.file-hint')}
        value={fileId}
        onChange={(event) => setFileId(event.currentTarget.value)}
      >
        <option value="">{say('filings.file.no-file')}</option>
        {(files.data?.items ?? []).map((file) => (
          <option key={file.id} value={file.id}>
            {file.name}
          </option>
        ))}
      </SelectField>
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={filedAt === null || channel.trim() === ''}>
          {say('filings.file.save')}
        </Button>
      </div>
    </form>
  );
}
