import { type IncidentFunction, incidentFunctions } from '@matoi/contract/values';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { useFieldProblem, Waiting } from '../../../../shared/refusal.tsx';
import { SearchSelect } from '../../../../ui/combobox.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Choices, Notice } from '../../../../ui/field.tsx';
import { useIncidentAct } from '../incident-act.hook.ts';
import { peopleQuery } from '../queries.ts';
import { FormEnd } from './form-end.tsx';
import type { DialogProps } from './incident-dialogs.tsx';

/** Gives somebody a function in the incident. */
export function GiveFunctionDialog({ incident, onClose }: DialogProps) {
  const { say } = useSay();
  const people = useQuery(peopleQuery);
  const form = useIncidentAct(incident);
  const problem = useFieldProblem(form.problem);
  const [accountId, setAccountId] = useState<string | null>(null);
  const [name, setName] = useState<IncidentFunction>('handler');
  const isNewCommander = name === 'commander' && incident.commander !== null && incident.commander.id !== accountId;

  const give = async () => {
    if (accountId === null) return;
    const body = { accountId, function: name };
    const isDone = await form.act({
      content: body,
      call: (idempotencyKey) =>
        call('POST /api/v1/incidents/{id}/functions', { params: { id: incident.id }, body, idempotencyKey }),
    });
    if (isDone) onClose();
  };

  return (
    <Dialog title={say('incidents.people.add-title')} isOpen onClose={onClose}>
      <form
        className="m-form"
        onSubmit={(event) => {
          event.preventDefault();
          void give();
        }}
      >
        {people.data === undefined ? (
          <Waiting query={people} />
        ) : (
          <SearchSelect
            label={say('incidents.people.who')}
            value={accountId}
            options={people.data.items.map((one) => ({ value: one.id, label: one.name }))}
            onChoose={setAccountId}
            nothing={say('platform.select.nothing')}
            problem={problem('accountId')}
            hasFocus
          />
        )}
        <Choices<IncidentFunction>
          label={say('incidents.people.function')}
          value={name}
          options={incidentFunctions.map((value) => ({ value, label: say(`terms.function.${value}`) }))}
          onChoose={setName}
          problem={problem('function')}
        />
        {isNewCommander && (
          <Notice tone="quiet">{say('incidents.people.hands-over', { name: incident.commander?.name ?? '' })}</Notice>
        )}
        <FormEnd
          incident={incident}
          form={form}
          submit={say('incidents.people.submit')}
          isReady={accountId !== null}
          onClose={onClose}
        />
      </form>
    </Dialog>
  );
}
