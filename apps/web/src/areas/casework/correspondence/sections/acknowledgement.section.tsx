import { useQuery } from '@tanstack/react-query';
import { useSay } from '../../../../shared/language.ts';
import { shortMoment } from '../../../../shared/moments.format.ts';
import { useNow } from '../../../../shared/now.hook.ts';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { useReading } from '../../../../shared/session.queries.ts';
import { Chip } from '../../../../ui/card.tsx';
import { IconMailCheck, IconMailOff, IconMailPause, IconMailX } from '../../../../ui/icons.ts';
import { messagesQuery } from '../queries.ts';

/** Whether the reporter knows that the report arrived. */
export function Section({ subject }: SectionProps) {
  const { say } = useSay();
  const reading = useReading();
  const now = useNow();
  const list = useQuery(messagesQuery(subject.id));
  const message = list.data?.items.find(({ purpose }) => purpose === 'acknowledgement');
  if (message === undefined) return null;
  switch (message.state) {
    case 'sent':
      return (
        <Chip icon={IconMailCheck} tone="green">
          {say('correspondence.acknowledgement.sent', {
            time: shortMoment(message.sentAt ?? message.queuedAt, now, reading),
          })}
        </Chip>
      );
    case 'queued':
      return <Chip icon={IconMailPause}>{say('correspondence.acknowledgement.queued')}</Chip>;
    case 'failed':
    case 'bounced':
      return (
        <Chip icon={IconMailX} tone="red">
          {say('correspondence.acknowledgement.failed')}
        </Chip>
      );
    case 'suppressed':
      return (
        <Chip icon={IconMailOff} title={say(`correspondence.suppression.${message.suppression ?? 'switched-off'}`)}>
          {say('correspondence.acknowledgement.suppressed')}
        </Chip>
      );
    case 'cancelled':
      return <Chip icon={IconMailOff}>{say('correspondence.acknowledgement.suppressed')}</Chip>;
    case 'received':
      return null;
  }
}
