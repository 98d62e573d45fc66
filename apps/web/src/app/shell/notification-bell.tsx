import type { NotificationKind } from '@matoi/contract/values';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../shared/api.client.ts';
import { type SentenceKey, useSay } from '../../shared/language.ts';
import { Link } from '../../shared/link.tsx';
import { Moment } from '../../shared/moment.tsx';
import { Waiting } from '../../shared/refusal.tsx';
import { useSubjectLink } from '../../shared/registry.tsx';
import { IconBell } from '../../ui/icons.ts';
import { Popover } from '../../ui/menu.tsx';

const kindSentences = {
  'call-out.called': 'notifications.kind.call-out.called',
  'call-out.answered': 'notifications.kind.call-out.answered',
  'call-out.silent': 'notifications.kind.call-out.silent',
  'decision.asked': 'notifications.kind.decision.asked',
  'decision.made': 'notifications.kind.decision.made',
  'decision.overdue': 'notifications.kind.decision.overdue',
  'meeting.invited': 'notifications.kind.meeting.invited',
  'report.received': 'notifications.kind.report.received',
  'incident.opened': 'notifications.kind.incident.opened',
  'incident.function-given': 'notifications.kind.incident.function-given',
  'incident.review-due': 'notifications.kind.incident.review-due',
  'incident.monitoring-ended': 'notifications.kind.incident.monitoring-ended',
  'incident.sight-lost': 'notifications.kind.incident.sight-lost',
  'obligation.due-soon': 'notifications.kind.obligation.due-soon',
  'obligation.overdue': 'notifications.kind.obligation.overdue',
  'obligation.past-guideline': 'notifications.kind.obligation.past-guideline',
  'obligation.anchor-missing': 'notifications.kind.obligation.anchor-missing',
  'break-glass.used': 'notifications.kind.break-glass.used',
  'task.assigned': 'notifications.kind.task.assigned',
  'task.order-ended': 'notifications.kind.task.order-ended',
  'measure.due': 'notifications.kind.measure.due',
  'instruction.answered': 'notifications.kind.instruction.answered',
  'instruction.undelivered': 'notifications.kind.instruction.undelivered',
  'instruction.escalated': 'notifications.kind.instruction.escalated',
  'duty.swap-asked': 'notifications.kind.duty.swap-asked',
  'duty.swap-answered': 'notifications.kind.duty.swap-answered',
  'directory.stale': 'notifications.kind.directory.stale',
  'mail-compromise.begun': 'notifications.kind.mail-compromise.begun',
  'mail-compromise.ended': 'notifications.kind.mail-compromise.ended',
} as const satisfies Record<NotificationKind, SentenceKey>;

/** What has changed for me, told without content; opening the list marks it as read. */
export function NotificationBell() {
  const { say } = useSay();
  const queries = useQueryClient();
  const linkTo = useSubjectLink();
  const [isOpen, setOpen] = useState(false);
  const list = useQuery({ queryKey: ['notification', 'list'], queryFn: () => call('GET /api/v1/notifications') });
  const unread = list.data?.unread ?? 0;

  const toggle = async (next: boolean) => {
    setOpen(next);
    if (!next || unread === 0) return;
    // Whether marking succeeds shows in the count, which is asked for again.
    await call('POST /api/v1/notifications/read', { body: {} }).catch(() => undefined);
    await queries.invalidateQueries({ queryKey: ['notification'] });
  };

  return (
    <Popover
      label={say('notifications.list.title')}
      isOpen={isOpen}
      onChange={(next) => void toggle(next)}
      target={
        <button
          type="button"
          className="m-icon-button m-bell"
          aria-label={say('notifications.list.open', { count: unread })}
          onClick={() => void toggle(!isOpen)}
        >
          <IconBell size={17} stroke={1.75} />
          {unread > 0 && <span className="m-bell-count">{unread > 99 ? '99+' : unread}</span>}
        </button>
      }
    >
      <div className="m-notifications">
        <h2>{say('notifications.list.title')}</h2>
        <Waiting query={list} />
        {list.data?.items.length === 0 && <p className="m-second">{say('notifications.list.empty')}</p>}
        <ul>
          {list.data?.items.map((item) => {
            const to = item.subject === null ? null : linkTo(item.subject);
            const text = (
              <>
                <span className={item.isRead ? undefined : 'm-strong'}>{say(kindSentences[item.kind])}</span>
                <span className="m-second">
                  {item.subject?.number != null && `${item.subject.number} ・ `}
                  <Moment at={item.createdAt} as="short" />
                </span>
              </>
            );
            return (
              <li key={item.id}>
                {to === null ? (
                  <div className="m-notification">{text}</div>
                ) : (
                  <Link to={to} className="m-notification" onClick={() => setOpen(false)}>
                    {text}
                  </Link>
                )}
              </li>
            );
          })}
        </ul>
      </div>
    </Popover>
  );
}
