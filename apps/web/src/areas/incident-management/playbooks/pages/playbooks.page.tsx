import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link, useGo } from '../../../../shared/link.tsx';
import { ListSearch } from '../../../../shared/list.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { IconPlus } from '../../../../ui/icons.ts';
import { Empty, Page } from '../../../../ui/page.tsx';
import { CreatePlaybookForm } from '../forms/create-playbook.form.tsx';
import { playbookEditLink, playbookLink } from '../links.ts';
import { type PlaybookItem, playbooksQuery } from '../queries.ts';
import '../playbooks.css';

/** The playbooks of the program and of the team. */
export function PlaybooksPage() {
  const { say } = useSay();
  const go = useGo();
  const [words, setWords] = useState('');
  const search = useRef<HTMLInputElement>(null);
  const list = useQuery(playbooksQuery(words));
  const [isOpen, setOpen] = useState(false);
  const mayEdit = list.data?.can.edit === true;
  return (
    <Page
      title={say('playbooks.list.title')}
      note={list.data && say('platform.list.count', { count: list.data.items.length })}
      actions={
        mayEdit && (
          <Button kind="primary" icon={IconPlus} onClick={() => setOpen(true)}>
            {say('playbooks.create.act')}
          </Button>
        )
      }
    >
      <p className="m-second m-measure">{say('playbooks.list.text')}</p>
      <div className="m-list-bar">
        <ListSearch label={say('playbooks.list.search')} value={words} inputRef={search} onSearch={setWords} />
      </div>
      <Card isTight>
        {list.data === undefined && <Waiting query={list} />}
        {list.data?.items.length === 0 && (
          <Empty
            hidden={words === '' ? undefined : say('playbooks.list.filtered')}
            action={words !== '' && <Button onClick={() => setWords('')}>{say('playbooks.list.all')}</Button>}
          >
            {say(words === '' ? 'playbooks.list.empty' : 'playbooks.list.nothing')}
          </Empty>
        )}
        {list.data !== undefined && list.data.items.length > 0 && <PlaybookTable items={list.data.items} />}
      </Card>
      <Dialog title={say('playbooks.create.title')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <CreatePlaybookForm onCancel={() => setOpen(false)} onDone={(code) => go(playbookEditLink(code))} />
      </Dialog>
    </Page>
  );
}

function PlaybookTable({ items }: { readonly items: readonly PlaybookItem[] }) {
  const { say, locale } = useSay();
  return (
    <table className="m-table" aria-label={say('playbooks.list.title')}>
      <thead>
        <tr>
          <th scope="col">{say('playbooks.field.title')}</th>
          <th scope="col">{say('playbooks.field.steps')}</th>
          <th scope="col">{say('playbooks.field.version')}</th>
          <th scope="col">{say('playbooks.field.state')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((one) => (
          <tr key={one.code}>
            <td data-main="true">
              <Link
                className="m-row-link"
                to={one.label === null ? playbookEditLink(one.code) : playbookLink(one.code)}
              >
                {one.title[locale] === '' ? one.code : one.title[locale]}
              </Link>
              <div className="m-second">{one.purpose[locale]}</div>
            </td>
            <td data-figure="true">{say('playbooks.list.steps', { count: one.stepCount })}</td>
            <td data-figure="true">
              {one.label === null ? '—' : say('playbooks.run.version', { label: one.label })}
              {one.effectiveOn !== null && <div className="m-second">{one.effectiveOn}</div>}
            </td>
            <td>
              <span className="m-row">
                <Chip>{say(`playbooks.origin.${one.origin}`)}</Chip>
                {one.hasDraft && <Chip tone="amber">{say('playbooks.list.draft')}</Chip>}
                {one.newer !== null && <Chip tone="accent">{say('playbooks.list.newer', { label: one.newer })}</Chip>}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
