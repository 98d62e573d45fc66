import { type ScopeState, scopeStates } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { instantOf, localInput } from '../../../../shared/moments.format.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Notice, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { needsReason, nextStates } from '../items.rules.ts';
import type { ScopeItem } from '../queries.ts';

type Props = {
  readonly subjectId: string;
  readonly items: readonly ScopeItem[];
  /** The state that was chosen already; null lets it be chosen here. */
  readonly to: ScopeState | null;
  readonly onClose: () => void;
};

/** One item or many into another state, with the reason and since when. */
export function MoveForm({ subjectId, items, to, onClose }: Props) {
  const { say } = useSay();
  const { zone } = useReading();
  const queries = useQueryClient();
  const submit = useSubmit();
  const fieldProblem = useFieldProblem(submit.problem);
  const possible = scopeStates.filter((state) => items.some((item) => nextStates(item.state).includes(state)));
  const [state, setState] = useState<ScopeState | null>(to ?? possible[0] ?? null);
  const [reason, setReason] = useState('');
  const [since, setSince] = useState('');
  const [left, setLeft] = useState<{
    readonly stale: readonly string[];
    readonly impossible: readonly string[];
  } | null>(null);
  const mustSay = state !== null && items.some((item) => needsReason(item.state, state));

  const move = async () => {
    if (state === null) return;
    const at = since === '' ? null : instantOf(since, zone);
    const body = { state, reason: reason.trim(), ...(at === null ? {} : { since: at.toISOString() }) };
    const [only] = items;
    await submit.run([items.map(({ id, version }) => [id, version]), body], async (idempotencyKey) => {
      if (items.length === 1 && only !== undefined) {
        const { id, version } = only;
        await call('POST /api/v1/scope-items/{id}/move', { params: { id }, body, version, idempotencyKey });
        onClose();
        return;
      }
      const versions = items.map(({ id, version }) => ({ id, version }));
      const answer = await call('POST /api/v1/scope-items/move', {
        body: { subjectId, items: versions, ...body },
        idempotencyKey,
      });
      toastDone(say('scope.move.done', { count: answer.moved }), say('platform.act.close'));
      if (answer.stale.length + answer.impossible.length === 0) onClose();
      else setLeft(answer);
    });
    await queries.invalidateQueries({ queryKey: ['scope-item'] });
  };

  if (left !== null) {
    return (
      <div className="m-form">
        {left.stale.length > 0 && (
          <Notice tone="amber">{say('scope.move.stale', { names: some(left.stale), count: left.stale.length })}</Notice>
        )}
        {left.impossible.length > 0 && (
          <Notice tone="amber">
            {say('scope.move.impossible', { names: some(left.impossible), count: left.impossible.length })}
          </Notice>
        )}
        <div className="m-dialog-end">
          <Button kind="primary" onClick={onClose}>
            {say('platform.act.close')}
          </Button>
        </div>
      </div>
    );
  }
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void move();
      }}
    >
      <p className="m-typed">
        {say('scope.move.which', { count: items.length, names: some(items.map(({ name }) => name)) })}
      </p>
      <SelectField
        label={say('scope.field.state')}
        value={state ?? ''}
        onChange={(event) => setState(scopeStates.find((one) => one === event.currentTarget.value) ?? null)}
      >
        {possible.map((one) => (
          <option key={one} value={one}>
            {say(`scope.state.${one}`)}
          </option>
        ))}
      </SelectField>
      <ProseField
        label={say(mustSay ? 'scope.field.reason' : 'scope.move.reason-optional')}
        required={mustSay}
        rows={3}
        maxLength={2_000}
        data-autofocus
        value={reason}
        problem={fieldProblem('reason')}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <TextField
        label={say('scope.move.since', { zone })}
        hint={say('scope.move.since-hint')}
        type="datetime-local"
        max={localInput(new Date(), zone)}
        value={since}
        problem={fieldProblem('since')}
        onChange={(event) => setSince(event.currentTarget.value)}
      />
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={state === null}>
          {say('scope.move.act')}
        </Button>
      </div>
    </form>
  );
}

/** The first names of many. */
function some(names: readonly string[]): string {
  return names.length > 5 ? `${names.slice(0, 5).join(', ')}, …` : names.join(', ');
}
