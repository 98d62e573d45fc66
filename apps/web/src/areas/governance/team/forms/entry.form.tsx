import { type DirectoryKind, directoryKinds } from '@matoi/contract/values';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Refusal, useFieldProblem } from '../../../../shared/refusal.tsx';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Check, ProseField, SelectField, TextField } from '../../../../ui/field.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { toastDone } from '../../../../ui/toast.ts';
import type { Channel, Directory, DirectoryEntry } from '../queries.ts';
import { ChannelFields, filled } from './channel-fields.tsx';
import { PersonField } from './shared.fields.tsx';
import '../sections/team.css';

type Body = Parameters<typeof call<'POST /api/v1/directory-entries'>>[1]['body'];
type Contact = Body['contacts'][number];

const blankContact: Contact = { name: '', title: '', channels: [{ kind: 'voice', address: '', isAlternate: false }] };
const blank: Body = {
  ...{ kind: 'vendor', name: '', nameEn: '', isActive: true, region: '', capabilities: [], arrivalHours: null },
  ...{ contractNumber: '', hours: '', retainerLeft: '', validUntil: null, website: '', note: '', ownerId: null },
  ...{ confirmEveryMonths: 6, contacts: [blankContact] },
};

function bodyOf(entry: DirectoryEntry): Body {
  const { id: _id, version: _version, owner: _owner, staleness: _staleness, confirmedAt: _at, ...rest } = entry;
  const { confirmedBy: _by, confirmDueAt: _due, can: _can, contacts, ...body } = rest;
  return { ...body, contacts: contacts.map((contact) => ({ ...contact, channels: contact.channels ?? [] })) };
}

type Props = {
  /** Null adds a new entry. */
  readonly entry: DirectoryEntry | null;
  readonly owners: Directory['owners'];
  readonly onClose: () => void;
};

/** Whom the team can call, on what terms, and who keeps that right. */
export function EntryForm({ entry, owners, onClose }: Props) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const problemOf = useFieldProblem(submit.problem);
  const [body, setBody] = useState<Body>(() => (entry === null ? blank : bodyOf(entry)));
  const [capabilities, setCapabilities] = useState(() => body.capabilities.join('、'));
  const set = (change: Partial<Body>) => setBody((before) => ({ ...before, ...change }));
  const setContact = (at: number, change: Partial<Contact>) =>
    set({ contacts: body.contacts.map((one, index) => (index === at ? { ...one, ...change } : one)) });
  const save = async () => {
    const given: Body = {
      ...body,
      capabilities: capabilities
        .split(/[、,，]/)
        .map((one) => one.trim())
        .filter((one) => one !== ''),
      contacts: body.contacts
        .map((contact) => ({ ...contact, channels: filled(contact.channels as readonly Channel[]) }))
        .filter(({ name, title, channels }) => name !== '' || title !== '' || channels.length > 0),
    };
    await submit.run([entry?.version, given], async (idempotencyKey) => {
      if (entry === null) await call('POST /api/v1/directory-entries', { body: given, idempotencyKey });
      else
        await call('POST /api/v1/directory-entries/{id}/change', {
          ...{ params: { id: entry.id }, version: entry.version, body: given, idempotencyKey },
        });
      toastDone(say('directory.form.saved', { name: given.name }), say('platform.act.close'));
      onClose();
    });
    await Promise.all(['directory', 'duty'].map((name) => queries.invalidateQueries({ queryKey: [name] })));
  };
  const text = (
    field: 'name' | 'nameEn' | 'region' | 'hours' | 'contractNumber' | 'retainerLeft' | 'website',
    label: string,
    more: object = {},
  ) => (
    <TextField
      label={label}
      maxLength={field === 'website' ? 500 : 200}
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
        {text('name', say('directory.form.name'), { required: true, 'data-autofocus': true })}
        <SelectField
          label={say('directory.form.kind')}
          value={body.kind}
          onChange={(event) =>
            set({
              kind: directoryKinds.find((one): one is DirectoryKind => one === event.currentTarget.value) ?? 'vendor',
            })
          }
        >
          {directoryKinds.map((kind) => (
            <option key={kind} value={kind}>
              {say(`directory.kind.${kind}`)}
            </option>
          ))}
        </SelectField>
      </div>
      {body.contacts.map((contact, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a contact has no name but its place
        <div key={at} className="m-stack">
          <div className="m-pair">
            <TextField
              label={say('directory.form.contact-name', { place: at + 1 })}
              maxLength={100}
              value={contact.name}
              problem={problemOf(`contacts.${at}.name`)}
              onChange={(event) => setContact(at, { name: event.currentTarget.value })}
            />
            <TextField
              label={say('directory.form.contact-title', { place: at + 1 })}
              maxLength={100}
              value={contact.title}
              problem={problemOf(`contacts.${at}.title`)}
              onChange={(event) => setContact(at, { title: event.currentTarget.value })}
            />
          </div>
          <ChannelFields
            legend={say('team.column.reach')}
            channels={contact.channels as readonly Channel[]}
            onChange={(channels) => setContact(at, { channels: [...channels] })}
            hasPush={false}
            problemAt={(index) => problemOf(`contacts.${at}.channels.${index}`)}
          />
          <div>
            <Button
              size="small"
              kind="plain"
              onClick={() => set({ contacts: body.contacts.filter((_, index) => index !== at) })}
            >
              {say('directory.form.remove-contact', { place: at + 1 })}
            </Button>
          </div>
        </div>
      ))}
      <div>
        <Button
          size="small"
          icon={IconPlus}
          disabled={body.contacts.length >= 20}
          onClick={() => set({ contacts: [...body.contacts, blankContact] })}
        >
          {say('directory.form.add-contact')}
        </Button>
      </div>
      <div className="m-pair">
        {text('hours', say('directory.form.hours'))}
        {text('region', say('directory.form.region'), { maxLength: 100 })}
        <TextField
          label={say('directory.form.arrival')}
          type="number"
          min={0}
          max={1000}
          step="0.5"
          value={body.arrivalHours ?? ''}
          problem={problemOf('arrivalHours')}
          onChange={(event) =>
            set({ arrivalHours: event.currentTarget.value === '' ? null : Number(event.currentTarget.value) })
          }
        />
        {text('contractNumber', say('directory.form.contract'), { maxLength: 100 })}
        {text('retainerLeft', say('directory.form.retainer'))}
        <TextField
          label={say('directory.form.valid-until')}
          type="date"
          value={body.validUntil ?? ''}
          problem={problemOf('validUntil')}
          onChange={(event) => set({ validUntil: event.currentTarget.value === '' ? null : event.currentTarget.value })}
        />
      </div>
      <TextField
        label={say('directory.form.capabilities')}
        maxLength={1000}
        value={capabilities}
        problem={problemOf('capabilities')}
        onChange={(event) => setCapabilities(event.currentTarget.value)}
      />
      <div className="m-pair">
        <PersonField
          label={say('directory.form.owner')}
          people={owners}
          empty={say('team.form.none')}
          value={body.ownerId ?? ''}
          problem={problemOf('ownerId')}
          onChoose={(id) => set({ ownerId: id === '' ? null : id })}
        />
        <TextField
          label={say('directory.form.every')}
          type="number"
          min={1}
          max={36}
          required
          value={body.confirmEveryMonths}
          problem={problemOf('confirmEveryMonths')}
          onChange={(event) => set({ confirmEveryMonths: Number(event.currentTarget.value) })}
        />
        {text('nameEn', say('directory.form.name-en'))}
        {text('website', say('directory.form.website'), { type: 'url', placeholder: 'https://' })}
      </div>
      <ProseField
        label={say('directory.form.note')}
        rows={2}
        maxLength={4_000}
        value={body.note}
        problem={problemOf('note')}
        onChange={(event) => set({ note: event.currentTarget.value })}
      />
      {entry !== null && (
        <Check
          label={say('directory.form.is-active')}
          checked={body.isActive}
          onChange={(event) => set({ isActive: event.currentTarget.checked })}
        />
      )}
      <Refusal problem={submit.problem} />
      <div className="m-dialog-end">
        <Button onClick={onClose}>{say('platform.act.cancel')}</Button>
        <Button type="submit" kind="primary" isBusy={submit.busy} disabled={body.name.trim() === ''}>
          {say('directory.form.save')}
        </Button>
      </div>
    </form>
  );
}
