import { type CallFilter, callFilters } from '@matoi/contract/values';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { Link, useAddress, useGo, withSearch } from '../../../../shared/link.tsx';
import { MoreRows } from '../../../../shared/list.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { Notice } from '../../../../ui/field.tsx';
import { IconSettings } from '../../../../ui/icons.ts';
import { Empty, Page, Pills } from '../../../../ui/page.tsx';
import { PushHint } from '../../../platform/account/sections/push-hint.tsx';
import { StartCallForm } from '../forms/start-call.form.tsx';
import { callRulesLink } from '../links.ts';
import { callBoardQuery, callHoursQuery, callOutsQuery } from '../queries.ts';
import { CallItem } from '../sections/call-item.tsx';
import { HoursTable } from '../sections/hours-table.tsx';
import '../sections/callout.css';

/** Calls that run, calls before, exercises with their figures, and the time on duty of each person. */
export function CallOutsPage() {
  const { say } = useSay();
  const { may } = useMe();
  const { path, search } = useAddress();
  const go = useGo();
  const [isDrilling, setDrilling] = useState(false);
  const asked = search.get('show');
  const show: CallFilter = callFilters.find((one) => one === asked) ?? 'open';
  const list = useInfiniteQuery(callOutsQuery({ show }));
  const board = useQuery(callBoardQuery);
  const hours = useQuery(callHoursQuery(undefined));
  const calls = list.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page
      title={say('call-outs.title')}
      actions={
        <>
          {may('call-policies.show') && (
            <Link to={callRulesLink} className="m-button" data-kind="plain">
              <IconSettings size={16} stroke={1.75} />
              {say('call-outs.settings.title')}
            </Link>
          )}
          {may('call-outs.drill') && <Button onClick={() => setDrilling(true)}>{say('call-outs.act.drill')}</Button>}
        </>
      }
    >
      {board.data?.hasPolicyOn === false && (
        <Notice tone="amber" actions={<Link to={callRulesLink}>{say('call-outs.board.no-rule-link')}</Link>}>
          {say('call-outs.board.no-rule')}
        </Notice>
      )}
      <PushHint />
      <Pills
        label={say('call-outs.page.filter')}
        value={show}
        options={callFilters.map((value) => ({ value, label: say(`call-outs.show.${value}`) }))}
        onChoose={(value) => go(withSearch(path, { show: value === 'open' ? undefined : value }), { replace: true })}
      />
      <Card isTight>
        {list.data === undefined && <Waiting query={list} />}
        {list.data !== undefined && calls.length === 0 && <Empty>{say(`call-outs.empty.${show}`)}</Empty>}
        <ul>
          {calls.map((one) => (
            <CallItem key={one.id} callOut={one} hasSubject />
          ))}
        </ul>
        <MoreRows list={list} />
      </Card>
      {show !== 'drill' && hours.data !== undefined && hours.data.items.length > 0 && (
        <Card isTight>
          <HoursTable items={hours.data.items} />
        </Card>
      )}
      {isDrilling && <StartCallForm onClose={() => setDrilling(false)} />}
    </Page>
  );
}
