import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem, Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Notice, TextField } from '../../../../ui/field.tsx';
import { IconLock, IconLockOpen, IconPlus } from '../../../../ui/icons.ts';
import { toastDone } from '../../../../ui/toast.ts';
import { MemberChecks } from '../forms/member-checks.tsx';
import { compartmentsQuery } from '../queries.ts';
import '../compartments.css';

/** Moves a record into another compartment; a commander may make the compartment in the same step. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const [isOpen, setOpen] = useState(false);
  if (!subject.can.restrict) return null;
  return (
    <>
      <Button icon={IconLock} onClick={() => setOpen(true)}>
        {say('compartments.restrict.act')}
      </Button>
      <Dialog
        title={say('compartments.restrict.title', { number: subject.number })}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
      >
        <RestrictForm subject={subject} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function RestrictForm({ subject, onClose }: SectionProps & { readonly onClose: () => void }) {
  const { say } = useSay();
  const { may } = useMe();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const list = useQuery(compartmentsQuery);
  const [chosen, setChosen] = useState<number | 'new' | null>(null);
  const [name, setName] = useState('');
  const [memberIds, setMemberIds] = useState<string[]>([]);
  const isCommander = may('compartments.create');
  const options = list.data?.items.filter(
    ({ id, isOpen }) => id !== subject.compartment.id && (!isOpen || isCommander),
  );

  const restrict = async () => {
    const isDone = await submit.run({ chosen, name, memberIds }, async (idempotencyKey) => {
      let compartmentId = chosen;
      if (compartmentId === 'new') {
        // The same key answers the compartment that a first try already made.
        const made = await call('POST /api/v1/compartments', { body: { name, memberIds }, idempotencyKey });
        compartmentId = made.id;
        await queries.invalidateQueries({ queryKey: ['compartment'] });
        setChosen(made.id);
      }
      if (compartmentId === null) return;
      await call('POST /api/v1/subjects/{id}/restrict', {
        params: { id: subject.id },
        body: { compartmentId },
        idempotencyKey: `${idempotencyKey}-move`,
      });
      await queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    });
    if (!isDone) return;
    onClose();
    toastDone(say('compartments.restrict.done', { number: subject.number }), say('platform.act.close'));
  };

  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void restrict();
      }}
    >
      <p>{say('compartments.restrict.text')}</p>
      {options === undefined && <Waiting query={list} />}
      <fieldset className="m-field">
        <legend className="m-field-label">{say('compartments.restrict.label')}</legend>
        <div className="m-options">
          {options?.map((option) => (
            <label key={option.id} className="m-choice">
              <input
                type="radio"
                name="compartment"
                checked={chosen === option.id}
                onChange={() => setChosen(option.id)}
              />
              {option.isOpen ? (
                <IconLockOpen size={16} stroke={1.75} aria-hidden="true" />
              ) : (
                <IconLock size={16} stroke={1.75} aria-hidden="true" />
              )}
              {option.isOpen ? say('terms.open-compartment') : option.name}
              {!option.isOpen && (
                <span className="m-second">{say('compartments.list.members', { count: option.members.length })}</span>
              )}
            </label>
          ))}
          {isCommander && (
            <label className="m-choice">
              <input type="radio" name="compartment" checked={chosen === 'new'} onChange={() => setChosen('new')} />
              <IconPlus size={16} stroke={1.75} aria-hidden="true" />
              {say('compartments.restrict.new')}
            </label>
          )}
        </div>
      </fieldset>
      {options?.length === 0 && !isCommander && <Notice tone="quiet">{say('compartments.restrict.none')}</Notice>}
      {chosen === 'new' && (
        <>
          <TextField
            label={say('compartments.field.name')}
            hint={say('compartments.field.name-hint')}
            required
            maxLength={100}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            problem={fieldProblem('name')}
          />
          <MemberChecks value={memberIds} onChange={setMemberIds} />
        </>
      )}
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button kind="primary" type="submit" isBusy={submit.busy} disabled={chosen === null}>
          {say('compartments.restrict.submit')}
        </Button>
      </div>
    </form>
  );
}
