import { useState } from 'react';
import type { SectionProps } from '../../../../shared/registry.tsx';
import { useMe } from '../../../../shared/session.queries.ts';
import { Card } from '../../../../ui/card.tsx';
import { EntryForm } from '../../journal/forms/entry.form.tsx';
import type { TimelineItem } from '../queries.ts';
import { ImportsSection } from './imports.section.tsx';
import { ItemDialog } from './item.dialog.tsx';
import { TimelineBrowser } from './timeline.browser.tsx';
import './timeline.css';

/** The whole timeline of a record: one line to record more, the picture, the table, and files of machines. */
export function Section({ subject }: SectionProps) {
  const { may } = useMe();
  const [open, setOpen] = useState<TimelineItem | null>(null);
  return (
    <div className="m-stack">
      {subject.can.annotate && may('journal.add') && (
        <Card className="m-timeline-entry">
          <EntryForm subjectId={subject.id} />
        </Card>
      )}
      {may('timeline-imports.list') && <ImportsSection subject={subject} />}
      <TimelineBrowser subject={subject} onOpen={setOpen} />
      {open !== null && <ItemDialog key={open.id} item={open} subject={subject} onClose={() => setOpen(null)} />}
    </div>
  );
}
