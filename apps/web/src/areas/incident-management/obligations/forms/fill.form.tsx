import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { downloadText } from '../../../../ui/download.ts';
import { Notice, TextField } from '../../../../ui/field.tsx';
import { type MappedCell, mappingTemplate, readMapping } from '../cell-mapping.file.ts';
import type { Filing } from '../filing.queries.ts';
import { useDutyWords } from '../words.hook.ts';

const mostBytes = 1_400_000;
const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

type Filled = {
  readonly filled: number;
  readonly unknown: readonly string[];
  readonly kept: readonly string[];
  readonly unknownSheets: readonly string[];
};

/** The recipient's own form, filled by a file that says which field goes into which cell. */
export function FillForm({ filing, onClose }: { readonly filing: Filing; readonly onClose: () => void }) {
  const { say } = useSay();
  const { nameOf } = useDutyWords();
  const submit = useSubmit();
  const [form, setForm] = useState<File | null>(null);
  const [cells, setCells] = useState<readonly MappedCell[] | null>(null);
  const [isWrong, setWrong] = useState(false);
  const [filled, setFilled] = useState<Filled | null>(null);
  const isTooLarge = form !== null && form.size > mostBytes;
  const fill = () => {
    if (form === null || cells === null) return;
    return submit.run([form.name, form.size, form.lastModified, cells], async (idempotencyKey) => {
      const made = await call('POST /api/v1/filings/{id}/form', {
        params: { id: filing.id },
        body: { form: await base64Of(form), cells: [...cells] },
        idempotencyKey,
      });
      downloadBytes(made.name, made.content);
      setFilled(made);
    });
  };
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void fill();
      }}
    >
      <p>{say('filings.fill.explained')}</p>
      <TextField
        label={say('filings.fill.form')}
        hint={say('filings.fill.form-hint')}
        type="file"
        accept=".xlsx"
        required
        problem={isTooLarge ? say('filings.fill.too-large') : null}
        onChange={(event) => setForm(event.currentTarget.files?.[0] ?? null)}
      />
      <TextField
        label={say('filings.fill.mapping')}
        hint={say('filings.fill.mapping-hint')}
        type="file"
        accept="application/json,.json"
        required
        problem={isWrong ? say('filings.fill.wrong-mapping') : null}
        onChange={async (event) => {
          const [file] = event.currentTarget.files ?? [];
          const read = file === undefined ? null : readMapping(await file.text());
          setCells(read);
          setWrong(file !== undefined && read === null);
        }}
      />
      <div>
        <Button size="small" kind="plain" onClick={() => downloadText('cell-mapping.json', mappingTemplate(filing))}>
          {say('filings.fill.template')}
        </Button>
      </div>
      <Refusal problem={submit.problem} />
      {filled !== null && (
        <Notice
          tone={filled.unknown.length + filled.kept.length + filled.unknownSheets.length === 0 ? 'green' : 'amber'}
        >
          <p>{say('filings.fill.done', { count: filled.filled })}</p>
          {filled.unknown.length > 0 && (
            <p>{say('filings.fill.unknown', { names: filled.unknown.map(nameOf).join('、') })}</p>
          )}
          {filled.kept.length > 0 && <p>{say('filings.fill.kept', { cells: filled.kept.join('、') })}</p>}
          {filled.unknownSheets.length > 0 && (
            <p>{say('filings.fill.unknown-sheets', { names: filled.unknownSheets.join('、') })}</p>
          )}
        </Notice>
      )}
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.close')}</Button>
        <Button
          type="submit"
          kind="primary"
          isBusy={submit.busy}
          disabled={form === null || cells === null || isTooLarge}
        >
          {say('filings.fill.act')}
        </Button>
      </div>
    </form>
  );
}

async function base64Of(file: File): Promise<string> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8_192) text += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(text);
}

function downloadBytes(name: string, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: workbook }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
