import { type ObservableColumn, observableColumns, observableTableLimit } from '@matoi/contract/values';
import { useRef, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { fileSize } from '../../../../shared/sizes.format.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Chip } from '../../../../ui/card.tsx';
import { Notice, ProseField, SelectField } from '../../../../ui/field.tsx';
import { IconFileDescription } from '../../../../ui/icons.ts';
import { TlpChip } from '../../../../ui/tlp-chip.tsx';
import { useDoneWithUndo } from '../corrections.hook.ts';
import { papText, withColumn } from '../marks.rules.ts';
import type { TableRead } from '../queries.ts';
import { WarningChips } from '../sections/observable-row.tsx';

type Props = { readonly subjectId: string; readonly onClose: () => void };

/** A table of observables: what its columns mean, what its rows bring, and taking it over at once. */
export function ImportTableForm({ subjectId, onClose }: Props) {
  const { say } = useSay();
  const submit = useSubmit();
  const done = useDoneWithUndo();
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [file, setFile] = useState<Blob | null>(null);
  const [isTooLarge, setTooLarge] = useState(false);
  const [read, setRead] = useState<TableRead | null>(null);

  const look = (blob: Blob, columns?: readonly ObservableColumn[]) => {
    setTooLarge(blob.size > observableTableLimit);
    if (blob.size > observableTableLimit) return;
    void submit.run([blob.size, columns, Date.now()], async () => {
      const query = { subjectId, ...(columns === undefined ? {} : { columns: columns.join(',') }) };
      setRead(await call('POST /api/v1/observables/read-table', { query, body: {}, file: blob }));
      setFile(blob);
    });
  };
  const run = () =>
    submit.run(['import', file?.size, read?.columns], async () => {
      if (file === null || read === null) return;
      const query = { subjectId, columns: read.columns.join(',') };
      const { changed, changeIds } = await call('POST /api/v1/observables/import', { query, body: {}, file });
      await done(say('observables.import.done', { count: changed }), changeIds);
      onClose();
    });
  if (read === null)
    return (
      <form
        className="m-stack"
        onSubmit={(event) => {
          event.preventDefault();
          look(new Blob([text]));
        }}
      >
        <p className="m-second">{say('observables.import.about')}</p>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={say('observables.import.choose')}
          accept=".csv,.tsv,.txt,.xlsx"
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            if (chosen !== undefined) look(chosen);
            event.target.value = '';
          }}
        />
        <div>
          <Button icon={IconFileDescription} isBusy={submit.busy} onClick={() => input.current?.click()}>
            {say('observables.import.choose')}
          </Button>
        </div>
        <ProseField
          label={say('observables.import.paste')}
          rows={6}
          maxLength={1_000_000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        {isTooLarge && (
          <Notice tone="red">
            {say('observables.import.too-large')} ({fileSize(observableTableLimit)})
          </Notice>
        )}
        <Refusal problem={submit.problem} />
        <div className="m-dialog-end">
          <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
          <Button type="submit" kind="primary" isBusy={submit.busy} disabled={text.trim() === ''}>
            {say('observables.import.read')}
          </Button>
        </div>
      </form>
    );
  const { counts, rows } = read;
  const hidden = counts.good + counts.bad - rows.length;
  return (
    <div className="m-stack">
      <fieldset className="m-field">
        <legend className="m-field-label">{say('observables.import.columns')}</legend>
        <div className="m-observables-columns">
          {read.columns.map((column, at) => (
            <SelectField
              // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place alone
              key={at}
              label={read.headings[at] || say('observables.import.column', { at: at + 1 })}
              value={column}
              disabled={submit.busy}
              onChange={(event) => {
                const meaning = observableColumns.find((one) => one === event.currentTarget.value) ?? 'ignore';
                const columns = withColumn<Exclude<ObservableColumn, 'ignore'>>(read.columns, at, meaning);
                if (!columns.includes('value') || file === null) return;
                look(file, columns);
              }}
            >
              {observableColumns.map((one) => (
                <option key={one} value={one}>
                  {say(`observables.import.column.${one}`)}
                </option>
              ))}
            </SelectField>
          ))}
        </div>
      </fieldset>
      <p className="m-strong">{say('observables.import.counts', { good: counts.good, bad: counts.bad })}</p>
      {counts.there > 0 && <p className="m-second">{say('observables.import.there', { count: counts.there })}</p>}
      {read.isCut && <Notice tone="amber">{say('observables.import.cut')}</Notice>}
      <ul className="m-observables-read">
        {rows.map((row) => (
          <li key={row.row}>
            <span className="m-second">{say('observables.import.row', { row: row.row })}</span>
            <TableRow row={row} />
          </li>
        ))}
      </ul>
      {hidden > 0 && <p className="m-second">{say('observables.import.shown', { count: rows.length })}</p>}
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={() => setRead(null)}>{say('observables.import.back')}</Button>
        <Button kind="primary" isBusy={submit.busy} disabled={counts.good === 0} onClick={() => void run()}>
          {say('observables.import.run', { count: counts.good })}
        </Button>
      </div>
    </div>
  );
}

/** What a row brings, or why it is left out. */
function TableRow({ row }: { readonly row: TableRead['rows'][number] }) {
  const { say } = useSay();
  if (row.problem !== null)
    return (
      <div className="m-observable-line">
        <Chip tone="amber">{say(`observables.import.problem.${row.problem}`)}</Chip>
        <span className="m-mono m-observable-snippet">{row.written}</span>
      </div>
    );
  return (
    <div>
      <div className="m-observable-line">
        <span className="m-mono m-observable-value">{row.defanged}</span>
        {row.type !== null && <span className="m-second">{say(`observables.type.${row.type}`)}</span>}
        {row.isThere && <Chip>{say('observables.import.is-there')}</Chip>}
        {row.role !== 'unknown' && <Chip>{say(`observables.role.${row.role}`)}</Chip>}
        {row.tlp !== null && <TlpChip label={row.tlp} />}
        {row.pap !== null && <Chip>{papText(row.pap)}</Chip>}
        {row.tags.map((tag) => (
          <Chip key={tag}>{tag}</Chip>
        ))}
        <WarningChips warnings={row.warnings} />
      </div>
      {row.note !== '' && <div className="m-observable-snippet m-typed">{row.note}</div>}
    </div>
  );
}
