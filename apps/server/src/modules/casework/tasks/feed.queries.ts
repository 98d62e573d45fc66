import { sentence } from '@matoi/catalogues';
import { type Locale, openCompartment, openTaskStates } from '@matoi/contract';
import { type CalendarEntry, writeCalendar } from '@matoi/formats/ical';
import { ownerOfFeed } from '../../../platform/calendar-feeds/index.ts';
import type { Reading } from '../../../platform/commands/index.ts';
import { readSettings } from '../../../platform/settings/index.ts';
import { type SubjectLink, subjectLinks } from '../../../platform/subjects/index.ts';
import { listInstructions } from './instruction.store.ts';
import type { Task } from './task.model.ts';
import { listTasks } from './task.store.ts';

/** Most entries of one calendar. */
const most = 500;

/**
 * The calendar behind a secret address: open tasks of its owner with a due time, and due times of instructions that the
 * owner sent and that still wait. What the owner may see is decided now, as for a page; of a restricted record only the
 * number is told, because calendars travel. Refuses with `guest-links.find.not-found`.
 */
export async function calendarOf(reading: Reading, given: { readonly file: string; readonly publicUrl: string }) {
  const owner = await ownerOfFeed(reading, { file: given.file, purpose: 'tasks', permission: 'tasks.list' });
  const { locale } = owner;
  const settings = await readSettings(reading.db);
  const filters = {
    subjectIds: undefined,
    states: openTaskStates,
    assigneeId: owner.reading.actor.id,
    due: undefined,
    zone: settings.zone,
  };
  const tasks = await listTasks(owner.reading, { filters, sort: 'due', cursor: null, limit: most });
  const sent = await listInstructions(owner.reading, {
    subjectIds: undefined,
    show: 'open',
    sort: 'due',
    cursor: null,
    limit: most,
  });
  const instructions = sent.rows.filter(({ sentBy }) => sentBy.id === owner.reading.actor.id);
  const subjects = await subjectLinks(
    owner.reading,
    [...tasks.rows, ...instructions].map(({ subjectId }) => subjectId),
  );
  const entry = (
    item: Pick<Task, 'id' | 'subjectId' | 'compartmentId' | 'title' | 'dueAt'> & { readonly changedAt: Date },
    kind: 'task' | 'instruction',
  ): readonly CalendarEntry[] => {
    const subject = subjects.get(item.subjectId);
    if (item.dueAt === null || subject === undefined) return [];
    return [
      {
        uid: `${kind}-${item.id}@matoi`,
        start: item.dueAt,
        stamp: item.changedAt,
        summary: summaryOf(item, { subject, kind, locale }),
        description: item.compartmentId === openCompartment ? (subject.title ?? '') : '',
        address: `${given.publicUrl}/incident-management/${subject.kind}s/${subject.number ?? subject.id}`,
      },
    ];
  };
  return writeCalendar({
    name: sentence(locale, 'tasks.feed.name', { team: settings.teamName }),
    entries: [
      ...tasks.rows.flatMap((task) => entry({ ...task, changedAt: task.createdAt }, 'task')),
      ...instructions.flatMap((one) => entry({ ...one, changedAt: one.sentAt }, 'instruction')),
    ],
  });
}

function summaryOf(
  item: { readonly compartmentId: number; readonly title: string },
  {
    subject,
    kind,
    locale,
  }: { readonly subject: SubjectLink; readonly kind: 'task' | 'instruction'; readonly locale: Locale },
): string {
  const number = subject.number ?? '';
  if (item.compartmentId !== openCompartment) return sentence(locale, 'tasks.feed.restricted', { number });
  return sentence(locale, kind === 'task' ? 'tasks.feed.task' : 'tasks.feed.instruction', {
    number,
    title: item.title,
  });
}
