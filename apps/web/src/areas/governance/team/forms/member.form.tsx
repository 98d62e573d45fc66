import { type MemberContract, memberContracts, type TeamRoleKey } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useStale } from '../../../../shared/stale.hook.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, Choices, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import type { Channel, Member, Members } from '../queries.ts';
import { ChannelFields, filled } from './channel-fields.tsx';
import '../sections/team.css';

type Body = Parameters<typeof call<'POST /api/v1/members'>>[1]['body'];

const blank: Body = {
  ...{ name: '', reading: '', nameEn: '', department: '', title: '', employment: 'full-time', share: 100 },
  ...{ contract: 'employee', superior: null, deputyIds: [], roles: [], language: 'ja', note: '', accountId: null },
  isActive: true,
  channels: [
    { kind: 'mail', address: '', isAlternate: false },
    { kind: 'voice', address: '', isAlternate: false },
  ],
};

function bodyOf(member: Member): Body {
  const { id: _id, version: _version, absences: _absences, isAbsent: _isAbsent, isSelf: _isSelf, ...rest } = member;
  const { changedAt: _changedAt, changedBy: _changedBy, can: _can, channels, ...body } = rest;
  return { ...body, channels: channels ?? [] };
}

type Props = {
  /** Null adds a new member. */
  readonly member: Member | null;
  readonly team: Members;
  readonly onClose: () => void;
};

/** Who somebody is, what they do for the team, and how they are reached. */
export function MemberForm({ member, team, onClose }: Props) {
  const { say, locale } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problemOf = useFieldProblem(submit.problem);
  const [body, setBody] = useState<Body>(() => (member === null ? blank : bodyOf(member)));
  useStale(submit.problem, ['member', 'none']);
  const set = (change: Partial<Body>) => setBody((before) => ({ ...before, ...change }));
  const others = team.items.filter(({ id, isActive }) => isActive && id !== member?.id);
  const save = async () => {
    const channels = filled(body.channels);
    const given = { ...body, channels };
    await submit.run([member?.version, given], async (idempotencyKey) => {
      if (member === null) await call('POST /api/v1/members', { body: given, idempotencyKey });
      else
        await call('POST /api/v1/members/{id}/change', {
          ...{ params: { id: member.id }, version: member.version, body: given, idempotencyKey },
        });
      toastDone(say('team.form.saved', { name: given.name }), say('platform.act.close'));
      onClose();
    });
    await Promise.all(['member', 'duty'].map((name) => queries.invalidateQueries({ queryKey: [name] })));
  };
  const text = (field: 'name' | 'reading' | 'nameEn' | 'department' | 'title', more: object = {}) => (
    <TextField
      label={say(`team.column.${field}`)}
      maxLength={100}
      value={body[field]}
      problem={problemOf(field)}
      onChange={(event) => set({ [field]: event.currentTarget.value })}
      {...more}
    />
  );
  return (
    <form
      className="m-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <div className="m-pair">
        {text('name', { required: true, 'data-autofocus': true, autoComplete: 'off' })}
        {text('reading', { autoComplete: 'off' })}
      </div>
      <div className="m-pair">
        {text('department')}
        {text('title')}
      </div>
      <ChannelFields
        legend={say('team.column.reach')}
        channels={body.channels as readonly Channel[]}
        onChange={(channels) => set({ channels: [...channels] })}
        hasPush={body.accountId !== null}
        problemAt={(at) => problemOf(`channels.${at}`)}
      />
      <RoleFields body={body} team={team} onChange={(roles) => set({ roles })} problem={problemOf('roles')} />
      <DeputyFields
        body={body}
        others={others}
        onChange={(deputyIds) => set({ deputyIds })}
        problem={problemOf('deputyIds')}
      />
      <details>
        <summary className="m-button" data-kind="plain">
          {say('team.form.more')}
        </summary>
        <div className="m-form">
          <div className="m-pair">
            {text('nameEn')}
            <SelectField
              label={say('team.column.superior')}
              problem={problemOf('superior')}
              value={body.superior == null ? '' : `${body.superior.kind} ${body.superior.id}`}
              onChange={(event) => {
                const [kind, id = ''] = event.currentTarget.value.split(' ');
                set({ superior: id === '' ? null : { kind: kind === 'entry' ? 'entry' : 'member', id } });
              }}
            >
              <option value="">{say('team.form.none')}</option>
              {others.map(({ id, name }) => (
                <option key={id} value={`member ${id}`}>
                  {name}
                </option>
              ))}
              {team.superiors.map(({ id, name }) => (
                <option key={id} value={`entry ${id}`}>
                  {say('team.form.superior-entry', { name })}
                </option>
              ))}
            </SelectField>
            <SelectField
              label={say('team.column.contract')}
              value={body.contract}
              onChange={(event) =>
                set({
                  contract:
                    memberContracts.find((one): one is MemberContract => one === event.currentTarget.value) ??
                    'employee',
                })
              }
            >
              {memberContracts.map((contract) => (
                <option key={contract} value={contract}>
                  {say(`team.contract.${contract}`)}
                </option>
              ))}
            </SelectField>
            <TextField
              label={say('team.form.share')}
              type="number"
              min={1}
              max={100}
              value={body.share}
              problem={problemOf('share')}
              onChange={(event) => {
                const share = Number(event.currentTarget.value);
                set({ share, employment: share === 100 ? 'full-time' : 'part-time' });
              }}
            />
            <SelectField
              label={say('team.form.account')}
              problem={problemOf('accountId')}
              value={body.accountId ?? ''}
              onChange={(event) =>
                set({ accountId: event.currentTarget.value === '' ? null : event.currentTarget.value })
              }
            >
              <option value="">{say('team.form.no-account')}</option>
              {team.accounts.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </SelectField>
          </div>
          <Choices<'ja' | 'en'>
            label={say('team.column.language')}
            value={body.language}
            options={[
              { value: 'ja', label: <span lang="ja">日本語</span> },
              { value: 'en', label: <span lang="en">English</span> },
            ]}
            onChoose={(language) => set({ language })}
          />
          <ProseField
            label={say('team.column.note')}
            rows={2}
            maxLength={2_000}
            value={body.note}
            problem={problemOf('note')}
            onChange={(event) => set({ note: event.currentTarget.value })}
          />
          {member !== null && (
            <div>
              <Check
                label={say('team.form.is-active')}
                checked={body.isActive}
                onChange={(event) => set({ isActive: event.currentTarget.checked })}
              />
              <div className="m-second">{say('team.form.is-active-note')}</div>
            </div>
          )}
        </div>
      </details>
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end" lang={locale}>
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={body.name.trim() === ''}>
          {say('team.form.save')}
        </Button>
      </div>
    </form>
  );
}

type Roles = Body['roles'];

function RoleFields(props: {
  readonly body: Body;
  readonly team: Members;
  readonly onChange: (roles: Roles) => void;
  readonly problem: string | null;
}) {
  const { body, team, onChange, problem } = props;
  const { say, locale } = useSay();
  const toggle = (key: TeamRoleKey, isHeld: boolean) =>
    onChange(
      isHeld ? [...body.roles, { key, from: null, until: null }] : body.roles.filter((role) => role.key !== key),
    );
  const nameOf = (key: TeamRoleKey) => team.roles.find((role) => role.key === key)?.name[locale] ?? key;
  return (
    <fieldset className="m-fieldset">
      <legend>{say('team.column.roles')}</legend>
      <div className="m-role-choices">
        {team.roles.map(({ key, name, job }) => (
          <Check
            key={key}
            label={<span title={job[locale]}>{name[locale]}</span>}
            checked={body.roles.some((role) => role.key === key)}
            onChange={(event) => toggle(key, event.currentTarget.checked)}
          />
        ))}
      </div>
      {problem !== null && <div className="m-field-problem">{problem}</div>}
      {body.roles.length > 0 && (
        <details>
          <summary className="m-second">{say('team.form.role-dates')}</summary>
          {body.roles.map((role) => (
            <div key={role.key} className="m-pair">
              {(['from', 'until'] as const).map((side) => (
                <TextField
                  key={side}
                  label={say(`team.form.role-${side}`, { role: nameOf(role.key) })}
                  type="date"
                  value={role[side] ?? ''}
                  onChange={(event) => {
                    const day = event.currentTarget.value === '' ? null : event.currentTarget.value;
                    onChange(body.roles.map((one) => (one.key === role.key ? { ...one, [side]: day } : one)));
                  }}
                />
              ))}
            </div>
          ))}
        </details>
      )}
    </fieldset>
  );
}

function DeputyFields(props: {
  readonly body: Body;
  readonly others: readonly Member[];
  readonly onChange: (deputyIds: string[]) => void;
  readonly problem: string | null;
}) {
  const { body, others, onChange, problem } = props;
  const { say } = useSay();
  if (others.length === 0) return null;
  const places = Math.min(body.deputyIds.length + 1, 5, others.length);
  return (
    <div className="m-pair">
      {Array.from({ length: places }, (_, at) => (
        <SelectField
          // biome-ignore lint/suspicious/noArrayIndexKey: a place in an order
          key={at}
          label={say('team.form.deputy', { place: at + 1 })}
          problem={at === 0 ? problem : null}
          value={body.deputyIds[at] ?? ''}
          onChange={(event) => {
            const next = [...body.deputyIds];
            if (event.currentTarget.value === '') next.splice(at, 1);
            else next[at] = event.currentTarget.value;
            onChange([...new Set(next)]);
          }}
        >
          <option value="">{say('team.form.none')}</option>
          {others.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </SelectField>
      ))}
    </div>
  );
}
