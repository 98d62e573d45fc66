import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useKeys } from '../../../../shared/keys.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link, useAddress, useGo, withSearch } from '../../../../shared/link.tsx';
import { ListSearch, MoreRows, SortButton } from '../../../../shared/list.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { IconFlame, IconLock } from '../../../../ui/icons.ts';
import { Empty, Page, Pills } from '../../../../ui/page.tsx';
import { OpenIncidentForm } from '../forms/open-incident.form.tsx';
import { incidentLink, incidentsLink } from '../links.ts';
import {
  type IncidentFilter,
  type IncidentSummary,
  incidentSearch,
  incidentsQuery,
  readIncidentFilter,
} from '../queries.ts';

/** All incidents, what still runs first. */
export function IncidentListPage() {
  const { say, locale } = useSay();
  const { may } = useMe();
  const go = useGo();
  const { search } = useAddress();
  const filter = readIncidentFilter(search);
  const list = useInfiniteQuery(incidentsQuery(filter));
  const searchInput = useRef<HTMLInputElement>(null);
  const [isOpening, setOpening] = useState(search.get('open') === 'true');
  const [current, setCurrent] = useState(-1);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total;
  const isUsual = filter.phase === 'running' && filter.q === '';
  const mayOpen = may('incidents.open');

  const show = (change: Partial<IncidentFilter>) =>
    go(withSearch(incidentsLink, incidentSearch({ ...filter, ...change })), { replace: true });
  useKeys({
    j: () => setCurrent(Math.min(rows.length - 1, current + 1)),
    k: () => setCurrent(Math.max(0, current - 1)),
    Enter: rows[current] === undefined ? undefined : () => go(incidentLink(rows[current]?.number ?? '')),
    '/': () => searchInput.current?.focus(),
    c: mayOpen ? () => setOpening(true) : undefined,
  });

  const open = mayOpen ? (
    <Button kind="primary" icon={IconFlame} shortcut="c" onClick={() => setOpening(true)}>
      {say('incidents.open.act')}
    </Button>
  ) : undefined;

  return (
    <Page
      title={say('terms.incident-list')}
      note={total && say('incidents.list.count', { total: totalText(total, locale) })}
      actions={open}
    >
      <div className="m-list-bar">
        <Pills
          label={say('incidents.filter.label')}
          value={filter.phase}
          options={(['running', 'closed', 'all'] as const).map((value) => ({
            value,
            label: say(`incidents.filter.${value}`),
          }))}
          onChoose={(phase) => show({ phase })}
        />
        <ListSearch
          label={say('incidents.search.label')}
          value={filter.q}
          inputRef={searchInput}
          onSearch={(q) => show({ q })}
        />
        <SortButton
          isDescending={filter.sort === 'newest'}
          label={say(`incidents.sort.${filter.sort}`)}
          onTurn={() => show({ sort: filter.sort === 'newest' ? 'oldest' : 'newest' })}
        />
      </div>
      <Card>
        {list.data === undefined && <Waiting query={list} />}
        {list.data !== undefined && rows.length === 0 && (
          <Empty
            action={isUsual ? open : <Button onClick={() => go(incidentsLink)}>{say('platform.list.clear')}</Button>}
            hidden={filter.phase === 'all' && filter.q === '' ? undefined : say('incidents.list.hidden')}
          >
            {say(isUsual ? 'incidents.list.empty' : 'incidents.list.nothing')}
          </Empty>
        )}
        {rows.length > 0 && <IncidentTable rows={rows} current={current} />}
        <MoreRows list={list} />
      </Card>
      <Dialog title={say('incidents.open.title')} isOpen={isOpening} onClose={() => setOpening(false)}>
        <OpenIncidentForm onClose={() => setOpening(false)} />
      </Dialog>
    </Page>
  );
}

function IncidentTable({ rows, current }: { readonly rows: readonly IncidentSummary[]; readonly current: number }) {
  const { say } = useSay();
  const go = useGo();
  return (
    <table className="m-table m-incidents">
      <thead>
        <tr>
          <th>{say('incidents.field.number')}</th>
          <th>{say('incidents.field.title')}</th>
          <th>{say('incidents.field.phase')}</th>
          <th>{say('incidents.field.opened')}</th>
          <th>{say('incidents.field.opened-by')}</th>
          <th data-end="true">{say('incidents.field.age')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((incident, at) => {
          const to = incidentLink(incident.number);
          return (
            <tr
              key={incident.id}
              data-link="true"
              data-current={at === current}
              onClick={(event) => {
                if (!(event.target instanceof HTMLAnchorElement)) go(to);
              }}
            >
              <td className="m-whole m-second">{incident.number}</td>
              <td data-main="true">
                <span className="m-row">
                  <Link to={to} className="m-row-link">
                    {incident.title}
                  </Link>
                  {!incident.compartment.isOpen && <Chip icon={IconLock}>{incident.compartment.name}</Chip>}
                </span>
              </td>
              <td>
                <Chip tone={incident.phase === 'closed' ? 'neutral' : 'accent'}>
                  {say(`terms.incident.phase.${incident.phase}`)}
                </Chip>
              </td>
              <td>
                <Moment at={incident.openedAt} />
              </td>
              <td>{incident.openedBy.name}</td>
              <td data-figure="true" data-end="true">
                {incident.closedAt === null && <Moment at={incident.openedAt} as="age" />}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
