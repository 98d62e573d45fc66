import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSay } from '../../../../shared/language.ts';
import { MoreRows } from '../../../../shared/list.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Card } from '../../../../ui/card.tsx';
import { IconBell } from '../../../../ui/icons.ts';
import { StartCallForm } from '../forms/start-call.form.tsx';
import { callHoursQuery, callOutsQuery } from '../queries.ts';
import { CallItem } from './call-item.tsx';
import { HoursTable } from './hours-table.tsx';

/** Who was called for a record and who comes, with the button to call. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const { may } = useMe();
  const [isStarting, setStarting] = useState(false);
  const list = useInfiniteQuery(callOutsQuery({ subjectId: subject.id }));
  const hours = useQuery(callHoursQuery(subject.id));
  const calls = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const mayStart = may('call-outs.start') && subject.can.annotate;
  // A closed record for which nobody was called has nothing to show here.
  if (!mayStart && list.data !== undefined && calls.length === 0) return null;
  return (
    <Card
      title={say('call-outs.title')}
      actions={
        mayStart && (
          <Button size="small" icon={IconBell} onClick={() => setStarting(true)}>
            {say('call-outs.act.start')}
          </Button>
        )
      }
      isTight
    >
      {list.data === undefined && <Waiting query={list} />}
      {list.data !== undefined && calls.length === 0 && (
        <p className="m-call-none m-second">{say('call-outs.section.none')}</p>
      )}
      <ul>
        {calls.map((one) => (
          <CallItem key={one.id} callOut={one} hasSubject={one.subject?.id !== subject.id} />
        ))}
      </ul>
      <MoreRows list={list} />
      {hours.data !== undefined && hours.data.items.length > 0 && (
        <HoursTable items={hours.data.items} subjectId={subject.id} />
      )}
      {isStarting && (
        <StartCallForm
          subject={{ id: subject.id, isRestricted: !subject.compartment.isOpen }}
          onClose={() => setStarting(false)}
        />
      )}
    </Card>
  );
}
