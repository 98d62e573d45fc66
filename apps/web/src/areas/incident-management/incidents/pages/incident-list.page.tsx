import { incidentPhases, incidentSorts, severities } from '@matoi/contract/values';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useFileNow } from '../../../../shared/file-now.store.ts';
import { useKeys } from '../../../../shared/keys.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link, useAddress, useGo, withSearch } from '../../../../shared/link.tsx';
import { ListSearch, MoreRows } from '../../../../shared/list.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { useNow } from '../../../../shared/now.hook.ts';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Button } from '../../../../ui/button.tsx';
import { Avatar, Card, Chip } from '../../../../ui/card.tsx';
import { Check, SelectField } from '../../../../ui/field.tsx';
import { IconFlame, IconLock } from '../../../../ui/icons.ts';
import { Empty, Page, Pills } from '../../../../ui/page.tsx';
import { PhaseBar } from '../../../../ui/phase-bar.tsx';
import { SeverityMark } from '../../../../ui/severity.tsx';
import { TlpChip } from '../../../../ui/tlp-chip.tsx';
import { incidentLink, incidentsLink } from '../links.ts';
import { type IncidentFilter, incidentSearch, isUsual, readIncidentFilter, usualFilter } from '../list.filter.ts';
import { type IncidentSummary, incidentsQuery } from '../queries.ts';
import './incident-list.css';

/** All incidents, what still runs first. Filters and order stand in the address. */
export function IncidentListPage() {
  const { say, locale } = useSay();
  const { may } = useMe();
  const go = useGo();
  const { search } = useAddress();
  const fileNow = useFileNow();
  const filter = readIncidentFilter(search);
  const list = useInfiniteQuery(incidentsQuery(filter));
  const searchInput = useRef<HTMLInputElement>(null);
  const [current, setCurrent] = useState(-1);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total;
  const mayOpen = may('incidents.open');

  const show = (change: Partial<IncidentFilter>) => {
    setCurrent(-1);
    go(withSearch(incidentsLink, incidentSearch({ ...filter, ...change })), { replace: true });
  };
  useKeys({
    j: () => setCurrent(Math.min(rows.length - 1, current + 1)),
    k: () => setCurrent(Math.max(0, current - 1)),
    Enter: rows[current] === undefined ? undefined : () => go(incidentLink(rows[current]?.number ?? '')),
    '/': () => searchInput.current?.focus(),
    c: mayOpen ? fileNow : undefined,
  });

  const open = mayOpen ? (
    <Button kind="primary" icon={IconFlame} shortcut="c" onClick={fileNow}>
      {say('incidents.open.act')}
    </Button>
  ) : undefined;

  return (
    <Page
      title={say('terms.incident-list')}
      note={total && say('incidents.list.count', { total: totalText(total, locale) })}
      actions={open}
    >
      <Filters filter={filter} onShow={show} searchInput={searchInput} />
      <Card>
        {list.data === undefined && <Waiting query={list} />}
        {list.data !== undefined && rows.length === 0 && (
          <Empty
            action={
              isUsual(filter) ? open : <Button onClick={() => go(incidentsLink)}>{say('platform.list.clear')}</Button>
            }
            hidden={filter.phase === 'all' && filter.q === '' ? undefined : say('incidents.list.hidden')}
          >
            {say(isUsual(filter) ? 'incidents.list.empty' : 'incidents.list.nothing')}
          </Empty>
        )}
        {rows.length > 0 && <IncidentTable rows={rows} current={current} />}
        <MoreRows list={list} />
      </Card>
    </Page>
  );
}

type FiltersProps = {
  readonly filter: IncidentFilter;
  readonly onShow: (change: Partial<IncidentFilter>) => void;
  readonly searchInput: React.RefObject<HTMLInputElement | null>;
};

function Filters({ filter, onShow, searchInput }: FiltersProps) {
  const { say } = useSay();
  const pills = ['running', 'closed', 'all'] as const;
  const one = incidentPhases.find((phase) => phase === filter.phase && phase !== 'closed');
  return (
    <div className="m-list-bar">
      <Pills
        label={say('incidents.filter.label')}
        value={one ?? filter.phase}
        options={[...pills, ...(one === undefined ? [] : [one])].map((value) => ({
          value,
          label:
            value === 'running' || value === 'closed' || value === 'all'
              ? say(`incidents.filter.${value}`)
              : say(`terms.incident.phase.${value}`),
        }))}
        onChoose={(phase) => onShow({ phase })}
      />
      <ListSearch
        label={say('incidents.search.label')}
        value={filter.q}
        inputRef={searchInput}
        onSearch={(q) => onShow({ q })}
      />
      <details className="m-list-more" open={hasMore(filter)}>
        <summary>{say('incidents.filter.more')}</summary>
        <div className="m-list-fields">
          <SelectField
            label={say('incidents.field.severity')}
            value={filter.severity}
            onChange={(event) =>
              onShow({
                severity:
                  (['any', ...severities, 'none'] as const).find((value) => value === event.currentTarget.value) ??
                  'any',
              })
            }
          >
            <option value="any">{say('incidents.filter.any')}</option>
            {severities.map((value) => (
              <option key={value} value={value}>
                {say(`terms.severity.${value}`)}
              </option>
            ))}
            <option value="none">{say('incidents.severity.none')}</option>
          </SelectField>
          <SelectField
            label={say('incidents.field.phase')}
            value={filter.phase}
            onChange={(event) =>
              onShow({
                phase:
                  (['running', 'all', ...incidentPhases] as const).find(
                    (value) => value === event.currentTarget.value,
                  ) ?? 'running',
              })
            }
          >
            <option value="running">{say('incidents.filter.running')}</option>
            <option value="all">{say('incidents.filter.all')}</option>
            {incidentPhases.map((value) => (
              <option key={value} value={value}>
                {say(`terms.incident.phase.${value}`)}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={say('incidents.field.review')}
            value={filter.review}
            onChange={(event) =>
              onShow({
                review:
                  (['any', 'overdue', 'planned', 'none'] as const).find(
                    (value) => value === event.currentTarget.value,
                  ) ?? 'any',
              })
            }
          >
            {(['any', 'overdue', 'planned', 'none'] as const).map((value) => (
              <option key={value} value={value}>
                {say(value === 'any' ? 'incidents.filter.any' : `incidents.filter.review-${value}`)}
              </option>
            ))}
          </SelectField>
          <SelectField
            label={say('incidents.sort.label')}
            value={filter.sort}
            onChange={(event) =>
              onShow({ sort: incidentSorts.find((value) => value === event.currentTarget.value) ?? usualFilter.sort })
            }
          >
            {incidentSorts.map((value) => (
              <option key={value} value={value}>
                {say(`incidents.sort.${value}`)}
              </option>
            ))}
          </SelectField>
          <Check
            label={say('incidents.filter.mine')}
            checked={filter.mine}
            onChange={(event) => onShow({ mine: event.currentTarget.checked })}
          />
        </div>
      </details>
    </div>
  );
}

/** Whether something is chosen that only the folded fields show. */
function hasMore({ severity, mine, review, sort }: IncidentFilter): boolean {
  return severity !== 'any' || mine || review !== 'any' || sort !== 'newest';
}

function IncidentTable({ rows, current }: { readonly rows: readonly IncidentSummary[]; readonly current: number }) {
  const { say } = useSay();
  const go = useGo();
  return (
    <table className="m-table m-incidents">
      <thead>
        <tr>
          <th>{say('incidents.field.severity')}</th>
          <th>{say('incidents.field.number')}</th>
          <th>{say('incidents.field.title')}</th>
          <th>{say('incidents.field.phase')}</th>
          <th>{say('terms.function.commander')}</th>
          <th>{say('incidents.field.review')}</th>
          <th>{say('incidents.field.opened')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((incident, at) => (
          <IncidentRow
            key={incident.id}
            incident={incident}
            isCurrent={at === current}
            onOpen={() => go(incidentLink(incident.number))}
          />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = { readonly incident: IncidentSummary; readonly isCurrent: boolean; readonly onOpen: () => void };

function IncidentRow({ incident, isCurrent, onOpen }: RowProps) {
  const { say } = useSay();
  const phase = say(`terms.incident.phase.${incident.phase}`);
  const steps = [
    ...incident.phaseStates.map(({ phase: id, state }) => ({ id, state })),
    { id: 'closed', state: incident.phase === 'closed' ? ('done' as const) : ('not-started' as const) },
  ];
  return (
    <tr
      data-link="true"
      data-current={isCurrent}
      onClick={(event) => {
        if (!(event.target instanceof HTMLAnchorElement)) onOpen();
      }}
    >
      <td>
        <SeverityMark
          level={incident.severity}
          word={incident.severity === null ? '—' : say(`terms.severity.${incident.severity}`)}
        />
      </td>
      <td className="m-whole m-second">{incident.number}</td>
      <td data-main="true">
        <span className="m-row">
          <Link to={incidentLink(incident.number)} className="m-row-link">
            {incident.title}
          </Link>
          {incident.tlp !== null && <TlpChip label={incident.tlp} />}
          {!incident.compartment.isOpen && <Chip icon={IconLock}>{incident.compartment.name}</Chip>}
        </span>
      </td>
      <td className="m-incidents-phase" data-wide="true">
        <PhaseBar steps={steps} label={phase} />
        <span className="m-second" data-current={incident.phase !== 'closed'}>
          {incident.phase === 'closed' && incident.outcome !== null
            ? say(`terms.incident.outcome.${incident.outcome}`)
            : phase}
        </span>
      </td>
      <td>
        {incident.commander === null ? (
          <span className="m-second">—</span>
        ) : (
          <span className="m-incidents-person">
            <Avatar name={incident.commander.name} tint={incident.commander.id} />
            {incident.commander.name}
          </span>
        )}
      </td>
      <td data-figure="true">
        <NextReview at={incident.nextReviewAt} isOver={incident.phase === 'closed'} />
      </td>
      <td data-figure="true">
        <Moment at={incident.openedAt} as="short" />
      </td>
    </tr>
  );
}

/** The next review; past it stands out. */
function NextReview({ at, isOver }: { readonly at: string | null; readonly isOver: boolean }) {
  const { say } = useSay();
  const now = useNow();
  if (at === null || isOver) return <span className="m-second">—</span>;
  if (Date.parse(at) > now.getTime()) return <Moment at={at} as="short" />;
  return (
    <span className="m-incidents-overdue">
      <Moment at={at} as="short" /> {say('incidents.review.overdue')}
    </span>
  );
}
