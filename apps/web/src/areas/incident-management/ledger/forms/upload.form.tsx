import { ledgerFileLimit } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useRef, useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { useGo } from '../../../../shared/link.tsx';
import { Refusal } from '../../../../shared/refusal.tsx';
import { Sending, useSent } from '../../../../shared/sending.tsx';
import { fileSize } from '../../../../shared/sizes.format.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { IconFileDescription } from '../../../../ui/icons.ts';
import { ledgerImportLink } from '../links.ts';

/** Takes a ledger file by choosing or dropping it, and goes on to its columns. */
export function UploadForm() {
  const { say } = useSay();
  const go = useGo();
  const queries = useQueryClient();
  const submit = useSubmit();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [isTooLarge, setTooLarge] = useState(false);
  const [sending, setSending] = useState('');
  const sent = useSent();
  const limit = fileSize(ledgerFileLimit);

  const send = (file: File | undefined) => {
    if (file === undefined) return;
    setTooLarge(file.size > ledgerFileLimit);
    if (file.size > ledgerFileLimit) return;
    void submit.run([file.name, file.size, file.lastModified], async () => {
      const query = { fileName: file.name.slice(-200) };
      setSending(file.name);
      sent.begin();
      const made = await call('POST /api/v1/ledger-imports', { query, body: {}, file, onSent: sent.onSent }).finally(
        sent.end,
      );
      queries.setQueryData(['ledger-import', 'one', made.number], made);
      await queries.invalidateQueries({ queryKey: ['ledger-import', 'list'] });
      go(ledgerImportLink(made.number));
    });
    if (input.current !== null) input.current.value = '';
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    send(event.dataTransfer.files[0]);
  };

  return (
    <Card title={say('ledger.upload.title')}>
      <div className="m-form">
        <p>{say('ledger.upload.text')}</p>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is one more way; the button does the same */}
        <div
          className="m-ledger-drop"
          data-over={isOver}
          onDragOver={(event) => {
            event.preventDefault();
            setOver(true);
          }}
          onDragLeave={() => setOver(false)}
          onDrop={drop}
        >
          <input
            ref={input}
            type="file"
            hidden
            aria-label={say('ledger.upload.choose')}
            accept=".xlsx,.xlsm,.csv,.tsv,.txt"
            onChange={(event) => send(event.target.files?.[0])}
          />
          <Button kind="primary" icon={IconFileDescription} isBusy={submit.busy} onClick={() => input.current?.click()}>
            {say(submit.busy ? 'ledger.upload.busy' : 'ledger.upload.choose')}
          </Button>
          <span>{say('ledger.upload.drop')}</span>
          <span className="m-second">{say('ledger.upload.kinds', { limit })}</span>
        </div>
        {sent.share !== null && <Sending name={sending} share={sent.share} />}
        {isTooLarge && <Notice tone="red">{say('ledger.upload.too-large', { limit })}</Notice>}
        <Refusal problem={submit.problem} />
      </div>
    </Card>
  );
}
