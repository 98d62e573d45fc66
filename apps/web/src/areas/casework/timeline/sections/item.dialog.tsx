import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useAuthorName } from '../../../../shared/author-name.hook.ts';
import { useSay } from '../../../../shared/language.ts';
import { Moment } from '../../../../shared/moment.tsx';
import { Waiting } from '../../../../shared/refusal.tsx';
import type { SubjectFrame } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Button } from '../../../../ui/button.tsx';
import { Facts } from '../../../../ui/card.tsx';
import { Dialog } from '../../../../ui/dialog.tsx';
import { IconPencil } from '../../../../ui/icons.ts';
import { useEntryText } from '../../journal/entry-text.hook.ts';
import { CorrectForm } from '../forms/correct.form.tsx';
import { MarkForm } from '../forms/mark.form.tsx';
import { eventQuery, type TimelineItem, versionsQuery } from '../queries.ts';
import './timeline.css';

type DialogProps = {
  readonly item: TimelineItem;
  readonly subject: SubjectFrame;
  readonly onClose: () => void;
};

/** Everything about one item of the timeline, and what can be done with it. */
export function ItemDialog({ item, subject, onClose }: DialogProps) {
  const { say } = useSay();
  return (
    <Dialog title={say(`timeline.kind.${item.kind}`)} isOpen onClose={onClose} size={620}>
      {item.kind === 'event' ? (
        <EventPart item={item} onClose={onClose} />
      ) : (
        <EntryPart item={item} subject={subject} onClose={onClose} />
      )}
    </Dialog>
  );
}

function EventPart({ item, onClose }: Omit<DialogProps, 'subject'>) {
  const { say } = useSay();
  const event = useQuery(eventQuery(item.id));
  if (event.data === undefined) return <Waiting query={event} />;
  const { fields, what, source, host, fileName, line, text } = event.data;
  const fact = (label: string, value: string | null) => (value === null ? null : { label, value });
  return (
    <div className="m-form">
      <div>
        <div className="m-second">
          <Moment at={item.at} as="exact" />
        </div>
        <p className="m-typed m-timeline-whole">{text}</p>
      </div>
      {event.data.can.mark ? (
        <MarkForm key={event.data.version} event={event.data} onDone={onClose} />
      ) : (
        event.data.note !== null && <p className="m-typed">{event.data.note}</p>
      )}
      <details className="m-timeline-fields">
        <summary>{say('timeline.event.row')}</summary>
        <Facts
          isStacked
          items={[
            fact(say('timeline.field.what'), what),
            fact(say('timeline.field.source'), source),
            fact(say('timeline.field.host'), host),
            fact(say('timeline.field.file'), say('timeline.event.line', { file: fileName, line })),
            ...fields.map(({ name, value }) => ({ label: name, value })),
          ]}
        />
      </details>
    </div>
  );
}

function EntryPart({ item, subject, onClose }: DialogProps) {
  const { say } = useSay();
  const authorName = useAuthorName();
  const { may } = useMe();
  const textOf = useEntryText();
  const [isCorrecting, setCorrecting] = useState(false);
  const mayCorrect = item.kind === 'note' && subject.can.annotate && may('journal.correct');
  if (isCorrecting) return <CorrectForm item={item} onDone={onClose} onCancel={() => setCorrecting(false)} />;
  return (
    <div className="m-form">
      <div>
        <div className="m-second">
          <Moment at={item.at} />
          {item.until !== null && (
            <>
              {' '}
              {say('timeline.item.until')} <Moment at={item.until} />
            </>
          )}
          {` ・ ${say(`terms.lane.${item.lane}`)} ・ ${item.author === null ? '' : authorName(item.author)}`}
        </div>
        <p className="m-typed m-timeline-whole">{textOf(item)}</p>
        <div className="m-second">
          {say('journal.field.recorded')} <Moment at={item.recordedAt} />
        </div>
      </div>
      {item.version > 1 && <Versions id={item.id} />}
      {mayCorrect && (
        <div className="m-dialog-end">
          <Button icon={IconPencil} onClick={() => setCorrecting(true)}>
            {say('timeline.correct.act')}
          </Button>
        </div>
      )}
    </div>
  );
}

/** How the entry was worded before: nothing that was written is lost. */
function Versions({ id }: { readonly id: string }) {
  const { say } = useSay();
  const authorName = useAuthorName();
  const versions = useQuery(versionsQuery(id));
  if (versions.data === undefined) return <Waiting query={versions} />;
  return (
    <section aria-label={say('timeline.correct.history')}>
      <h3>{say('timeline.correct.history')}</h3>
      <ol className="m-timeline-versions">
        {versions.data.items.slice(1).map((version) => (
          <li key={version.id}>
            <div className="m-second">
              {say('timeline.item.version', { version: version.version })} ・ <Moment at={version.recordedAt} /> ・{' '}
              {authorName(version.author)}
            </div>
            <div className="m-second">
              {say('journal.field.occurred')} <Moment at={version.occurredAt} />
            </div>
            <p className="m-typed">{version.text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
