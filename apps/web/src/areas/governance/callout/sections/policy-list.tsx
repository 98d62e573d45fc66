import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal } from '../../../../shared/refusal.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { Empty } from '../../../../ui/page.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { PolicyForm } from '../forms/policy.form.tsx';
import { newPolicy } from '../policy.draft.ts';
import type { CallPolicies, CallPolicy, CallTargets, TriedPolicies } from '../queries.ts';
import { targetText } from '../target.words.ts';

type Props = { readonly saved: CallPolicies; readonly targets: CallTargets };

/** The rules of the team: what calls whom, in which order; switched on and off, tried on the past, changed. */
export function PolicyList({ saved: answered, targets }: Props) {
  const { say } = useSay();
  // What comes with the program has a name in the language of the reader, until the team keeps it as its own.
  const named = (policy: CallPolicy) => ({ ...policy, name: say('call-outs.policy.proposal-name') });
  const saved = answered.isProposal ? { ...answered, policies: answered.policies.map(named) } : answered;
  const { may } = useMe();
  const queries = useQueryClient();
  const submit = useSubmit();
  const [edited, setEdited] = useState<CallPolicy | null>(null);
  const [tried, setTried] = useState<TriedPolicies | null>(null);
  const mayChange = may('call-policies.set');

  const set = async (policies: readonly CallPolicy[]) => {
    const isDone = await submit.run([saved.version, policies], async (idempotencyKey) => {
      await call('POST /api/v1/call-policies', {
        body: { version: saved.version, policies: [...policies] },
        idempotencyKey,
      });
    });
    for (const root of ['call-out-setting', 'call-out']) await queries.invalidateQueries({ queryKey: [root] });
    if (isDone) toastDone(say('call-outs.policy.saved'), say('platform.act.close'));
    return isDone;
  };
  const keep = (policy: CallPolicy) =>
    set(
      saved.policies.some(({ id }) => id === policy.id)
        ? saved.policies.map((one) => (one.id === policy.id ? policy : one))
        : [...saved.policies, policy],
    );
  const tryAll = () =>
    submit.run([saved.version, 'try', Date.now()], async () => {
      setTried(await call('POST /api/v1/call-policies/try', { body: { policies: saved.policies } }));
    });

  return (
    <Card
      title={say('call-outs.policy.title')}
      actions={
        mayChange && (
          <div className="m-row">
            <Button size="small" kind="plain" isBusy={submit.busy} onClick={() => void tryAll()}>
              {say('call-outs.policy.try')}
            </Button>
            <Button size="small" onClick={() => setEdited(newPolicy(crypto.randomUUID(), say('call-outs.policy.new')))}>
              {say('call-outs.policy.add')}
            </Button>
          </div>
        )
      }
      isTight
    >
      {saved.isProposal && (
        <div className="m-call-board-hint">
          <Notice tone="quiet">{say('call-outs.policy.proposal')}</Notice>
        </div>
      )}
      <Refusal problem={submit.problem} />
      {saved.policies.length === 0 && <Empty>{say('call-outs.policy.empty')}</Empty>}
      <ul>
        {saved.policies.map((policy) => (
          <PolicyItem
            key={policy.id}
            policy={policy}
            targets={targets}
            tried={tried?.items.find(({ policyId }) => policyId === policy.id) ?? null}
            isBusy={submit.busy}
            onSwitch={mayChange ? () => void keep({ ...policy, isOn: !policy.isOn }) : null}
            onEdit={mayChange ? () => setEdited(policy) : null}
          />
        ))}
      </ul>
      {saved.setAt !== null && (
        <p className="m-call-none m-second">
          {say('call-outs.policy.set-by', { name: saved.setBy?.name ?? '' })} <Moment at={saved.setAt} as="short" />
        </p>
      )}
      {edited !== null && (
        <PolicyForm
          policy={edited}
          targets={targets}
          isNew={!saved.policies.some(({ id }) => id === edited.id)}
          problem={submit.problem}
          isBusy={submit.busy}
          onClose={() => setEdited(null)}
          onSave={async (policy) => {
            if (await keep(policy)) setEdited(null);
          }}
          onRemove={async () => {
            if (await set(saved.policies.filter(({ id }) => id !== edited.id))) setEdited(null);
          }}
        />
      )}
    </Card>
  );
}

type ItemProps = {
  readonly policy: CallPolicy;
  readonly targets: CallTargets;
  readonly tried: TriedPolicies['items'][number] | null;
  readonly isBusy: boolean;
  readonly onSwitch: (() => void) | null;
  readonly onEdit: (() => void) | null;
};

function PolicyItem({ policy, targets, tried, isBusy, onSwitch, onEdit }: ItemProps) {
  const { say, locale } = useSay();
  const linkTo = useSubjectLink();
  const when = [
    policy.priorities.length > 0
      ? say('call-outs.policy.when-priorities', { list: policy.priorities.join('・') })
      : null,
    policy.severities.length > 0
      ? say('call-outs.policy.when-severities', {
          list: policy.severities.map((one) => say(`terms.severity.${one}`)).join('・'),
        })
      : null,
    policy.sources.length > 0 ? say('call-outs.policy.when-sources', { list: policy.sources.join('、') }) : null,
    policy.mailboxIds.length > 0 ? say('call-outs.policy.when-mailboxes', { count: policy.mailboxIds.length }) : null,
    policy.classCodes.length > 0 ? say('call-outs.policy.when-classes', { count: policy.classCodes.length }) : null,
    policy.onlyOffHours ? say('call-outs.policy.when-off-hours') : null,
  ].filter((one) => one !== null);
  return (
    <li className="m-call-rule" aria-label={policy.name}>
      <div className="m-row">
        <Chip tone={policy.isOn ? 'green' : 'neutral'}>
          {say(policy.isOn ? 'call-outs.policy.on' : 'call-outs.policy.off')}
        </Chip>
        <h3>{policy.name}</h3>
        {onSwitch !== null && (
          <Button
            size="small"
            kind={policy.isOn ? 'plain' : 'outline'}
            isBusy={isBusy}
            aria-label={say(policy.isOn ? 'call-outs.policy.switch-off-named' : 'call-outs.policy.switch-on-named', {
              name: policy.name,
            })}
            onClick={onSwitch}
          >
            {say(policy.isOn ? 'call-outs.policy.switch-off' : 'call-outs.policy.switch-on')}
          </Button>
        )}
        {onEdit !== null && (
          <Button
            size="small"
            kind="plain"
            aria-label={say('call-outs.policy.edit-named', { name: policy.name })}
            onClick={onEdit}
          >
            {say('call-outs.policy.edit')}
          </Button>
        )}
      </div>
      <p className="m-second">{when.join(' / ')}</p>
      <ol className="m-call-steps">
        {policy.steps.map((step, at) => {
          const role = step.target.kind === 'role' ? roleOf(targets, step.target.roleKey)?.name[locale] : undefined;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the place in the chain is what a step is known by
            <li key={at}>
              {targetText(step.target, say, { role: role ?? '' })}{' '}
              <span className="m-second">
                {say('call-outs.step.how', {
                  ways:
                    step.ways.length === 0
                      ? say('call-outs.step.all-ways')
                      : step.ways.map((way) => say(`call-outs.way.${way}`)).join(' → '),
                  count: step.waitMinutes,
                })}
              </span>
            </li>
          );
        })}
      </ol>
      {policy.repeat > 0 && <p className="m-second">{say('call-outs.policy.repeats', { count: policy.repeat })}</p>}
      {tried !== null && (
        <div className="m-second">
          <p className="m-strong">{say('call-outs.policy.tried', { count: tried.count })}</p>
          <ul>
            {tried.records.map((record) => {
              const to = linkTo(record);
              const words = `${record.number ?? ''} ${record.title}`;
              return (
                <li key={record.id}>
                  <Moment at={record.at} as="short" /> {to === null ? words : <Link to={to}>{words}</Link>}
                </li>
              );
            })}
          </ul>
        </div>
      )}
    </li>
  );
}

const roleOf = (targets: CallTargets, key: string) => targets.roles.find((role) => role.key === key);
