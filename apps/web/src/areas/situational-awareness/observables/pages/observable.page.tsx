import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { MoreRows } from '../../../../shared/list.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Card, Chip, Facts } from '../../../../ui/card.tsx';
import { CopyField } from '../../../../ui/copy-field.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { Page } from '../../../../ui/page.tsx';
import { observablesLink, warningListLink } from '../links.ts';
import { observableQuery, occurrencesQuery } from '../queries.ts';
import { MarkChips, ObservableNote } from '../sections/observable-row.tsx';
import { SightingsCard } from '../sections/sightings-card.tsx';
import '../sections/observables.css';

/** One value: what it is, and every record that has it. */
export function ObservablePage() {
  const { say, locale } = useSay();
  const { id = '' } = useParams({ strict: false });
  const value = useQuery(observableQuery(id));
  const places = useInfiniteQuery(occurrencesQuery(id));
  const linkOf = useSubjectLink();
  const total = places.data?.pages[0]?.total;
  if (value.data === undefined) {
    return (
      <Page title={say('observables.title')}>
        <Waiting query={value} />
        {value.error !== null && (
          <p>
            <Link to={observablesLink}>{say('observables.page.back')}</Link>
          </p>
        )}
      </Page>
    );
  }
  const { defanged, readable, type, known, warnings, firstSeenAt, lastSeenAt } = value.data;
  return (
    <Page
      title={<span className="m-mono m-observable-value">{defanged}</span>}
      note={say(`observables.type.${type}`)}
      isNarrow
    >
      {known !== null && known.kind !== 'trusted-gateway' && (
        <Notice tone="quiet">
          {say(known.kind === 'ignored' ? 'observables.page.known-ignored' : 'observables.page.known-own')}{' '}
          {known.reason}
        </Notice>
      )}
      {warnings.map((warning) => (
        <Notice key={warning.listId} tone="amber">
          <Link to={warningListLink(warning.listId)}>
            {say('observables.warning.chip', { name: warning.name[locale] })}
          </Link>{' '}
          {warning.reason[locale]}
        </Notice>
      ))}
      <Card title={say('observables.field.value')}>
        <div className="m-stack">
          <Facts
            items={[
              readable === null ? null : { label: say('observables.page.readable'), value: readable },
              { label: say('observables.field.first'), value: <Moment at={firstSeenAt} /> },
              { label: say('observables.field.seen'), value: <Moment at={lastSeenAt} /> },
            ]}
          />
          <CopyField
            label={say('observables.page.live')}
            value={value.data.value}
            copyLabel={say('observables.copy.act')}
            copiedLabel={say('observables.page.copied')}
          />
        </div>
      </Card>
      <Card
        title={say('observables.page.records')}
        note={total && say('observables.list.count', { total: totalText(total, locale) })}
        isTight
      >
        {places.data === undefined && <Waiting query={places} />}
        <ul className="m-observables">
          {places.data?.pages
            .flatMap(({ items }) => items)
            .map((place) => {
              const to = linkOf(place.record);
              const name = `${place.record.number ?? ''} ${place.record.title}`;
              return (
                <li key={place.id} className="m-observable" data-state={place.state}>
                  <div className="m-observable-line">
                    {to === null ? name : <Link to={to}>{name}</Link>}
                    {place.role !== 'unknown' && <Chip>{say(`observables.role.${place.role}`)}</Chip>}
                    <MarkChips place={place} />
                    {place.dismissal !== null && <Chip>{say(`observables.dismissal.${place.dismissal}`)}</Chip>}
                  </div>
                  <div className="m-observable-line m-second">
                    <Moment at={place.lastSeenAt} /> ・ {say(`observables.source.${place.source}`)}
                  </div>
                  {place.snippet !== '' && <div className="m-observable-snippet">{place.snippet}</div>}
                  <ObservableNote place={place} />
                </li>
              );
            })}
        </ul>
        <MoreRows list={places} />
      </Card>
      <SightingsCard of={{ valueId: id }} value={defanged} mayAdd />
      <p>
        <Link to={observablesLink}>{say('observables.page.back')}</Link>
      </p>
    </Page>
  );
}
