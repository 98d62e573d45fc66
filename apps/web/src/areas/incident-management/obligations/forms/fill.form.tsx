import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { downloadText } from '../../../../ui/download.ts';
import { type MappedCell, mappingTemplate } from '../cell-mapping.file.ts';
import type { Filing } from '../filing.queries.ts';
import { type Filled, FilledPart } from '../sections/filled.part.tsx';
import { base64Of, downloadWorkbook } from '../workbook.file.ts';
import { MappingField, WorkbookField } from './mapping.field.tsx';

/** A form of the recipient that is not kept, filled by a file that says which field goes into which cell. */
export function FillForm({ filing, onClose }: { readonly filing: Filing; readonly onClose: () => void }) {
  const { say } = useSay();
  const submit = useSubmit();
  const [form, setForm] = useState<File | null>(null);
  const [cells, setCells] = useState<readonly MappedCell[] | null>(null);
  const [filled, setFilled] = useState<Filled | null>(null);
  const fill = () => {
    if (form === null || cells === null) return;
    return submit.run([form.name, form.size, form.lastModified, cells], async (idempotencyKey) => {
      const made = await call('POST /api/v1/filings/{id}/form', {
        params: { id: filing.id },
        body: { form: await base64Of(form), cells: [...cells] },
        idempotencyKey,
      });
      downloadWorkbook(made.name, made.content);
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
      <WorkbookField hint={say('filings.fill.form-hint')} onChoose={setForm} />
      <MappingField hint={say('filings.fill.mapping-hint')} isRequired onChoose={setCells} />
      <div>
        <Button
          size="small"
          kind="plain"
          onClick={() =>
            downloadText('cell-mapping.json', mappingTemplate(filing.sections.flatMap(({ items }) => items)))
          }
        >
          {say('filings.fill.template')}
        </Button>
      </div>
      <Refusal problem={submit.problem} />
      {filled !== null && <FilledPart filled={filled} />}
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.close')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={form === null || cells === null}>
          {say('filings.fill.act')}
        </Button>
      </div>
    </form>
  );
}
