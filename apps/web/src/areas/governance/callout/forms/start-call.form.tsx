import { type CallNeeds, type CallWay, callNeeds, type TeamRoleKey } from '@matoi/contract/values';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem, Waiting } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Check, Choices, Notice, SelectField, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { type CallTarget, type CallTargets, callTargetsQuery } from '../queries.ts';
import '../sections/callout.css';

const kinds = ['duty', 'role', 'members', 'everyone'] as const;
type Kind = (typeof kinds)[number];
const waits = [1, 3, 5, 10, 15, 30] as const;

type Props = {
  /** Left out: an exercise, on no record. */
  readonly subject?: { readonly id: string; readonly isRestricted: boolean };
  readonly onClose: () => void;
};

/** Calls people for a record, or as an exercise: whom, on which ways, how long to wait, and why. */
export function StartCallForm({ subject, onClose }: Props) {
  const { say } = useSay();
  const targets = useQuery(callTargetsQuery);
  return (
    <Dialog
      title={say(subject === undefined ? 'call-outs.drill.title' : 'call-outs.start.title')}
      isOpen
      onClose={onClose}
      size={640}
    >
      {targets.data === undefined ? (
        <Waiting query={targets} />
      ) : (
        <Fields targets={targets.data} {...(subject === undefined ? {} : { subject })} onClose={onClose} />
      )}
    </Dialog>
  );
}

function Fields({ subject, targets, onClose }: Props & { readonly targets: CallTargets }) {
  const { say, locale } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problem = useFieldProblem(submit.problem);
  const held = targets.roles.filter(({ names }) => names.length > 0);
  const [kind, setKind] = useState<Kind>(targets.duty.length > 0 ? 'duty' : 'members');
  const [roleKey, setRoleKey] = useState<TeamRoleKey | ''>(held[0]?.key ?? '');
  const [memberIds, setMemberIds] = useState<readonly string[]>([]);
  const [ways, setWays] = useState<readonly CallWay[]>(
    targets.ways.filter(({ isReady }) => isReady).map(({ way }) => way),
  );
  const [needs, setNeeds] = useState<CallNeeds>(subject === undefined ? 'all' : 'one');
  const [waitMinutes, setWait] = useState(5);
  const [reason, setReason] = useState('');
  const isAnyReady = targets.ways.some(({ isReady }) => isReady);
  const chosen = targetsOf(targets, { kind, roleKey, memberIds });
  const start = async () => {
    // All that is ready is the same as all: what becomes ready until then is used too.
    const isAll = targets.ways.every(({ way, isReady }) => !isReady || ways.includes(way));
    const body = { targets: chosen, ways: isAll ? [] : [...ways], waitMinutes, needs, reason };
    const isDone = await submit.run([subject?.id, body], async (idempotencyKey) => {
      if (subject === undefined) await call('POST /api/v1/call-outs/drills', { body, idempotencyKey });
      else await call('POST /api/v1/call-outs', { body: { ...body, subjectId: subject.id }, idempotencyKey });
    });
    for (const root of ['call-out', 'journal-entry', 'message']) await queries.invalidateQueries({ queryKey: [root] });
    if (!isDone) return;
    toastDone(
      say(subject === undefined ? 'call-outs.toast.drill-started' : 'call-outs.toast.started'),
      say('platform.act.close'),
    );
    onClose();
  };
  if (targets.members.length === 0) return <Notice tone="amber">{say('call-outs.start.no-members')}</Notice>;
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void start();
      }}
    >
      {subject === undefined && <p className="m-second">{say('call-outs.drill.explained')}</p>}
      {subject?.isRestricted === true && <Notice tone="amber">{say('call-outs.start.restricted')}</Notice>}
      <Choices<Kind>
        label={say('call-outs.field.target')}
        value={kind}
        problem={problem('targets')}
        options={kinds.map((value) => ({ value, label: say(`call-outs.target-kind.${value}`) }))}
        onChoose={setKind}
      />
      {kind === 'duty' && (
        <p className="m-second">
          {targets.duty.length === 0
            ? say('call-outs.start.no-duty')
            : say('call-outs.start.duty', { names: targets.duty.map(({ name }) => name).join(' → ') })}
        </p>
      )}
      {kind === 'role' && (
        <SelectField
          label={say('call-outs.target-kind.role')}
          required
          value={roleKey}
          onChange={(event) => setRoleKey(event.currentTarget.value as TeamRoleKey)}
        >
          {held.map(({ key, name, names }) => (
            <option key={key} value={key}>{`${name[locale]}（${names.join('、')}）`}</option>
          ))}
        </SelectField>
      )}
      {kind === 'members' && (
        <fieldset className="m-field">
          <legend className="m-field-label">{say('call-outs.target-kind.members')}</legend>
          <div className="m-call-members">
            {targets.members.map((member) => (
              <Check
                key={member.id}
                label={
                  <>
                    {member.name}{' '}
                    <span className="m-second">
                      {member.ways.length === 0
                        ? say('call-outs.member.no-way')
                        : member.ways.map((way) => say(`call-outs.way.${way}`)).join('・')}
                    </span>
                  </>
                }
                checked={memberIds.includes(member.id)}
                onChange={(event) =>
                  setMemberIds(
                    event.currentTarget.checked
                      ? [...memberIds, member.id]
                      : memberIds.filter((one) => one !== member.id),
                  )
                }
              />
            ))}
          </div>
        </fieldset>
      )}
      <TextField
        label={say('call-outs.field.reason')}
        hint={say(subject === undefined ? 'call-outs.drill.reason-hint' : 'call-outs.start.reason-hint')}
        required
        maxLength={300}
        data-autofocus
        value={reason}
        problem={problem('reason')}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {!isAnyReady && <Notice tone="amber">{say('call-outs.start.no-way')}</Notice>}
      <fieldset className="m-field">
        <legend className="m-field-label">{say('call-outs.field.ways')}</legend>
        <div className="m-call-checks">
          {targets.ways.map(({ way, isReady }) => (
            <Check
              key={way}
              label={
                isReady
                  ? say(`call-outs.way.${way}`)
                  : say('call-outs.way.not-ready', { way: say(`call-outs.way.${way}`) })
              }
              disabled={!isReady}
              checked={ways.includes(way)}
              onChange={(event) =>
                setWays(event.currentTarget.checked ? [...ways, way] : ways.filter((one) => one !== way))
              }
            />
          ))}
        </div>
      </fieldset>
      <Choices<CallNeeds>
        label={say('call-outs.field.needs')}
        value={needs}
        options={callNeeds.map((value) => ({ value, label: say(`call-outs.needs.${value}`) }))}
        onChoose={setNeeds}
      />
      <SelectField
        label={say('call-outs.field.wait')}
        value={String(waitMinutes)}
        onChange={(event) => setWait(Number(event.currentTarget.value))}
      >
        {waits.map((minutes) => (
          <option key={minutes} value={minutes}>
            {say('call-outs.minutes', { count: minutes })}
          </option>
        ))}
      </SelectField>
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button
          kind="primary"
          type="submit"
          isBusy={submit.busy}
          disabled={chosen.length === 0 || (isAnyReady && ways.length === 0)}
        >
          {say(subject === undefined ? 'call-outs.drill.begin' : 'call-outs.act.call')}
        </Button>
      </div>
    </form>
  );
}

/** The targets of a choice, one step each: of the people on duty one after the other, in their order. */
function targetsOf(
  targets: CallTargets,
  {
    kind,
    roleKey,
    memberIds,
  }: { readonly kind: Kind; readonly roleKey: TeamRoleKey | ''; readonly memberIds: readonly string[] },
): CallTarget[] {
  switch (kind) {
    case 'duty':
      return targets.duty.slice(0, 4).map(({ rank }) => ({ kind: 'duty', rank }));
    case 'role':
      return roleKey === '' ? [] : [{ kind: 'role', roleKey }];
    case 'members':
      return memberIds.length === 0 ? [] : [{ kind: 'members', memberIds: [...memberIds] }];
    case 'everyone':
      return [{ kind: 'everyone' }];
  }
}
