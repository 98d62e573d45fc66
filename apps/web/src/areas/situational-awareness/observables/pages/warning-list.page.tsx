import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { Card, Facts } from '../../../../ui/card.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { Empty, Page } from '../../../../ui/page.tsx';
import { observableLink, warningListsLink } from '../links.ts';
import { warningHitsQuery, warningListQuery } from '../warning.queries.ts';
import '../sections/observables.css';

/** One warning list: what it is, what stands on it, and which observables are hit. */
export function WarningListPage() {
  const { say, locale } = useSay();
  const { id = '' } = useParams({ strict: false });
  const list = useQuery(warningListQuery(id));
  const hits = useQuery(warningHitsQuery(id));
  const linkOf = useSubjectLink();
  const back = (
    <p>
      <Link to={warningListsLink}>{say('warning-lists.back')}</Link>
    </p>
  );
  if (list.data === undefined)
    return (
      <Page title={say('warning-lists.title')}>
        <Waiting query={list} />
        {list.error !== null && back}
      </Page>
    );
  const { name, reason, source, effectiveOn, match, isOn, version, entries } = list.data;
  return (
    <Page
      title={name[locale]}
      note={isOn ? say('warning-lists.size', { count: entries.length }) : say('warning-lists.off')}
      isNarrow
    >
      <Notice tone="quiet">{reason[locale]}</Notice>
      <Card title={say('warning-lists.title')}>
        <Facts
          items={[
            { label: say('warning-lists.field.match'), value: say(`warning-lists.match.${match}`) },
            {
              label: say('warning-lists.field.version'),
              value: [
                say('warning-lists.version', { version }),
                ...(effectiveOn === null ? [] : [say('warning-lists.effective', { date: effectiveOn })]),
              ].join(' ・ '),
            },
            source === '' ? null : { label: say('warning-lists.field.source-of'), value: source },
          ]}
        />
      </Card>
      <Card
        title={say('warning-lists.hits.title')}
        note={hits.data && say('observables.list.count', { total: hits.data.items.length })}
        isTight
      >
        {hits.data === undefined && <Waiting query={hits} />}
        {hits.data !== undefined && (
          <p className="m-observables-none m-second">{say('warning-lists.hits.about', { looked: hits.data.looked })}</p>
        )}
        {hits.data?.items.length === 0 && <Empty>{say('warning-lists.hits.none')}</Empty>}
        <ul className="m-observables">
          {hits.data?.items.map((one) => {
            const to = linkOf(one.record);
            const words = `${one.record.number ?? ''} ${one.record.title}`;
            return (
              <li key={one.id} className="m-observable">
                <Link to={observableLink(one.id)} className="m-mono m-observable-value">
                  {one.defanged}
                </Link>
                <div className="m-observable-line m-second">
                  {to === null ? words : <Link to={to}>{words}</Link>} <Moment at={one.lastSeenAt} as="short" />
                </div>
              </li>
            );
          })}
        </ul>
      </Card>
      <Card
        title={say('warning-lists.show.entries')}
        note={say('warning-lists.size', { count: entries.length })}
        isTight
      >
        <ul className="m-warning-entries m-mono">
          {entries.map((entry) => (
            <li key={entry}>{entry}</li>
          ))}
        </ul>
      </Card>
      {back}
    </Page>
  );
}
