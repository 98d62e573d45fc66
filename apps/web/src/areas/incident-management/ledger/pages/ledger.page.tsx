import { useInfiniteQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { Link, useGo } from '../../../../shared/link.tsx';
import { MoreRows } from '../../../../shared/list.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Card, Chip } from '../../../../ui/card.tsx';
import { Empty, Page } from '../../../../ui/page.tsx';
import { ExportForm } from '../forms/export.form.tsx';
import { UploadForm } from '../forms/upload.form.tsx';
import { ledgerImportLink } from '../links.ts';
import { importsQuery, type LedgerImportSummary } from '../queries.ts';
import '../ledger.css';

/** The ledger (管理台帳): one way in, one way out, and what was brought in so far. */
export function LedgerPage() {
  const { say } = useSay();
  const { may } = useMe();
  return (
    <Page title={say('ledger.page.title')}>
      <p>{say('ledger.page.text')}</p>
      <div className="m-ledger-two">
        {may('ledger-imports.upload') && <UploadForm />}
        {may('ledger.export') && <ExportForm />}
      </div>
      {may('ledger-imports.list') && <Imports />}
    </Page>
  );
}

function Imports() {
  const { say, locale } = useSay();
  const list = useInfiniteQuery(importsQuery);
  const rows = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total;
  return (
    <Card
      title={say('ledger.list.title')}
      note={total && say('platform.list.count', { count: totalText(total, locale) })}
      isTight
    >
      {list.data === undefined && <Waiting query={list} />}
      {list.data !== undefined && rows.length === 0 && <Empty>{say('ledger.list.empty')}</Empty>}
      {rows.length > 0 && <ImportTable rows={rows} />}
      <MoreRows list={list} />
    </Card>
  );
}

const tones = { uploaded: 'amber', checked: 'amber', running: 'accent', done: 'green', undone: 'neutral' } as const;

function ImportTable({ rows }: { readonly rows: readonly LedgerImportSummary[] }) {
  const { say, locale } = useSay();
  const go = useGo();
  const number = (value: number | null) => (value === null ? '—' : new Intl.NumberFormat(locale).format(value));
  return (
    <table className="m-table">
      <thead>
        <tr>
          <th>{say('ledger.list.file')}</th>
          <th>{say('ledger.list.state')}</th>
          <th data-end="true">{say('ledger.list.rows')}</th>
          <th data-end="true">{say('ledger.list.imported')}</th>
          <th>{say('ledger.list.by')}</th>
          <th>{say('ledger.list.at')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr
            key={one.id}
            data-link="true"
            onClick={(event) => {
              if (!(event.target instanceof HTMLAnchorElement)) go(ledgerImportLink(one.number));
            }}
          >
            <td data-main="true">
              <Link to={ledgerImportLink(one.number)} className="m-row-link">
                {one.fileName}
              </Link>
            </td>
            <td>
              <Chip tone={tones[one.state]}>{say(`ledger.import-state.${one.state}`)}</Chip>
            </td>
            <td data-figure="true" data-end="true">
              {number(one.counts?.rows ?? null)}
            </td>
            <td data-figure="true" data-end="true">
              {number(one.imported)}
            </td>
            <td>{one.createdBy.name}</td>
            <td>
              <Moment at={one.createdAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
