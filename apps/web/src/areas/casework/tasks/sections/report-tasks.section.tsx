import type { SectionProps } from '../../../../shared/registry.tsx';
import { TaskList } from './task-list.tsx';
import '../tasks.css';

/** What the team has to do about a report. The keys stay with the list of reports beside it. */
export function Section({ subject }: SectionProps) {
  return <TaskList subject={subject} hasKeys={false} />;
}
