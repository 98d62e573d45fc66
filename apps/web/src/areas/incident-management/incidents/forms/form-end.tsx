import type { ReactNode } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Refusal } from '../../../../shared/refusal.tsx';
import type { Submit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Chip } from '../../../../ui/card.tsx';
import type { Incident } from '../queries.ts';

type FormEndProps = {
  readonly incident: Incident;
  readonly form: Submit;
  readonly submit: ReactNode;
  readonly isReady?: boolean;
  readonly onClose: () => void;
};

/** The refusal and the buttons of a dialog; after a stale one also what the incident is now, beside what was typed. */
export function FormEnd({ incident, form, submit, isReady = true, onClose }: FormEndProps) {
  const { say } = useSay();
  return (
    <>
      <Refusal problem={form.problem} />
      {form.problem?.code === 'record.change.stale' && (
        <div className="m-row">
          <span className="m-second">{say('incidents.stale.now')}</span>
          <Chip>{say(`terms.incident.phase.${incident.phase}`)}</Chip>
          <span className="m-strong">{incident.title}</span>
        </div>
      )}
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={form.busy} disabled={!isReady}>
          {submit}
        </Button>
      </div>
    </>
  );
}
