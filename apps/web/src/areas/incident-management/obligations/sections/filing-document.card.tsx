import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { documentLink, type Filing } from '../filing.queries.ts';
import { FillForm } from '../forms/fill.form.tsx';

/** The filing as a document, or in the form that its recipient wants. */
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
      {may('filings.fill') && (
        <p>
          <Button size="small" onClick={() => setFilling(true)}>
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
