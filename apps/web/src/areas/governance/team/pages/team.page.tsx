import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Avatar, Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { Check, SelectField, TextField } from '../../../../ui/field.tsx';
import { IconFileDescription, IconPlus, IconTable } from '../../../../ui/icons.ts';
import { Empty, Page } from '../../../../ui/page.tsx';
import { toastDone } from '../../../../ui/toast.ts';
import { AbsenceForm } from '../forms/absence.form.tsx';
import { ImportForm } from '../forms/import.form.tsx';
import { MemberForm } from '../forms/member.form.tsx';
import { OwnReachForm } from '../forms/own-reach.form.tsx';
import { type Member, type Members, membersQuery } from '../queries.ts';
import { ExportLinks } from '../sections/export-links.tsx';
import { MailCompromiseSwitch } from '../sections/mail-compromise.tsx';
import { Reach } from '../sections/reach.tsx';
import '../sections/team.css';

type Open =
  | { readonly kind: 'add' | 'import' }
  | { readonly kind: 'edit' | 'absence' | 'own'; readonly member: Member }
  | null;

/** Everybody of the team: roles, ways to reach them, deputies, absences. */
export function TeamPage() {
  const { say, locale } = useSay();
  const { may } = useMe();
  const team = useQuery(membersQuery);
  const [open, setOpen] = useState<Open>(null);
  const close = () => setOpen(null);
  const count = team.data?.items.filter(({ isActive }) => isActive).length ?? 0;
  return (
    <Page
      title={say('team.page.title')}
      note={team.data === undefined ? undefined : say('team.page.count', { count })}
      actions={
        <>
          <MailCompromiseSwitch />
          {may('contact-list.download') && (
            <a className="m-button" data-kind="plain" href={`/api/v1/contact-list?language=${locale}`} download>
              <IconFileDescription size={16} stroke={1.75} />
              {say('team.page.contact-list')}
            </a>
          )}
          {may('members.export') && <ExportLinks path="/api/v1/members/export" />}
          {may('members.import') && (
            <Button icon={IconTable} onClick={() => setOpen({ kind: 'import' })}>
              {say('team.page.import')}
            </Button>
          )}
          {may('members.add') && (
            <Button kind="primary" icon={IconPlus} onClick={() => setOpen({ kind: 'add' })}>
              {say('team.page.add')}
            </Button>
          )}
        </>
      }
    >
      {team.data === undefined ? (
        <Waiting query={team} />
      ) : (
        <>
          <People team={team.data} onOpen={setOpen} />
          {count > 0 && <Uncovered team={team.data} />}
          <Dialog title={say('team.import.title')} isOpen={open?.kind === 'import'} onClose={close} size={720}>
            {open?.kind === 'import' && <ImportForm onClose={close} />}
          </Dialog>
          <Dialog
            title={say(open?.kind === 'edit' ? 'team.form.edit-title' : 'team.form.add-title')}
            isOpen={open?.kind === 'add' || open?.kind === 'edit'}
            onClose={close}
            size={720}
          >
            {open?.kind === 'add' && <MemberForm member={null} team={team.data} onClose={close} />}
            {open?.kind === 'edit' && (
              <MemberForm key={open.member.id} member={open.member} team={team.data} onClose={close} />
            )}
          </Dialog>
          <Dialog title={say('team.absence.title')} isOpen={open?.kind === 'absence'} onClose={close}>
            {open?.kind === 'absence' && <AbsenceForm member={open.member} team={team.data} onClose={close} />}
          </Dialog>
          <Dialog title={say('team.form.own-title')} isOpen={open?.kind === 'own'} onClose={close}>
            {open?.kind === 'own' && <OwnReachForm member={open.member} onClose={close} />}
          </Dialog>
        </>
      )}
    </Page>
  );
}

const sorts = ['name', 'department'] as const;
type Sort = (typeof sorts)[number];

/** By how names are read where that is known: the order of kanji is nobody's order. */
function sorted(members: readonly Member[], sort: Sort, locale: string): readonly Member[] {
  const { compare } = new Intl.Collator(locale);
  const byName = (one: Member, other: Member) => compare(one.reading || one.name, other.reading || other.name);
  return members.toSorted((one, other) =>
    sort === 'department' ? compare(one.department, other.department) || byName(one, other) : byName(one, other),
  );
}

type Opening = { readonly team: Members; readonly onOpen: (open: Open) => void };

function People({ team, onOpen }: Opening) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const [words, setWords] = useState('');
  const [sort, setSort] = useState<Sort>('name');
  const [showsLeft, setShowsLeft] = useState(false);
  const roleName = (key: string) => team.roles.find((role) => role.key === key)?.name[locale] ?? key;
  const wanted = words.normalize('NFKC').toLowerCase().trim();
  const shown = sorted(team.items, sort, locale).filter((member) => {
    if (!member.isActive && !showsLeft) return false;
    const { name, reading, nameEn, department, title, roles } = member;
    const all = [name, reading, nameEn, department, title, ...roles.map(({ key }) => roleName(key))].join(' ');
    return all.normalize('NFKC').toLowerCase().includes(wanted);
  });
  const isWithheld = team.items.some(({ channels }) => channels === null);
  if (team.items.length === 0)
    return (
      <Card>
        <Empty
          action={
            may('members.import') && (
              <Button kind="primary" icon={IconTable} onClick={() => onOpen({ kind: 'import' })}>
                {say('team.page.import')}
              </Button>
            )
          }
        >
          {say('team.page.empty')}
        </Empty>
      </Card>
    );
  return (
    <>
      <div className="m-pair">
        <TextField
          label={say('team.page.search')}
          type="search"
          value={words}
          maxLength={100}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <SelectField
          label={say('team.page.sort')}
          value={sort}
          onChange={(event) => setSort(sorts.find((one) => one === event.currentTarget.value) ?? 'name')}
        >
          {sorts.map((one) => (
            <option key={one} value={one}>
              {say(`team.sort.${one}`)}
            </option>
          ))}
        </SelectField>
        {team.items.some(({ isActive }) => !isActive) && (
          <Check
            label={say('team.page.show-left')}
            checked={showsLeft}
            onChange={(event) => setShowsLeft(event.currentTarget.checked)}
          />
        )}
      </div>
      {isWithheld && <p className="m-second">{say('team.page.withheld')}</p>}
      <Card>
        {shown.length === 0 && <Empty>{say('team.page.none')}</Empty>}
        <ul className="m-people">
          {shown.map((member) => (
            <Person key={member.id} member={member} team={team} onOpen={onOpen} />
          ))}
        </ul>
      </Card>
    </>
  );
}

function Person({ member, team, onOpen }: Opening & { readonly member: Member }) {
  const { say, locale } = useSay();
  const { may } = useMe();
  const { name, reading, department, title, employment, share, roles, deputyIds, can } = member;
  const nameOf = (id: string) => team.items.find((one) => one.id === id)?.name ?? '';
  const isOwn = can.changeOwn && !can.change;
  const superiors = [...team.items, ...team.superiors];
  const superior = superiors.find(({ id }) => id === member.superior?.id)?.name ?? '';
  return (
    <li className="m-person" data-off={!member.isActive}>
      <div className="m-person-name">
        <Avatar name={name} tint={member.id} />
        <span>
          <span className="m-strong">{name}</span> <span className="m-second">{reading}</span>
          <span className="m-second m-on-duty-what">{[department, title].filter(Boolean).join(' ・ ')}</span>
          <span className="m-chips">
            {!member.isActive && <Chip>{say('team.state.left')}</Chip>}
            {member.isSelf && <Chip tone="accent">{say('duty.you')}</Chip>}
            {employment === 'part-time' && <Chip>{say('team.employment.share', { share })}</Chip>}
            {member.contract !== 'employee' && <Chip>{say(`team.contract.${member.contract}`)}</Chip>}
            {member.accountId === null && <Chip>{say('team.state.no-account')}</Chip>}
          </span>
        </span>
      </div>
      <div>
        <span className="m-chips">
          {roles.map(({ key, until }) => (
            <Chip key={key} title={team.roles.find((role) => role.key === key)?.job[locale] ?? ''}>
              {team.roles.find((role) => role.key === key)?.name[locale] ?? key}
              {until !== null && ` (${say('team.state.until', { at: until })})`}
            </Chip>
          ))}
        </span>
        {superior !== '' && <div className="m-second">{say('team.state.superior', { name: superior })}</div>}
        {deputyIds.length > 0 && (
          <div className="m-second">{say('team.state.deputies', { names: deputyIds.map(nameOf).join(' → ') })}</div>
        )}
        <Absences member={member} nameOf={nameOf} />
      </div>
      <Reach channels={member.channels} name={name} />
      <div className="m-person-acts">
        {isOwn && (
          <Button size="small" onClick={() => onOpen({ kind: 'own', member })}>
            {say('team.act.own')}
          </Button>
        )}
        {(can.change || (can.changeOwn && may('absences.add'))) && member.isActive && (
          <Button
            size="small"
            aria-label={say('team.act.absence-named', { name })}
            onClick={() => onOpen({ kind: 'absence', member })}
          >
            {say('team.act.absence')}
          </Button>
        )}
        {can.change && (
          <Button
            size="small"
            aria-label={say('team.act.edit-named', { name })}
            onClick={() => onOpen({ kind: 'edit', member })}
          >
            {say('team.act.edit')}
          </Button>
        )}
      </div>
    </li>
  );
}

function Absences({ member, nameOf }: { readonly member: Member; readonly nameOf: (id: string) => string }) {
  const { say } = useSay();
  const queries = useQueryClient();
  const submit = useSubmit();
  const cancel = async (id: string) => {
    await submit.run(id, async (idempotencyKey) => {
      await call('POST /api/v1/absences/{id}/cancel', { params: { id }, body: {}, idempotencyKey });
      toastDone(say('team.absence.cancelled'), say('platform.act.close'));
    });
    await Promise.all(['member', 'duty'].map((name) => queries.invalidateQueries({ queryKey: [name] })));
  };
  return (
    <>
      {member.absences.map(({ id, from, until, deputyId, note }) => (
        <div key={id} className="m-row">
          <Chip tone="amber">{say('team.state.absent')}</Chip>
          <span className="m-second">
            <Moment at={from} as="short" /> – <Moment at={until} as="short" />
            {deputyId !== null && ` ${say('team.absence.by', { name: nameOf(deputyId) })}`} {note}
          </span>
          {(member.can.change || member.can.changeOwn) && (
            <Button size="small" kind="plain" isBusy={submit.busy} onClick={() => void cancel(id)}>
              {say('team.absence.cancel')}
            </Button>
          )}
        </div>
      ))}
      <Refusal problem={submit.problem} />
    </>
  );
}

/** The roles of the list that nobody holds: what a small team decides to do without, or has forgotten. */
function Uncovered({ team }: { readonly team: Members }) {
  const { say, locale } = useSay();
  const held = new Set(
    team.items.filter(({ isActive }) => isActive).flatMap(({ roles }) => roles.map(({ key }) => key)),
  );
  const free = team.roles.filter(({ key }) => !held.has(key));
  if (free.length === 0) return null;
  return (
    <Card title={say('team.page.uncovered')} note={String(free.length)}>
      <p className="m-second">{say('team.page.uncovered-note')}</p>
      <ul className="m-uncovered">
        {free.map(({ key, name, job }) => (
          <li key={key}>
            <span className="m-strong">{name[locale]}</span> <span className="m-second">{job[locale]}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
