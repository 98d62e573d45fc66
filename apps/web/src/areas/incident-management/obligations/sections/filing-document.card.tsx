import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { documentLink, type Filing } from '../filing.queries.ts';
import { FillForm } from '../forms/fill.form.tsx';
import { downloadWorkbook } from '../workbook.file.ts';
import { type Filled, FilledPart } from './filled.part.tsx';

/** The filing as a document, or in the form that its recipient wants: one that is kept, or one that somebody has at hand. */
export function FilingDocumentCard({ filing }: { readonly filing: Filing }) {
  const { say } = useSay();
  const { may } = useMe();
  const [isFilling, setFilling] = useState(false);
  return (
    <Card title={say('filings.document.title')}>
      <p className="m-row">
        {(['pdf', 'docx', 'txt'] as const).map((format) => (
          <a key={format} href={documentLink(filing.id, format)}>
            {say(`filings.format.${format}`)}
          </a>
        ))}
      </p>
      {filing.filed === null && <p className="m-second">{say('filings.document.draft')}</p>}
      {may('filings.fill-kept') && filing.forms.length > 0 && <KeptForms filing={filing} />}
      {may('filings.fill') && (
        <p>
          <Button size="small" kind={filing.forms.length > 0 ? 'plain' : 'outline'} onClick={() => setFilling(true)}>
            {say('filings.fill.open')}
          </Button>
        </p>
      )}
      <Dialog title={say('filings.fill.title')} isOpen={isFilling} onClose={() => setFilling(false)} size={560}>
        <FillForm filing={filing} onClose={() => setFilling(false)} />
      </Dialog>
    </Card>
  );
}

function KeptForms({ filing }: { readonly filing: Filing }) {
  const { say } = useSay();
  const submit = useSubmit();
  const [filled, setFilled] = useState<Filled | null>(null);
  const fill = (formId: string) =>
    submit.run([filing.contentHash, formId], async (idempotencyKey) => {
      const made = await call('POST /api/v1/filings/{id}/kept-form', {
        params: { id: filing.id },
        body: { formId },
        idempotencyKey,
      });
      downloadWorkbook(made.name, made.content);
      setFilled(made);
    });
  return (
    <>
      <p className="m-row">
        {filing.forms.map(({ id, name }) => (
          <Button key={id} size="small" isBusy={submit.busy} onClick={() => void fill(id)}>
            {say('filings.fill.kept-open', { name })}
          </Button>
        ))}
      </p>
      <p className="m-second">{say('filings.fill.kept-hint')}</p>
      <Refusal problem={submit.problem} />
      {filled !== null && <FilledPart filled={filled} />}
    </>
  );
}
