import { type OutgoingState, outgoingStates } from '@matoi/contract/values';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../../../shared/api.client.ts';
import { useSay } from '../../../../shared/language.ts';
import { Link } from '../../../../shared/link.tsx';
import { MoreRows } from '../../../../shared/list.tsx';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useSubjectLink } from '../../../../shared/registry.tsx';
import { totalText } from '../../../../shared/sizes.format.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { Empty, Page, Pills } from '../../../../ui/page.tsx';
import { outgoingQuery } from '../queries.ts';
import { MessageRow } from '../sections/message-row.tsx';

/** Mail of all records that left, waits or did not leave, with the reason in words. */
export function OutgoingPage() {
  const { say, locale } = useSay();
  const linkTo = useSubjectLink();
  const [state, setState] = useState<OutgoingState | 'all'>('all');
  const list = useInfiniteQuery(outgoingQuery(state));
  const messages = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const total = list.data?.pages[0]?.total;
  return (
    <Page
      title={say('correspondence.outgoing.title')}
      note={total && say('correspondence.list.count', { total: totalText(total, locale) })}
    >
      <Relay />
      <Pills
        label={say('correspondence.outgoing.filter')}
        value={state}
        options={(['all', ...outgoingStates] as const).map((value) => ({
          value,
          label: value === 'all' ? say('correspondence.outgoing.all') : say(`terms.message.state.${value}`),
        }))}
        onChoose={setState}
      />
      <Card>
        {list.data === undefined && <Waiting query={list} />}
        {list.data !== undefined && messages.length === 0 && (
          <Empty
            hidden={state === 'all' ? undefined : say('correspondence.outgoing.filtered')}
            action={
              state !== 'all' && (
                <Button onClick={() => setState('all')}>{say('correspondence.outgoing.show-all')}</Button>
              )
            }
          >
            {say('correspondence.outgoing.empty')}
          </Empty>
        )}
        <ul>
          {messages.map((message) => {
            const to = linkTo(message.subject);
            return (
              <li key={message.id} className="m-outgoing">
                <div className="m-outgoing-of">
                  {to === null ? (
                    <span className="m-strong">{message.subject.title}</span>
                  ) : (
                    <Link to={to}>{`${message.subject.number} ${message.subject.title}`}</Link>
                  )}
                </div>
                <ul>
                  <MessageRow message={message} subjectId={message.subject.id} isFolded />
                </ul>
              </li>
            );
          })}
        </ul>
        <MoreRows list={list} label={say('correspondence.outgoing.older')} />
      </Card>
    </Page>
  );
}

/** How the relay is: what it said last, or that there is none. */
function Relay() {
  const { say } = useSay();
  const health = useQuery({
    queryKey: ['message', 'relay'],
    queryFn: ({ signal }) => call('GET /api/health/ready', { signal }),
    refetchInterval: 30_000,
  });
  const relay = health.data?.parts.find(({ name }) => name === 'mail-relay');
  if (relay === undefined) return null;
  if (relay.state === 'off') return <Notice tone="amber">{say('correspondence.send.no-relay')}</Notice>;
  if (relay.state === 'ok') {
    return (
      <Notice tone="quiet">
        {say('correspondence.relay.ok')} <Moment at={relay.checkedAt} />
      </Notice>
    );
  }
  return (
    <Notice tone="amber">
      {say('correspondence.relay.troubled')} <span className="m-mono">{relay.detail}</span>{' '}
      <span className="m-second">
        <Moment at={relay.checkedAt} />
      </span>
    </Notice>
  );
}
