import { directoryKinds } from '@matoi/contract/values';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { isoDay } from '../../../../shared/moments.format.ts';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useMe, useReading } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Check, Notice, SelectField, TextField } from '../../../../ui/field.tsx';
import { IconFileDescription, IconPlus } from '../../../../ui/icons.ts';
import { Empty, Page, Pills } from '../../../../ui/page.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { EntryForm } from '../forms/entry.form.tsx';
import { type Directory, type DirectoryEntry, directoryQuery, membersQuery } from '../queries.ts';
import { ExportLinks } from '../sections/export-links.tsx';
import { Reach } from '../sections/reach.tsx';
import '../sections/team.css';

const sorts = ['name', 'due', 'arrival'] as const;
type Sort = (typeof sorts)[number];
type Kind = 'all' | (typeof directoryKinds)[number];

const isDoubtful = ({ staleness }: DirectoryEntry) => staleness === 'stale' || staleness === 'expired';

/** Departments, authorities, vendors, insurers, partner teams; and whether each is still right. */
export function DirectoryPage() {
  const { say, locale } = useSay();
  const { may } = useMe();
  const directory = useQuery(directoryQuery);
  const [open, setOpen] = useState<DirectoryEntry | 'add' | null>(null);
  const close = () => setOpen(null);
  const count = directory.data?.items.filter(({ isActive }) => isActive).length ?? 0;
  const add = directory.data?.can.add === true && (
    <Button kind="primary" icon={IconPlus} onClick={() => setOpen('add')}>
      {say('directory.page.add')}
    </Button>
  );
  return (
    <Page
      title={say('directory.page.title')}
      note={directory.data === undefined ? undefined : say('directory.page.count', { count })}
      actions={
        <>
          {may('contact-list.download') && (
            <a className="m-button" data-kind="plain" href={`/api/v1/contact-list?language=${locale}`} download>
              <IconFileDescription size={16} stroke={1.75} />
              {say('team.page.contact-list')}
            </a>
          )}
          {may('directory-entries.export') && count > 0 && <ExportLinks path="/api/v1/directory-entries/export" />}
          {add}
        </>
      }
    >
      {directory.data === undefined && <Waiting query={directory} />}
      {directory.data !== undefined && directory.data.items.length === 0 && (
        <Card>
          <Empty action={add}>{say('directory.page.empty')}</Empty>
        </Card>
      )}
      {directory.data !== undefined && directory.data.items.length > 0 && (
        <Entries directory={directory.data} onEdit={setOpen} />
      )}
      {directory.data !== undefined && (
        <Dialog
          title={say(open === 'add' ? 'directory.form.add-title' : 'directory.form.edit-title')}
          isOpen={open !== null}
          onClose={close}
          size={720}
        >
          {open !== null && (
            <EntryForm entry={open === 'add' ? null : open} owners={directory.data.owners} onClose={close} />
          )}
        </Dialog>
      )}
    </Page>
  );
}

function sorted(entries: readonly DirectoryEntry[], sort: Sort): readonly DirectoryEntry[] {
  switch (sort) {
    case 'name':
      return entries;
    case 'due':
      return entries.toSorted((a, b) => (a.confirmDueAt < b.confirmDueAt ? -1 : 1));
    case 'arrival':
      return entries.toSorted((a, b) => (a.arrivalHours ?? Infinity) - (b.arrivalHours ?? Infinity) || 0);
  }
}

type Props = { readonly directory: Directory; readonly onEdit: (entry: DirectoryEntry) => void };

function Entries({ directory, onEdit }: Props) {
  const { say } = useSay();
  const [words, setWords] = useState('');
  const [kind, setKind] = useState<Kind>('all');
  const [sort, setSort] = useState<Sort>('name');
  const [isStaleOnly, setStaleOnly] = useState(false);
  const [showsUnused, setShowsUnused] = useState(false);
  const [isOwnOnly, setOwnOnly] = useState(false);
  const members = useQuery(membersQuery);
  const ownId = members.data?.items.find(({ isSelf }) => isSelf)?.id;
  const active = directory.items.filter(({ isActive }) => isActive);
  const doubtful = active.filter(isDoubtful).length;
  const hasOwn = ownId !== undefined && active.some(({ ownerId }) => ownerId === ownId);
  const wanted = words.normalize('NFKC').toLowerCase().trim();
  const shown = sorted(directory.items, sort).filter((entry) => {
    if (!entry.isActive && !showsUnused) return false;
    if (kind !== 'all' && entry.kind !== kind) return false;
    if (isOwnOnly && entry.ownerId !== ownId) return false;
    if (isStaleOnly && !isDoubtful(entry)) return false;
    const { name, nameEn, region, capabilities, contractNumber, contacts } = entry;
    const all = [name, nameEn, region, ...capabilities, contractNumber, ...contacts.map((one) => one.name)].join(' ');
    return all.normalize('NFKC').toLowerCase().includes(wanted);
  });
  return (
    <>
      {doubtful > 0 && (
        <Notice
          tone="amber"
          actions={
            <Button size="small" onClick={() => setStaleOnly(!isStaleOnly)}>
              {say(isStaleOnly ? 'directory.stale.all' : 'directory.stale.show')}
            </Button>
          }
        >
          {say('directory.stale.count', { count: doubtful })}
        </Notice>
      )}
      <Pills<Kind>
        label={say('directory.form.kind')}
        value={kind}
        options={(['all', ...directoryKinds] as const).map((value) => ({
          value,
          label: `${say(`directory.kind.${value}`)} ${active.filter((one) => value === 'all' || one.kind === value).length}`,
        }))}
        onChoose={setKind}
      />
      <div className="m-pair">
        <TextField
          label={say('directory.page.search')}
          type="search"
          maxLength={100}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <SelectField
          label={say('directory.page.sort')}
          value={sort}
          onChange={(event) => setSort(sorts.find((one) => one === event.currentTarget.value) ?? 'name')}
        >
          {sorts.map((one) => (
            <option key={one} value={one}>
              {say(`directory.sort.${one}`)}
            </option>
          ))}
        </SelectField>
        {hasOwn && (
          <Check
            label={say('directory.page.own')}
            checked={isOwnOnly}
            onChange={(event) => setOwnOnly(event.currentTarget.checked)}
          />
        )}
        {active.length < directory.items.length && (
          <Check
            label={say('directory.page.show-unused')}
            checked={showsUnused}
            onChange={(event) => setShowsUnused(event.currentTarget.checked)}
          />
        )}
      </div>
      <Card>
        {shown.length === 0 && <Empty>{say('directory.page.none')}</Empty>}
        <ul className="m-people">
          {shown.map((entry) => (
            <Entry key={entry.id} entry={entry} onEdit={onEdit} />
          ))}
        </ul>
      </Card>
    </>
  );
}

const tones = { fresh: 'green', 'due-soon': 'neutral', stale: 'amber', expired: 'red' } as const;

function Entry({
  entry,
  onEdit,
}: {
  readonly entry: DirectoryEntry;
  readonly onEdit: (entry: DirectoryEntry) => void;
}) {
  const { say } = useSay();
  const { zone } = useReading();
  const queries = useQueryClient();
  const submit = useSubmit();
  const { id, version, name, can } = entry;
  const confirm = async () => {
    await submit.run([id, version], async (idempotencyKey) => {
      const given = { params: { id }, version, body: {}, idempotencyKey };
      const { confirmDueAt } = await call('POST /api/v1/directory-entries/{id}/confirm', given);
      const at = isoDay(new Date(confirmDueAt), zone);
      toastDone(say('directory.confirm.done', { at }), say('platform.act.close'));
    });
    await Promise.all(['directory', 'duty'].map((one) => queries.invalidateQueries({ queryKey: [one] })));
  };
  return (
    <li className="m-person" data-off={!entry.isActive}>
      <div>
        <span className="m-strong">{name}</span>
        <span className="m-second m-on-duty-what">
          {[say(`directory.kind.${entry.kind}`), entry.region].filter(Boolean).join(' ・ ')}
        </span>
        <span className="m-chips">
          <Chip tone={tones[entry.staleness]}>{say(`directory.staleness.${entry.staleness}`)}</Chip>
          {!entry.isActive && <Chip>{say('directory.unused')}</Chip>}
        </span>
        <span className="m-second m-on-duty-what">
          {say('directory.confirmed', { at: isoDay(new Date(entry.confirmedAt), zone), name: entry.confirmedBy.name })}
          {' ・ '}
          {entry.owner === null ? say('directory.no-owner') : say('directory.owner', { name: entry.owner })}
        </span>
      </div>
      <EntryFacts entry={entry} />
      <div>
        {entry.contacts.map((contact, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a contact has no name but its place
          <div key={at}>
            {(contact.name !== '' || contact.title !== '') && (
              <div>
                {contact.name} <span className="m-second">{contact.title}</span>
              </div>
            )}
            <Reach channels={contact.channels} name={contact.name || name} />
          </div>
        ))}
      </div>
      <div className="m-person-acts">
        {can.confirm && entry.isActive && (
          <Button
            size="small"
            kind={isDoubtful(entry) ? 'primary' : 'outline'}
            aria-label={say('directory.confirm.named', { name })}
            isBusy={submit.busy}
            onClick={() => void confirm()}
          >
            {say('directory.confirm.act')}
          </Button>
        )}
        {can.change && (
          <Button size="small" aria-label={say('directory.edit-named', { name })} onClick={() => onEdit(entry)}>
            {say('directory.edit')}
          </Button>
        )}
        <Refusal problem={submit.problem} />
      </div>
    </li>
  );
}

function EntryFacts({ entry }: { readonly entry: DirectoryEntry }) {
  const { say } = useSay();
  const { hours, arrivalHours, contractNumber, retainerLeft, validUntil, capabilities, website, note } = entry;
  return (
    <div>
      <span className="m-chips">
        {capabilities.map((one) => (
          <Chip key={one}>{one}</Chip>
        ))}
      </span>
      <div className="m-entry-facts">
        {hours !== '' && <span>{hours}</span>}
        {arrivalHours !== null && <span>{say('directory.fact.arrival', { hours: arrivalHours })}</span>}
      </div>
      <div className="m-entry-facts m-second">
        {contractNumber !== '' && <span>{contractNumber}</span>}
        {retainerLeft !== '' && <span>{retainerLeft}</span>}
        {validUntil !== null && <span>{say('directory.fact.valid-until', { date: validUntil })}</span>}
        {website !== '' && (
          <a href={website} target="_blank" rel="noreferrer">
            {website}
          </a>
        )}
      </div>
      {note !== '' && <div className="m-second m-typed">{note}</div>}
    </div>
  );
}
