import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, Choices, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { Authority } from '../queries.ts';
import '../sections/authority.css';

/** Gives one's authority to somebody else until a moment. */
export function DelegationForm({
  authority,
  onClose,
}: {
  readonly authority: Authority;
  readonly onClose: () => void;
}) {
  const { say, locale } = useSay();
  const { zone } = useReading();
  const now = useNow();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problemOf = useFieldProblem(submit.problem);
  const [from, setFrom] = useState(authority.ownMemberId ?? '');
  const [to, setTo] = useState('');
  const [isAll, setAll] = useState(true);
  const [kinds, setKinds] = useState<readonly string[]>([]);
  const [starts, setStarts] = useState(localInput(now, zone));
  const [ends, setEnds] = useState(localInput(new Date(now.getTime() + 86_400_000), zone));
  const [reason, setReason] = useState('');
  const [startsAt, endsAt] = [instantOf(starts, zone), instantOf(ends, zone)];
  const save = () => {
    const body = {
      fromMemberId: from,
      toMemberId: to,
      actionKinds: isAll ? [] : kinds,
      scope: { kind: 'all' as const, names: [] },
      startsAt: startsAt?.toISOString() ?? '',
      endsAt: endsAt?.toISOString() ?? '',
      reason: reason.trim(),
    };
    return submit.run(body, async (idempotencyKey) => {
      await call('POST /api/v1/delegations', { body, idempotencyKey });
      await queries.invalidateQueries({ queryKey: ['authority'] });
      toastDone(say('delegations.give.done'), say('platform.act.close'));
      onClose();
    });
  };
  const people = (except: string) =>
    authority.members
      .filter(({ id }) => id !== except)
      .map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ));
  const isReady =
    from !== '' &&
    to !== '' &&
    startsAt !== null &&
    endsAt !== null &&
    reason.trim() !== '' &&
    (isAll || kinds.length > 0);
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <p>{say('delegations.give.explained')}</p>
      <SelectField
        label={say('delegations.give.from')}
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      >
        <option value="" />
        {people(to)}
      </SelectField>
      <SelectField label={say('delegations.give.to')} value={to} onChange={(event) => setTo(event.currentTarget.value)}>
        <option value="" />
        {people(from)}
      </SelectField>
      <Choices
        label={say('delegations.give.actions')}
        value={isAll ? 'all' : 'some'}
        options={[
          { value: 'all', label: say('delegations.give.all-actions') },
          { value: 'some', label: say('delegations.give.some-actions') },
        ]}
        onChoose={(chosen) => setAll(chosen === 'all')}
      />
      {!isAll && (
        <fieldset className="m-authority-picks" aria-label={say('delegations.give.actions')}>
          {authority.actionKinds.map(({ code, name }) => (
            <Check
              key={code}
              label={name[locale]}
              checked={kinds.includes(code)}
              onChange={(event) =>
                setKinds(event.currentTarget.checked ? [...kinds, code] : kinds.filter((one) => one !== code))
              }
            />
          ))}
        </fieldset>
      )}
      <TextField
        label={say('delegations.give.starts', { zone })}
        type="datetime-local"
        required
        value={starts}
        onChange={(event) => setStarts(event.currentTarget.value)}
      />
      <TextField
        label={say('delegations.give.ends', { zone })}
        type="datetime-local"
        required
        value={ends}
        problem={submit.problem?.code === 'delegations.give.wrong-time' ? null : problemOf('endsAt')}
        onChange={(event) => setEnds(event.currentTarget.value)}
      />
      <ProseField
        label={say('delegations.give.reason')}
        required
        rows={2}
        maxLength={1_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={!isReady}>
          {say('delegations.give.act')}
        </Button>
      </div>
    </form>
  );
}
