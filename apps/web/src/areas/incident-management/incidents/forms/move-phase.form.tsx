import { type HandlingPhase, type PhaseMove, reasonedPhaseMoves } from '@matoi/contract/values';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Check, Choices, ProseField, TextField } from '../../../../ui/field.tsx';
import { useIncidentAct } from '../incident-act.hook.ts';
import { FormEnd } from './form-end.tsx';
import type { DialogProps } from './incident-dialogs.tsx';

type MoveProps = DialogProps & { readonly phase: HandlingPhase; readonly move: PhaseMove };

/** Moves a phase with what goes with it: a reason, another time, and which active phases go on. */
export function MovePhaseDialog({ incident, onClose, phase, move: first }: MoveProps) {
  const { say } = useSay();
  const { zone } = useReading();
  const form = useIncidentAct(incident);
  const problem = useFieldProblem(form.problem);
  const [move, setMove] = useState<PhaseMove>(first);
  const [reason, setReason] = useState('');
  const [local, setLocal] = useState('');
  const [keeps, setKeeps] = useState<readonly HandlingPhase[]>([]);
  const moves = incident.phases.find((one) => one.phase === phase)?.moves ?? [];
  const others = incident.phases.filter((one) => one.state === 'active' && one.phase !== phase);
  const endsOthers = move === 'advance' || move === 'back';
  const needsReason = reasonedPhaseMoves.some((one) => one === move);
  const at = local === '' ? null : instantOf(local, zone);

  const submit = async () => {
    const body = {
      phase,
      move,
      ...(endsOthers ? { keeps: [...keeps] } : {}),
      ...(at === null ? {} : { at: at.toISOString() }),
      ...(reason.trim() === '' ? {} : { reason }),
    };
    const isDone = await form.act({
      content: body,
      call: (idempotencyKey) =>
        call('POST /api/v1/incidents/{id}/phase-moves', {
          params: { id: incident.id },
          body,
          version: incident.version,
          idempotencyKey,
        }),
    });
    if (isDone) onClose();
  };

  return (
    <Dialog title={say('incidents.move.label', { phase: say(`incidents.phase.${phase}`) })} isOpen onClose={onClose}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Choices<PhaseMove>
          label={say('incidents.move.what')}
          value={move}
          options={moves.map((value) => ({ value, label: say(`incidents.move.${value}`).replace(/ ?…$/, '') }))}
          onChoose={setMove}
        />
        {endsOthers && others.length > 0 && (
          <fieldset className="m-field">
            <legend className="m-field-label">{say('incidents.move.keeps')}</legend>
            {others.map((one) => (
              <Check
                key={one.phase}
                label={say(`incidents.phase.${one.phase}`)}
                checked={keeps.includes(one.phase)}
                onChange={(event) =>
                  setKeeps(
                    event.currentTarget.checked ? [...keeps, one.phase] : keeps.filter((kept) => kept !== one.phase),
                  )
                }
              />
            ))}
          </fieldset>
        )}
        <TextField
          label={say('incidents.move.when', { zone })}
          hint={say('incidents.move.when-hint')}
          type="datetime-local"
          max={localInput(new Date(), zone)}
          value={local}
          onChange={(event) => setLocal(event.currentTarget.value)}
          problem={problem('at')}
        />
        <ProseField
          label={say(needsReason ? 'incidents.move.reason' : 'incidents.move.reason-optional')}
          required={needsReason}
          maxLength={2000}
          data-autofocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          problem={problem('reason')}
        />
        <FormEnd incident={incident} form={form} submit={say('incidents.move.submit')} onClose={onClose} />
      </form>
    </Dialog>
  );
}
