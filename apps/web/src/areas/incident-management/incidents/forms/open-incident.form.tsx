import { useQueryClient } from '@tanstack/react-query';
import { call } from '../../../../shared/api.client.ts';
import { useDraft } from '../../../../shared/draft.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { useGo } from '../../../../shared/link.tsx';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { incidentLink } from '../links.ts';

/** とりあえず起票: a title is enough, everything else comes later. */
export function FileNowDialog({ onClose }: { readonly onClose: () => void }) {
  const { say } = useSay();
  const go = useGo();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const title = useDraft('incident.title');
  const open = () => {
    const body = { title: title.text };
    return submit.run(body, async (idempotencyKey) => {
      const incident = await call('POST /api/v1/incidents', { body, idempotencyKey });
      title.drop();
      await queries.invalidateQueries({ queryKey: ['incident'] });
      onClose();
      go(incidentLink(incident.number));
      toastDone(say('incidents.open.done', { number: incident.number }), say('platform.act.close'));
    });
  };
  return (
    <Dialog title={say('incidents.open.title')} isOpen onClose={onClose}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void open();
        }}
      >
        <TextField
          label={say('incidents.field.title')}
          hint={say('incidents.open.hint')}
          required
          maxLength={300}
          data-autofocus
          value={title.text}
          onChange={(event) => title.write(event.currentTarget.value)}
          problem={fieldProblem('title')}
        />
        <Refusal problem={submit.problem} />
        <div className="m-dialog-end">
          <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
          <Button kind="primary" type="submit" isBusy={submit.busy}>
            {say('incidents.open.submit')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
