import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { CopyField } from '../../../../ui/copy-field.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice } from '../../../../ui/field.tsx';
import type { CalledPerson } from '../queries.ts';

/** Shows the page of somebody who was called, to be given by other means than mail. Who asked for it is noted. */
export function CallLinkForm({ person, onClose }: { readonly person: CalledPerson; readonly onClose: () => void }) {
  const { say } = useSay();
  const submit = useSubmit();
  const [link, setLink] = useState<string | null>(null);
  const show = () =>
    submit.run([person.id, Date.now()], async () => {
      const shown = await call('POST /api/v1/call-out-people/{id}/link', { params: { id: person.id }, body: {} });
      setLink(shown.link);
    });
  return (
    <Dialog title={say('call-outs.link.title', { name: person.name })} isOpen onClose={onClose} size={640}>
      <div className="m-form">
        <Notice tone="amber">{say('call-outs.link.explained')}</Notice>
        {link !== null && (
          <CopyField
            label={say('call-outs.link.label')}
            value={link}
            copyLabel={say('platform.act.copy')}
            copiedLabel={say('platform.act.copied')}
          />
        )}
        <Refusal problem={submit.problem} />
        <div className="m-dialog-end">
          <Button onClick={onClose}>{say('platform.act.close')}</Button>
          {link === null && (
            <Button kind="primary" isBusy={submit.busy} onClick={() => void show()}>
              {say('call-outs.act.link')}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}
