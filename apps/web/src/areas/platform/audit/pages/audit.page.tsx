import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { MoreRows } from '../../../../shared/list.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { instantOf } from '../../../../shared/moments.format.ts';
import { Refusal, Waiting } from '../../../../shared/refusal.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { useMe, useReading } from '../../../../shared/session.queries.ts';
import { totalText } from '../../../../shared/sizes.format.ts';
import { useSubmit } from '../../../../shared/submit.hook.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { SearchSelect } from '../../../../ui/combobox.tsx';
import { Notice, TextField } from '../../../../ui/field.tsx';
import { IconShieldCheck } from '../../../../ui/icons.ts';
import { Empty, Page } from '../../../../ui/page.tsx';
import { accountsQuery } from '../../compartments/queries.ts';
import { auditParams, detailText, nextDay } from '../audit.sentences.ts';
import { auditSentences } from '../audit.values.ts';
import { type AuditEntry, auditQuery } from '../queries.ts';
import './audit.css';

type Chain = Awaited<ReturnType<typeof verifyChain>>;

function verifyChain() {
  return call('GET /api/v1/audit-chain');
}

/** Who did what and when, and whether the chain of hashes is whole. */
export function AuditPage() {
  const { say, locale } = useSay();
  const { may } = useMe();
  const { zone } = useReading();
  const submit = useSubmit();
  const [chain, setChain] = useState<Chain | null>(null);
  const [actorId, setActorId] = useState('');
  const [action, setAction] = useState('');
  const [fromDay, setFromDay] = useState('');
  const [toDay, setToDay] = useState('');
  const start = (day: string) => (day === '' ? null : (instantOf(`${day}T00:00`, zone)?.toISOString() ?? null));
  const filter = { actorId, action, from: start(fromDay), to: toDay === '' ? null : start(nextDay(toDay)) };
  const list = useInfiniteQuery(auditQuery(filter));
  const accounts = useQuery({ ...accountsQuery, enabled: may('accounts.list') });
  const entries = list.data?.pages.flatMap(({ items }) => items);
  const total = list.data?.pages[0]?.total;
  const isFiltered = actorId !== '' || action !== '' || fromDay !== '' || toDay !== '';
  const clear = () => {
    for (const set of [setActorId, setAction, setFromDay, setToDay]) set('');
  };

  return (
    <Page
      title={say('terms.audit-log')}
      note={total && say('audit.list.total', { total: totalText(total, locale) })}
      actions={
        may('audit-chain.verify') && (
          <Button
            icon={IconShieldCheck}
            isBusy={submit.busy}
            onClick={() => void submit.run(null, async () => setChain(await verifyChain()))}
          >
            {say('audit.chain.act')}
          </Button>
        )
      }
    >
      <Refusal problem={submit.problem} />
      {chain !== null && <ChainResult chain={chain} />}
      <Card>
        <div className="m-audit-filters">
          {accounts.data !== undefined && (
            <SearchSelect
              label={say('audit.filter.actor')}
              value={actorId === '' ? null : actorId}
              options={accounts.data.items.map(({ id, name }) => ({ value: id, label: name }))}
              nothing={say('platform.select.nothing')}
              canClear
              onChoose={(value) => setActorId(value ?? '')}
            />
          )}
          <SearchSelect
            label={say('audit.filter.action')}
            value={action === '' ? null : action}
            options={Object.entries(auditSentences).map(([value, key]) => ({ value, label: say(key) }))}
            nothing={say('platform.select.nothing')}
            canClear
            onChoose={(value) => setAction(value ?? '')}
          />
          <TextField
            label={say('audit.filter.from')}
            type="date"
            value={fromDay}
            max={toDay || undefined}
            onChange={(event) => setFromDay(event.currentTarget.value)}
          />
          <TextField
            label={say('audit.filter.to')}
            type="date"
            value={toDay}
            min={fromDay || undefined}
            onChange={(event) => setToDay(event.currentTarget.value)}
          />
        </div>
        {entries === undefined && <Waiting query={list} />}
        {entries?.length === 0 && (
          <Empty
            action={isFiltered ? <Button onClick={clear}>{say('platform.list.clear')}</Button> : undefined}
            hidden={isFiltered ? say('platform.list.filtered') : undefined}
          >
            {say('audit.list.empty')}
          </Empty>
        )}
        {entries !== undefined && entries.length > 0 && <AuditTable entries={entries} />}
        <MoreRows list={list} />
      </Card>
    </Page>
  );
}

function ChainResult({ chain }: { readonly chain: Chain }) {
  const { say, locale } = useSay();
  const count = new Intl.NumberFormat(locale).format(chain.count);
  if (!chain.isIntact) {
    return <Notice tone="red">{say('audit.chain.broken', { position: chain.firstBroken ?? 0, count })}</Notice>;
  }
  return (
    <Notice tone="green">
      {say('audit.chain.intact', { count })} <Moment at={chain.checkedAt} as="exact" />
      {chain.unsealed > 0 && <div>{say('audit.chain.unsealed', { count: chain.unsealed })}</div>}
      <div className="m-mono m-audit-hash-whole">{say('audit.chain.head', { head: chain.head })}</div>
    </Notice>
  );
}

function AuditTable({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const { say } = useSay();
  return (
    <table className="m-table m-audit">
      <thead>
        <tr>
          <th data-end="true">{say('audit.list.position')}</th>
          <th>{say('audit.list.at')}</th>
          <th>{say('audit.list.actor')}</th>
          <th>{say('audit.list.what')}</th>
          <th>{say('audit.list.address')}</th>
          <th>{say('audit.list.hash')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((row) => (
          <tr key={row.position}>
            <td data-figure="true" data-end="true">
              {row.position}
            </td>
            <td>{row.entry === null ? '—' : <Moment at={row.entry.at} as="exact" />}</td>
            <td>{row.entry === null ? '—' : row.entry.actor.name}</td>
            <td data-main="true">
              {row.entry === null ? (
                <span className="m-second">{say('audit.list.hidden')}</span>
              ) : (
                <What entry={row.entry} />
              )}
            </td>
            <td className="m-mono">{row.entry?.address ?? ''}</td>
            <td
              className="m-mono"
              title={`${say('audit.list.hash-entry')} ${row.entryHash}\n${say('audit.list.hash-chain')} ${row.chainHash}`}
            >
              {row.entryHash.slice(0, 8)}…{row.chainHash.slice(0, 8)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function What({ entry }: { readonly entry: NonNullable<AuditEntry['entry']> }) {
  const { say } = useSay();
  const linkTo = useSubjectLink();
  const key = auditSentences[entry.action];
  const to = entry.subject === null ? null : linkTo(entry.subject);
  const detail = Object.entries(entry.detail ?? {});
  return (
    <div>
      <span>{key === undefined ? <span className="m-mono">{entry.action}</span> : say(key, auditParams(entry))}</span>{' '}
      {entry.subject !== null && (
        <span className="m-second">
          {to === null ? (entry.subject.number ?? entry.subject.title) : <Link to={to}>{entry.subject.number}</Link>}
        </span>
      )}
      {detail.length > 0 && (
        <details className="m-audit-detail">
          <summary>{say('audit.list.detail')}</summary>
          <dl className="m-facts">
            {detail.map(([name, value]) => (
              <div key={name} className="m-audit-pair">
                <dt className="m-mono">{name}</dt>
                <dd className="m-mono">{detailText(value)}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}
